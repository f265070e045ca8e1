"""PDFs owed and made, whatever happens to the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account
from app.certificates import services
from app.certificates.jobs import make_due_pdfs
from app.certificates.models import Certificate
from app.certificates.pdf_services import LEASE, claim_next_pdf, record_pdf
from app.courses.models import CourseRun
from app.jobs import PASSES
from app.places.models import School
from app.storage import LocalFolder
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


@pytest.fixture
def another_certificate(
    session: Session, run: CourseRun, coordinator: Account, certificate: Certificate
) -> Certificate:
    return make_certificate(session, run, make_person(session), coordinator)


@pytest.fixture
def storage_broken(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], AbstractContextManager[None]]:
    """While inside, nothing can be stored."""

    @contextmanager
    def broken() -> Iterator[None]:
        blocked = tmp_path / "a file where the folder should be"
        blocked.write_text("")
        with monkeypatch.context() as patched:
            patched.setitem(app.extensions, "storage", LocalFolder(blocked))
            yield

    return broken


def make_all(app: Flask, session: Session) -> int:
    with app.app_context():
        made = make_due_pdfs()
    session.expire_all()
    return made


def stored(app: Flask, certificate: Certificate) -> bytes:
    assert certificate.pdf_key is not None
    with app.app_context():
        return storage.current().get(certificate.pdf_key)


def test_the_pass_is_among_the_workers_passes() -> None:
    assert make_due_pdfs in PASSES


def test_an_owed_pdf_is_made_and_its_hash_recorded(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    made = make_all(app, session)

    content = stored(app, certificate)
    assert made == 1
    assert certificate.pdf_made_at == ISSUE_DAY
    assert certificate.pdf_sha256 == hashlib.sha256(content).hexdigest()
    assert content.startswith(b"%PDF-")


def test_a_second_pass_finds_nothing_to_do(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    make_all(app, session)
    before = certificate.pdf_sha256

    assert make_all(app, session) == 0
    assert certificate.pdf_sha256 == before


def test_a_killed_workers_certificate_is_due_again_after_its_lease(
    app: Flask, session: Session, clock: FakeClock, certificate: Certificate
) -> None:
    assert claim_next_pdf(session, now=clock()) is not None  # and then it is killed
    session.commit()

    assert make_all(app, session) == 0
    clock.set(ISSUE_DAY + LEASE)
    assert make_all(app, session) == 1

    assert certificate.pdf_attempts == 2


def test_a_worker_killed_after_storing_leaves_a_file_that_is_taken_over(
    app: Flask, session: Session, clock: FakeClock, certificate: Certificate
) -> None:
    make_all(app, session)
    content = stored(app, certificate)
    key = certificate.pdf_key
    certificate.pdf_made_at = certificate.pdf_sha256 = certificate.pdf_key = None
    session.commit()

    made = make_all(app, session)

    assert made == 1
    assert certificate.pdf_key == key
    assert stored(app, certificate) == content


def test_who_comes_second_does_not_replace_the_file(
    app: Flask, session: Session, certificate: Certificate
) -> None:
    make_all(app, session)
    before = certificate.pdf_sha256

    recorded = record_pdf(
        session,
        certificate_id=certificate.id,
        sha256="0" * 64,
        key="elsewhere",
        now=ISSUE_DAY,
    )

    assert not recorded
    assert certificate.pdf_sha256 == before


@pytest.mark.usefixtures("another_certificate")
def test_where_storing_fails_it_is_tried_again_later_and_others_go_on(
    app: Flask,
    session: Session,
    clock: FakeClock,
    certificate: Certificate,
    storage_broken: Callable[[], AbstractContextManager[None]],
) -> None:
    with storage_broken():
        assert make_all(app, session) == 0

    assert certificate.pdf_attempts == 1
    assert make_all(app, session) == 0  # not at once
    clock.set(ISSUE_DAY + timedelta(minutes=3))
    assert make_all(app, session) == 2


def test_a_revoked_certificate_needs_no_pdf(
    app: Flask, session: Session, coordinator: Account, certificate: Certificate
) -> None:
    services.revoke(
        session,
        certificate_id=certificate.id,
        reason="잘못 발급",
        by=coordinator.id,
        now=ISSUE_DAY,
    )
    session.commit()

    assert make_all(app, session) == 0
