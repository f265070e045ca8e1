"""`flask certificates verify FILE.pdf`: is this the file that was issued?"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.accounts.masking import mask_name
from app.certificates.authenticity import Finding, NotAPdf, Verdict, examine
from app.extensions import db

NOT_VALID, NOT_A_PDF = 1, 2
WORDS = {
    Verdict.VALID: "the file is the one that was issued, byte for byte",
    Verdict.REVOKED: "the file is the one that was issued, but it was revoked",
    Verdict.CHANGED: "the file names this certificate but is not the one issued",
    Verdict.UNKNOWN: "no certificate of this installation has this file or its code",
}

cli = AppGroup("certificates", help="Certificates of completion.")


@cli.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def verify(context: click.Context, file: Path) -> None:
    """Say whether FILE is valid, revoked, changed or unknown.

    Exit status 0 only for valid, 1 for the others, 2 where FILE is no PDF.
    """
    try:
        finding = examine(db.session(), file.read_bytes())
    except NotAPdf:
        click.echo(f"not a PDF: {file.name} can't be read as one", err=True)
        context.exit(NOT_A_PDF)
    click.echo(f"{finding.verdict.value}: {WORDS[finding.verdict]}")
    for line in _lines(finding):
        click.echo(f"  {line}")
    if finding.verdict is not Verdict.VALID:
        context.exit(NOT_VALID)


def _lines(finding: Finding) -> list[str]:
    """What staff compare with the paper; the name masked as on the public page."""
    certificate = finding.certificate
    if certificate is None:
        return []
    facts = certificate.facts
    lines = [
        f"{certificate.number}, {certificate.code}",
        f"{mask_name(facts.name)}, {facts.course_ko}",
        f"{facts.operator_ko}, {facts.issued_on.isoformat()}",
    ]
    if certificate.revoked_at is not None:
        lines.append(f"revoked {certificate.revoked_at.isoformat()}")
    return lines
