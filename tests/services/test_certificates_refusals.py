"""Who gets no certificate, and why; nothing is written then."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates.models import Certificate, CertificateCounter
from app.certificates.refusals import (
    BirthDateMissing,
    ForeignSchool,
    IssuerUnknown,
    NobodyChosen,
    NotCompleted,
    NoticeIncomplete,
    NotInRun,
)
from app.courses.models import CourseRun, Module, RunModule
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.exceptions import DomainError
from app.places.models import School
from tests.support.factories.certificates import (
    MEETINGS,
    issue,
    make_finished_run,
    make_graduate,
    make_operator,
    make_place,
)
from tests.support.factories.people import make_person


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_finished_run(session, school)


def assert_nothing_issued(session: Session) -> None:
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Certificate)) == 0
    assert not session.scalars(
        select(CertificateCounter).where(CertificateCounter.last > 0)
    ).all()


def refused(
    session: Session,
    run: CourseRun,
    by: Account,
    *places: Enrollment,
    reason: type[DomainError],
) -> DomainError:
    with pytest.raises(reason) as caught:
        issue(session, run, by, *places)
    return caught.value


def test_who_has_not_completed_is_refused_and_nobody_gets_one(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    graduate = make_graduate(session, run, make_person(session, "가람"))
    absent = make_place(session, run, make_person(session, "나래"), present=3, absent=2)

    refusal = refused(session, run, coordinator, graduate, absent, reason=NotCompleted)

    assert refusal.facts == {"name": "나래"}
    assert_nothing_issued(session)


def test_a_meeting_still_to_come_is_waited_for(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    early = make_place(session, run, make_person(session), present=MEETINGS - 1)

    refused(session, run, coordinator, early, reason=NotCompleted)

    assert_nothing_issued(session)


def test_a_required_module_not_passed_is_waited_for(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    module = Module(
        code="m1", position=1, title_ko="협동조합", title_en="Co-ops", minutes=60
    )
    session.add(RunModule(run_id=run.id, module=module, required=True))
    place = make_graduate(session, run, make_person(session))

    refused(session, run, coordinator, place, reason=NotCompleted)

    assert_nothing_issued(session)


def test_another_schools_coordinator_is_refused(
    session: Session, run: CourseRun, other_coordinator: Account, learner: Account
) -> None:
    place = make_graduate(session, run, make_person(session))

    refused(session, run, other_coordinator, place, reason=ForeignSchool)
    session.rollback()
    refused(session, run, learner, place, reason=ForeignSchool)

    assert_nothing_issued(session)


def test_who_has_no_seat_in_the_run_is_refused(
    session: Session, run: CourseRun, school: School, coordinator: Account
) -> None:
    elsewhere = make_graduate(
        session, make_finished_run(session, school), make_person(session)
    )
    gone = make_graduate(session, run, make_person(session))
    gone.status = EnrollmentStatus.DROPPED
    session.commit()

    refused(session, run, coordinator, elsewhere, reason=NotInRun)
    session.rollback()
    refused(session, run, coordinator, gone, reason=NotInRun)

    assert_nothing_issued(session)


def test_naming_nobody_is_refused(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    refused(session, run, coordinator, reason=NobodyChosen)


def test_without_a_birth_date_there_is_no_certificate(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    place = make_graduate(session, run, make_person(session, "김미경", birth_date=None))

    refusal = refused(session, run, coordinator, place, reason=BirthDateMissing)

    assert refusal.facts == {"name": "김미경"}


def test_without_an_operator_on_that_day_nobody_can_sign(
    session: Session, school: School, coordinator: Account
) -> None:
    make_operator(session, school, until=date(2026, 4, 5))
    session.refresh(school)
    run = make_finished_run(session, school)
    place = make_graduate(session, run, make_person(session))

    refused(session, run, coordinator, place, reason=IssuerUnknown)


def test_a_notice_without_hours_is_refused(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_finished_run(session, school, total_minutes=None)
    place = make_graduate(session, run, make_person(session))

    refused(session, run, coordinator, place, reason=NoticeIncomplete)
