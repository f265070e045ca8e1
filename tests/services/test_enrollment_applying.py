"""Applying: a seat, a waiting number, or a refusal that writes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.courses.models import (
    ApplicationWindow,
    CourseRun,
    Residence,
    SelectionMethod,
)
from app.enrollment import eligibility, queries, services
from app.enrollment.allocation import (
    EnrollmentRefused,
    EnrollmentStatus,
    MethodNotBuilt,
    RunFull,
)
from app.enrollment.models import Enrollment
from app.notifications.models import Message
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account, make_person, make_school
from tests.support.time import MONDAY_TEN, seoul


def refused(session: Session, run: CourseRun, **person: Any) -> EnrollmentRefused:
    """Why a person like this can't apply at MONDAY_TEN."""
    somebody = make_person(session, **person)
    before = session.scalar(select(func.count()).select_from(Enrollment))
    with pytest.raises(EnrollmentRefused) as refusal:
        services.apply(session, run_id=run.id, person_id=somebody.id, now=MONDAY_TEN)
    assert session.scalar(select(func.count()).select_from(Enrollment)) == before
    foreseen = services.refusal_of(session, run=run, person=somebody, now=MONDAY_TEN)
    assert type(foreseen) is type(refusal.value), "the page foretells the same"
    return refusal.value


def letters(session: Session) -> list[str]:
    return list(session.scalars(select(Message.template).order_by(Message.id)))


def test_while_there_are_seats_applying_gives_one(session: Session) -> None:
    run = make_run(session, capacity=2)
    account = make_account(session)

    place = make_enrollment(session, run, account.person)

    assert place.status is EnrollmentStatus.CONFIRMED
    assert place.confirmed_at == MONDAY_TEN
    assert place.waiting_no is None
    assert (run.confirmed_count, run.waiting_count) == (1, 0)
    assert letters(session) == ["enrollment_confirmed"]


def test_then_it_gives_waiting_numbers_in_order(session: Session) -> None:
    run = make_run(session, capacity=1, waiting_limit=2)
    make_enrollment(session, run)
    account = make_account(session)

    first = make_enrollment(session, run, account.person)
    second = make_enrollment(session, run)

    assert (first.status, first.waiting_no) == (EnrollmentStatus.WAITING, 1)
    assert second.waiting_no == 2
    assert queries.waiting_position(session, second) == 2
    assert (run.confirmed_count, run.waiting_count) == (1, 2)
    assert letters(session) == [
        "enrollment_confirmed",
        "enrollment_waiting",
        "enrollment_waiting",
    ]


def test_then_it_is_full(session: Session) -> None:
    run = make_run(session, capacity=1, waiting_limit=0)
    make_enrollment(session, run)

    refusal = refused(session, run)

    assert isinstance(refusal, RunFull)
    assert refusal.facts == {"limit": 0}


def test_a_blank_limit_lets_everybody_wait(session: Session) -> None:
    run = make_run(session, capacity=1, waiting_limit=None)

    places = [make_enrollment(session, run) for _ in range(8)]

    assert places[-1].waiting_no == 7


def test_a_second_press_is_refused(session: Session) -> None:
    run = make_run(session)
    account = make_account(session)
    make_enrollment(session, run, account.person)

    with pytest.raises(services.AlreadyApplied):
        make_enrollment(session, run, account.person)

    assert run.confirmed_count == 1


def test_who_left_may_apply_again_and_gets_a_new_number(session: Session) -> None:
    run = make_run(session, capacity=1)
    person = make_person(session)
    make_enrollment(session, run)
    first = make_enrollment(session, run, person)
    services.withdraw(
        session, enrollment_id=first.id, person_id=person.id, now=MONDAY_TEN
    )

    again = make_enrollment(session, run, person)

    assert again.id != first.id
    assert (first.waiting_no, again.waiting_no) == (1, 2)  # never used again
    assert queries.waiting_position(session, again) == 1


def test_a_free_seat_never_jumps_the_queue(session: Session) -> None:
    run = make_run(session, capacity=1)
    make_enrollment(session, run)
    make_enrollment(session, run)
    run.capacity = 2
    session.commit()

    newcomer = make_enrollment(session, run)

    assert newcomer.status is EnrollmentStatus.WAITING


def test_a_draft_is_not_applied_for(session: Session) -> None:
    run = make_run(session, published_at=None)

    assert isinstance(refused(session, run), services.RunNotPublic)
    assert queries.public_run(session, run.id) is None


def test_a_cancelled_run_is_not_applied_for(session: Session) -> None:
    run = make_run(session, cancelled_at=MONDAY_TEN)

    assert isinstance(refused(session, run), services.RunCancelled)


def test_a_method_that_is_not_built_places_nobody(session: Session) -> None:
    run = make_run(session, selection_method=SelectionMethod.LOTTERY)

    assert isinstance(refused(session, run), MethodNotBuilt)


def test_before_the_window_it_says_when_it_opens(session: Session) -> None:
    run = make_run(session, open_now=False)
    opens = seoul(2026, 3, 5, 9)
    run.windows.append(
        ApplicationWindow(opens_at=opens, closes_at=seoul(2026, 3, 9, 18))
    )
    session.commit()

    refusal = refused(session, run)

    assert isinstance(refusal, eligibility.NotYetOpen)
    assert refusal.facts == {"opens_at": opens}


def test_after_the_window_it_says_when_it_closed(session: Session) -> None:
    run = make_run(session)
    person = make_person(session)

    with pytest.raises(eligibility.Closed):
        services.apply(
            session, run_id=run.id, person_id=person.id, now=seoul(2026, 3, 9, 18)
        )


def test_half_a_window_opens_nothing(session: Session) -> None:
    run = make_run(session, open_now=False)
    run.windows.append(ApplicationWindow(opens_at=seoul(2026, 3, 1, 9), closes_at=None))
    session.commit()

    assert isinstance(refused(session, run), eligibility.NeverOpen)


def test_age_and_residence_are_asked_of_the_person(session: Session) -> None:
    make_school(session)
    run = make_run(session, max_age=55, residence=Residence.DISTRICT)

    assert isinstance(
        refused(session, run, birth_date=None), eligibility.BirthDateMissing
    )
    young = date(2010, 1, 1)
    assert isinstance(refused(session, run, birth_date=young), eligibility.NotAdult)
    old = date(1970, 3, 10)
    assert isinstance(refused(session, run, birth_date=old), eligibility.TooOld)
    fit = date(1970, 3, 11)
    assert isinstance(
        refused(session, run, birth_date=fit, district_code="11380"),
        eligibility.NotResident,
    )
    neighbour = make_person(session, birth_date=fit, district_code="11545")
    assert make_enrollment(session, run, neighbour).status is EnrollmentStatus.CONFIRMED


def test_what_is_told_names_the_course_in_both_languages(session: Session) -> None:
    run = make_run(session)
    account = make_account(session)
    account.language = "en"
    session.commit()

    place = make_enrollment(session, run, account.person)

    message = session.scalars(select(Message)).one()
    assert message.language == "en"
    assert message.to_address == account.email
    assert message.school_id == run.course.school_id
    assert message.params["path"] == f"/me/enrollments/{place.id}"
    assert message.params["course"]["en"] == run.course.name_en


def test_the_application_is_dated_when_it_was_made(session: Session) -> None:
    run = make_run(session)

    place = make_enrollment(session, run, now=MONDAY_TEN + timedelta(minutes=3))

    assert place.requested_at == MONDAY_TEN + timedelta(minutes=3)
