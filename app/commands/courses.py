"""`flask courses import`: a staff workbook of runs, with a report for each row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock
from app.courses.forms import import_report
from app.courses.importing import services as importing
from app.courses.importing.entry import Plan
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import RunSheet, read_workbook
from app.courses.importing.workbook_safety import MOST_BYTES, WorkbookRefused
from app.extensions import db
from app.unit_of_work import transaction
from app.words import words_for

REFUSED = 1

cli = AppGroup("courses", help="Courses and their runs.")


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option(
    "--confirm-published",
    is_flag=True,
    help="Change dates and seats of published runs too.",
)
@click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="ko", help="Of the report."
)
def import_runs(file: Path, dry_run: bool, confirm_published: bool, lang: str) -> None:
    """Take over the runs of a workbook (.xlsx) and report on each row.

    All districts are taken. Runs come in as drafts; running it again changes nothing
    twice. The exit status is 1 where the file or a row is refused.
    """
    choices = Choices(confirm_published=confirm_published)
    with force_locale(lang):
        try:
            sheet = _read(file)
        except WorkbookRefused as refusal:
            click.echo(words_for(refusal), err=True)
            sys.exit(REFUSED)
        plan = _carry_out(sheet, choices, dry_run=dry_run)
        for text in _report(plan, dry_run=dry_run):
            click.echo(text)
    if plan.refused:
        sys.exit(REFUSED)


def _read(file: Path) -> RunSheet:
    """Read no more of the file than can be a workbook of ours."""
    with file.open("rb") as stream:
        return read_workbook(stream.read(MOST_BYTES + 1), file.name)


def _carry_out(sheet: RunSheet, choices: Choices, *, dry_run: bool) -> Plan:
    if dry_run:
        return importing.preview(db.session(), sheet=sheet, choices=choices)
    with transaction() as session:
        return importing.apply(
            session, sheet=sheet, choices=choices, now=clock.now(), by=None
        )


def _report(plan: Plan, *, dry_run: bool) -> Iterator[str]:
    report = import_report.lines(plan)
    for line in report:
        state = import_report.looks()[line.state][2]
        yield f"{_('Row')} {line.number} · {state} · {line.title}"
        for said in _said(line):
            yield f"    {said}"
    if plan.unknown_headings:
        headings = ", ".join(plan.unknown_headings)
        yield _(
            "These columns have no field of their own and are kept as a note: "
            "%(headings)s.",
            headings=headings,
        )
    yield ""
    yield ", ".join(
        f"{import_report.looks()[state][2]} {number}"
        for state, number in import_report.counts(report).items()
    )
    if dry_run:
        yield _("This was a trial run. Nothing was saved.")


def _said(line: import_report.Line) -> Iterator[str]:
    yield from line.problems
    yield from line.changes
    if line.missing:
        lacking = ", ".join(line.missing)
        yield f"{_('Still needed before it can be published')}: {lacking}"
    yield from line.remarks
