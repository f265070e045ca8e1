"""Leaving, being cancelled, dropping out; and who moves up."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.exceptions import NotAllowed
from app.notifications.models import Message
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN, seoul

CONFIRMED, WAITING = EnrollmentStatus.CONFIRMED, EnrollmentStatus.WAITING
OFFERED = EnrollmentStatus.OFFERED
AFTER_THE_END = seoul(2026, 4, 1)


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=2)


@pytest.fixture
def places(session: Session, run: CourseRun) -> list[Enrollment]:
    """Two with a seat and three who wait, each with an address."""
    return [
        make_enrollment(session, run, make_account(session).person) for _ in range(5)
    ]


def leave(session: Session, place: Enrollment) -> None:
    services.withdraw(
        session, enrollment_id=place.id, person_id=place.person_id, now=MONDAY_TEN
    )
    session.commit()


def states(places: list[Enrollment]) -> list[EnrollmentStatus]:
    return [place.status for place in places]


def test_the_seat_of_who_leaves_is_offered_to_the_first_in_line(
    session: Session, run: CourseRun, places: list[Enrollment]
) -> None:
    leave(session, places[0])

    assert states(places) == [
        EnrollmentStatus.WITHDRAWN, CONFIRMED, OFFERED, WAITING, WAITING
    ]  # fmt: skip
    assert places[0].ended_at == MONDAY_TEN
    assert places[2].confirmed_at is None
    assert places[2].waiting_no == 1  # it stays hers
    assert (run.confirmed_count, run.offered_count, run.waiting_count) == (1, 1, 2)
    assert run.reached_waiting_no == 1
    assert queries.waiting_position(session, places[3]) == 1
    told = session.execute(
        select(Message.person_id, Message.template).order_by(Message.id.desc()).limit(2)
    ).all()
    assert [tuple(row) for row in told] == [
        (places[2].person_id, "seat_offered"),
        (places[0].person_id, "enrollment_withdrawn"),
    ]


def test_who_leaves_the_line_moves_nobody_but_the_line(
    session: Session, run: CourseRun, places: list[Enrollment]
) -> None:
    leave(session, places[2])

    assert states(places)[3:] == [WAITING, WAITING]
    assert (run.confirmed_count, run.waiting_count) == (2, 2)
    assert queries.waiting_position(session, places[4]) == 2


def test_nobody_leaves_twice(session: Session, places: list[Enrollment]) -> None:
    leave(session, places[0])

    with pytest.raises(services.AlreadyEnded):
        leave(session, places[0])


def test_nobody_leaves_for_somebody_else(
    session: Session, places: list[Enrollment]
) -> None:
    with pytest.raises(NotAllowed):
        services.withdraw(
            session,
            enrollment_id=places[0].id,
            person_id=places[1].person_id,
            now=MONDAY_TEN,
        )


def test_after_the_last_day_nobody_leaves(
    session: Session, places: list[Enrollment]
) -> None:
    with pytest.raises(services.RunOver):
        services.withdraw(
            session,
            enrollment_id=places[0].id,
            person_id=places[0].person_id,
            now=AFTER_THE_END,
        )


def test_the_school_cancels_with_a_reason_that_is_told(
    session: Session,
    run: CourseRun,
    places: list[Enrollment],
    coordinator: Account,
) -> None:
    services.cancel(
        session,
        enrollment_id=places[0].id,
        by=coordinator.id,
        reason="거주지가 사실과 다름",
        now=MONDAY_TEN,
    )

    assert places[0].status is EnrollmentStatus.CANCELLED
    assert places[0].end_reason == "거주지가 사실과 다름"
    assert places[2].status is OFFERED
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject_id) == ("enrollment.cancelled", places[0].id)
    assert entry.detail == {"run": run.id}  # no personal data
    message = session.scalars(
        select(Message).where(Message.template == "enrollment_cancelled")
    ).one()
    assert message.params["reason"] == "거주지가 사실과 다름"


def test_a_reason_is_demanded(
    session: Session, places: list[Enrollment], coordinator: Account
) -> None:
    with pytest.raises(services.ReasonMissing):
        services.cancel(
            session,
            enrollment_id=places[0].id,
            by=coordinator.id,
            reason=" ",
            now=MONDAY_TEN,
        )

    assert places[0].status is CONFIRMED


def test_nobody_drops_out_before_the_first_day(
    session: Session, places: list[Enrollment], coordinator: Account
) -> None:
    with pytest.raises(services.NotYetBegun):
        services.drop_out(
            session,
            enrollment_id=places[0].id,
            by=coordinator.id,
            reason="연락 두절",
            excused=True,
            now=MONDAY_TEN,
        )


def test_dropping_out_frees_the_seat(
    session: Session, places: list[Enrollment], coordinator: Account
) -> None:
    services.drop_out(
        session,
        enrollment_id=places[0].id,
        by=coordinator.id,
        reason="취업",
        excused=True,
        now=seoul(2026, 3, 12, 9),
    )

    assert states(places)[:3] == [EnrollmentStatus.DROPPED, CONFIRMED, OFFERED]


def test_who_waits_does_not_drop_out(
    session: Session, places: list[Enrollment], coordinator: Account
) -> None:
    with pytest.raises(services.AlreadyEnded):
        services.drop_out(
            session,
            enrollment_id=places[4].id,
            by=coordinator.id,
            reason="취업",
            excused=True,
            now=seoul(2026, 3, 12, 9),
        )


def test_a_raised_capacity_is_offered_to_the_line(
    session: Session,
    run: CourseRun,
    places: list[Enrollment],
    coordinator: Account,
) -> None:
    run.capacity = 4
    session.commit()
    today = MONDAY_TEN.date()
    assert queries.runs_with_vacancies(session, today=today) == [run.id]

    moved = services.fill_free_seats(
        session, run_id=run.id, by=coordinator.id, now=MONDAY_TEN
    )

    assert [place.id for place in moved] == [places[2].id, places[3].id]
    assert states(places) == [CONFIRMED, CONFIRMED, OFFERED, OFFERED, WAITING]
    assert queries.runs_with_vacancies(session, today=today) == []
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.detail == {"enrollments": [places[2].id, places[3].id]}


def test_a_run_that_is_over_or_cancelled_offers_no_seat(
    session: Session, run: CourseRun, places: list[Enrollment]
) -> None:
    run.capacity = 4

    assert services.fill_vacancies(session, run=run, now=AFTER_THE_END) == []
    run.cancelled_at = MONDAY_TEN
    assert services.fill_vacancies(session, run=run, now=MONDAY_TEN) == []


def test_a_cancelled_run_tells_everybody_and_ends_their_places(
    session: Session, run: CourseRun, places: list[Enrollment]
) -> None:
    run.cancelled_at, run.cancel_reason = MONDAY_TEN, "신청자 부족"
    session.commit()
    assert queries.cancelled_runs_with_people(session) == [run.id]

    ended = services.end_cancelled_run(session, run_id=run.id, now=MONDAY_TEN)
    again = services.end_cancelled_run(session, run_id=run.id, now=MONDAY_TEN)

    assert (ended, again) == (5, 0)
    assert set(states(places)) == {EnrollmentStatus.CANCELLED}
    assert {place.end_reason for place in places} == {"신청자 부족"}
    assert (run.confirmed_count, run.waiting_count) == (0, 0)
    told = select(Message).where(Message.template == "run_cancelled")
    assert len(session.scalars(told).all()) == 5
    assert queries.cancelled_runs_with_people(session) == []


def test_a_run_that_takes_place_loses_nobody(
    session: Session, run: CourseRun, places: list[Enrollment]
) -> None:
    assert services.end_cancelled_run(session, run_id=run.id, now=MONDAY_TEN) == 0
