"""Whether a file is the very one that was stored at issue."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account
from app.certificates import services
from app.certificates.authenticity import NotAPdf, Verdict, examine
from app.certificates.jobs import make_due_pdfs
from app.certificates.models import Certificate
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.people import make_person
from tests.support.time import FakeClock


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_finished_run(session, school)


@pytest.fixture
def certificate(
    session: Session, run: CourseRun, coordinator: Account, clock: FakeClock
) -> Certificate:
    clock.set(ISSUE_DAY)
    return make_certificate(session, run, make_person(session, "김미경"), coordinator)


def make_all(app: Flask, session: Session) -> int:
    with app.app_context():
        made = make_due_pdfs()
    session.expire_all()
    return made


def stored(app: Flask, certificate: Certificate) -> bytes:
    assert certificate.pdf_key is not None
    with app.app_context():
        return storage.current().get(certificate.pdf_key)


def test_the_stored_file_is_valid(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    make_all(app, session)

    finding = examine(session, stored(app, certificate))

    assert (finding.verdict, finding.certificate) == (Verdict.VALID, certificate)


def test_the_stored_file_of_a_revoked_certificate_is_revoked(
    app: Flask, session: Session, coordinator: Account, certificate: Certificate
) -> None:
    make_all(app, session)
    services.revoke(
        session,
        certificate_id=certificate.id,
        reason="잘못 발급",
        by=coordinator.id,
        now=ISSUE_DAY,
    )

    finding = examine(session, stored(app, certificate))

    assert finding.verdict is Verdict.REVOKED


def test_one_changed_byte_is_a_changed_file(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    make_all(app, session)

    finding = examine(session, stored(app, certificate) + b"\n")

    assert (finding.verdict, finding.certificate) == (Verdict.CHANGED, certificate)


def test_a_file_saved_anew_is_changed(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    make_all(app, session)
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(stored(app, certificate))) as file:
        file.save(saved)

    assert examine(session, saved.getvalue()).verdict is Verdict.CHANGED


def test_somebody_elses_pdf_is_unknown(session: Session) -> None:
    empty = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(empty)

    finding = examine(session, empty.getvalue())

    assert (finding.verdict, finding.certificate) == (Verdict.UNKNOWN, None)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"%PDF-1.7 only"])
def test_what_is_no_pdf_is_said_so(session: Session, content: bytes) -> None:
    with pytest.raises(NotAPdf):
        examine(session, content)


def test_the_command_says_what_it_finds(
    app: Flask, session: Session, certificate: Certificate, tmp_path: Path
) -> None:
    make_all(app, session)
    original, changed, other = (tmp_path / f"{n}.pdf" for n in ("a", "b", "c"))
    original.write_bytes(stored(app, certificate))
    changed.write_bytes(stored(app, certificate) + b" ")
    other.write_text("no pdf")
    session.commit()

    def verify(path: Path) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(
            args=["certificates", "verify", str(path)]
        )
        return result.exit_code, result.output

    status, said = verify(original)
    assert status == 0
    assert said.startswith("valid:")
    assert certificate.number in said
    assert "김*경" in said
    assert "김미경" not in said
    assert (verify(changed)[0], verify(changed)[1][:8]) == (1, "changed:")
    assert (verify(other)[0], verify(other)[1][:10]) == (2, "not a PDF:")
    assert verify(tmp_path / "missing.pdf")[0] == 2
