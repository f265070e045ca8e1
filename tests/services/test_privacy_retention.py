"""What has been kept long enough goes, batch by batch; numbers only are left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account, Person, RoleGrant
from app.certificates import pdf_services
from app.certificates.models import Certificate
from app.courses.importing.models import ImportUpload
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.entrepreneurship.models import LessonRead
from app.outbox import Message, MessageState
from app.personal import ERASED_NAME
from app.places.models import School
from app.privacy import jobs, working
from app.privacy.models import RetentionRun
from tests.support.factories.certificates import make_certificate, make_finished_run
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.entrepreneurship import make_module, read_lessons
from tests.support.factories.messages import make_message
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN, FakeClock, seoul


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def counts(session: Session) -> dict[str, int]:
    """What the latest destruction reports."""
    session.expire_all()
    latest = select(RetentionRun).order_by(RetentionRun.id.desc()).limit(1)
    run = session.scalars(latest).one()
    assert run.finished_at is not None
    return run.counts


def night(clock: FakeClock, at: datetime) -> None:
    clock.set(at)
    jobs.destroy_due_records()


def test_a_night_with_nothing_due_is_reported_too(
    session: Session, clock: FakeClock
) -> None:
    night(clock, MONDAY_TEN)

    assert counts(session) == {}


def test_one_destruction_a_night(session: Session, clock: FakeClock) -> None:
    night(clock, MONDAY_TEN)
    night(clock, MONDAY_TEN + timedelta(hours=2))
    night(clock, MONDAY_TEN + timedelta(days=1))

    assert session.scalar(select(func.count()).select_from(RetentionRun)) == 2


def test_none_before_three_in_the_morning(session: Session, clock: FakeClock) -> None:
    night(clock, seoul(2026, 3, 2, 2))

    assert session.scalar(select(func.count()).select_from(RetentionRun)) == 0


def application(
    session: Session, school: School, person: Person, status: EnrollmentStatus
) -> Enrollment:
    enrollment = Enrollment(
        run_id=make_run(session, make_course(session, school)).id,
        person_id=person.id,
        status=status,
        requested_at=MONDAY_TEN,
        ended_at=MONDAY_TEN,
    )
    session.add(enrollment)
    session.commit()
    return enrollment


def test_an_application_without_a_seat_goes_after_six_months(
    session: Session, school: School, clock: FakeClock
) -> None:
    person = make_person(session)
    kept_id = application(session, school, person, EnrollmentStatus.NOT_SELECTED).id

    night(clock, seoul(2026, 9, 1, 10))
    a_day_before = session.get(Enrollment, kept_id)
    night(clock, seoul(2026, 9, 2, 10))

    assert a_day_before is not None
    assert counts(session)["applications"] == 1
    assert session.get(Enrollment, kept_id) is None


def test_a_seat_becomes_nobodys_after_three_years_and_is_still_counted(
    session: Session, school: School, coordinator: Account, clock: FakeClock
) -> None:
    run = make_finished_run(session, school)
    person = make_person(session, "김미경")
    certificate = make_certificate(session, run, person, coordinator)
    enrollment_id, last = certificate.enrollment_id, run.ends_on
    assert last is not None

    night(clock, seoul(last.year + 3, last.month, last.day, 10))
    session.expire_all()

    enrollment = session.get_one(Enrollment, enrollment_id)
    assert enrollment.person.name == ERASED_NAME
    assert enrollment.person.district_code == person.district_code
    assert session.get_one(Certificate, certificate.id).person_id == person.id


def test_a_certificate_becomes_nameless_after_ten_years_and_its_file_goes(
    session: Session, school: School, coordinator: Account, clock: FakeClock
) -> None:
    run = make_finished_run(session, school)
    issued = make_certificate(session, run, make_person(session), coordinator)
    key = "certificates/2026/made-for-retention.pdf"
    storage.current().put(key, b"pdf")
    pdf_services.record_pdf(
        session, certificate_id=issued.id, sha256="0" * 64, key=key, now=MONDAY_TEN
    )
    session.commit()

    night(clock, seoul(2036, 4, 6, 10))
    session.expire_all()

    certificate = session.get_one(Certificate, issued.id)
    assert certificate.facts.name == ERASED_NAME
    assert certificate.facts.born_on.year == 1
    assert not storage.current().exists(key)
    assert counts(session)["certificates"] == 1


def test_other_kinds_go_in_their_time(
    session: Session, school: School, administrator: Account, clock: FakeClock
) -> None:
    module = make_module(session, lessons=1)
    read_lessons(session, module, administrator.person_id)
    message = make_message(session)
    message.state, message.sent_at = MessageState.SENT, MONDAY_TEN
    session.add_all(
        [
            ImportUpload(
                account_id=administrator.id,
                filename="runs.xlsx",
                uploaded_at=MONDAY_TEN,
                report=[],
            ),
            RoleGrant(
                account_id=administrator.id,
                role=administrator.grants[0].role,
                granted_at=MONDAY_TEN,
                revoked_at=MONDAY_TEN,
            ),
        ]
    )
    session.commit()

    night(clock, seoul(2029, 3, 2, 10))

    found = counts(session)
    assert [found[kind] for kind in ("messages", "imports", "learning")] == [1, 1, 1]
    assert found["role_grants"] == 1
    for model in (Message, ImportUpload, LessonRead):
        assert session.scalar(select(func.count()).select_from(model)) == 0
    assert len(session.get_one(Account, administrator.id).grants) == 1


def test_a_message_that_is_still_owed_stays(session: Session, clock: FakeClock) -> None:
    make_message(session)

    night(clock, seoul(2029, 3, 2, 10))

    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_a_person_nobody_refers_to_goes_and_others_stay(
    session: Session, learner: Account, clock: FakeClock
) -> None:
    alone = make_person(session, "혼자").id

    night(clock, seoul(2026, 9, 2, 10))
    session.expire_all()

    assert session.get(Person, alone) is None
    assert session.get_one(Person, learner.person_id).name == "김미경"


def test_a_killed_worker_loses_nothing_and_nothing_is_counted_twice(
    session: Session, school: School, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "A_BATCH", 1)
    for name in ("가영", "나영", "다영"):
        application(
            session, school, make_person(session, name), EnrollmentStatus.WITHDRAWN
        )
    at = seoul(2026, 9, 2, 10)
    working.owe_nightly_run(session, now=at)
    session.flush()
    run_id = working.claim_run(session, now=at)
    assert run_id is not None
    assert working.destroy_batch(session, run_id, now=at)
    session.commit()  # and here the worker is killed

    clock.set(at)
    at_once = jobs.destroy_due_records()
    clock.set(at + working.LEASE)
    jobs.destroy_due_records()

    assert at_once == 0
    assert counts(session)["applications"] == 3
    assert session.scalar(select(func.count()).select_from(Enrollment)) == 0


def test_two_presses_begin_one_destruction(
    session: Session, administrator: Account
) -> None:
    first = working.begin_run(session, by=administrator.id, now=MONDAY_TEN)
    session.flush()

    second = working.begin_run(session, by=administrator.id, now=MONDAY_TEN)

    assert second is first


def test_the_preview_counts_what_the_destruction_then_destroys(
    session: Session, school: School, clock: FakeClock
) -> None:
    application(session, school, make_person(session), EnrollmentStatus.LAPSED)
    at = seoul(2026, 9, 2, 10)
    clock.set(at)

    due = working.due_now(session, now=at)
    jobs.destroy_due_records()

    assert due["applications"] == counts(session)["applications"] == 1
