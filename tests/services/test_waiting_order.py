"""The order of a line: changed with a reason, ended with the run's rule, estimated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.models import Course, CourseRun
from app.enrollment import line, queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.estimate import Estimate
from app.enrollment.jobs import end_due_lists
from app.enrollment.models import Enrollment
from app.outbox import Message
from tests.support.databases import counted
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.offers import make_line, make_offer
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN, FakeClock

WAITING = EnrollmentStatus.WAITING
TODAY = date(2026, 3, 2)


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=1, waiting_limit=None)


@pytest.fixture
def waiting(session: Session, run: CourseRun) -> list[Enrollment]:
    """Four who wait, behind one with a seat."""
    people = [make_account(session).person for _ in range(5)]
    return make_line(session, run, *people)[1:]


def move(session: Session, place: Enrollment, to: int, by: Account) -> None:
    services.move_in_line(
        session,
        enrollment_id=place.id,
        to=to,
        reason="먼저 전화한 것을 늦게 입력함",
        by=by.id,
        now=MONDAY_TEN,
    )
    session.commit()


def order(session: Session, run: CourseRun) -> list[int | None]:
    return [place.waiting_no for place in queries.whole_line(session, run.id)]


def test_who_is_moved_stands_there_and_keeps_her_number(
    session: Session, run: CourseRun, waiting: list[Enrollment], coordinator: Account
) -> None:
    move(session, waiting[3], 2, coordinator)

    assert order(session, run) == [1, 4, 2, 3]
    assert waiting[3].waiting_no == 4
    assert queries.waiting_position(session, waiting[1]) == 3


def test_everybody_whose_position_changed_is_told_and_nobody_else(
    session: Session, run: CourseRun, waiting: list[Enrollment], coordinator: Account
) -> None:
    move(session, waiting[3], 2, coordinator)

    told = session.scalars(select(Message).where(Message.template == "waiting_moved"))
    positions = {
        m.person_id: (m.params["before"], m.params["position"], m.params["reason"])
        for m in told
    }
    why = "먼저 전화한 것을 늦게 입력함"
    assert positions == {
        waiting[3].person_id: (4, 2, why),
        waiting[1].person_id: (2, 3, why),
        waiting[2].person_id: (3, 4, why),
    }
    (shift,) = queries.shifts_of(session, waiting[1].id)
    assert (shift.from_position, shift.to_position) == (2, 3)
    assert shift.move.reason == why
    assert queries.shifts_of(session, waiting[0].id) == []


def test_the_move_stands_in_the_audit_log(
    session: Session, run: CourseRun, waiting: list[Enrollment], coordinator: Account
) -> None:
    move(session, waiting[3], 2, coordinator)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.account_id) == ("waiting.moved", coordinator.id)
    assert entry.detail == {
        "run": run.id,
        "enrollment": waiting[3].id,
        "positions": [4, 2],
    }


def test_the_next_seat_goes_by_the_new_order(
    session: Session, run: CourseRun, waiting: list[Enrollment], coordinator: Account
) -> None:
    move(session, waiting[3], 1, coordinator)
    run.capacity = 2

    offered = services.fill_vacancies(session, run=run, now=MONDAY_TEN)

    assert offered == [waiting[3]]
    assert run.reached_waiting_no == 4
    page = queries.line_page(session, run.id)
    assert [row.place.waiting_no for row in page.rows] == [4, 1, 2, 3]
    assert [row.position for row in page.rows] == [None, 1, 2, 3]


@pytest.mark.parametrize(
    ("to", "reason", "refusal"),
    [
        (0, "시험", line.PositionUnknown),
        (5, "시험", line.PositionUnknown),
        (2, "시험", line.SamePosition),
        (1, "  ", line.MoveReasonMissing),
    ],
)
def test_a_move_that_is_refused_changes_nothing(
    session: Session,
    run: CourseRun,
    waiting: list[Enrollment],
    coordinator: Account,
    to: int,
    reason: str,
    refusal: type[line.MoveRefused],
) -> None:
    with pytest.raises(refusal):
        services.move_in_line(
            session,
            enrollment_id=waiting[1].id,
            to=to,
            reason=reason,
            by=coordinator.id,
            now=MONDAY_TEN,
        )

    assert order(session, run) == [1, 2, 3, 4]


def test_who_has_an_offer_is_not_moved(
    session: Session, waiting: list[Enrollment], coordinator: Account
) -> None:
    make_offer(session, waiting[0])

    with pytest.raises(line.NotWaiting):
        move(session, waiting[0], 2, coordinator)


def test_a_lowered_limit_keeps_who_waits(
    session: Session, run: CourseRun, waiting: list[Enrollment]
) -> None:
    run.waiting_limit, run.capacity = 1, 2

    services.fill_vacancies(session, run=run, now=MONDAY_TEN)

    assert [place.status for place in waiting] == [
        EnrollmentStatus.OFFERED, WAITING, WAITING, WAITING
    ]  # fmt: skip


@pytest.mark.usefixtures("connection")
def test_who_waits_at_the_end_of_the_list_is_told_once(
    app: Flask,
    session: Session,
    clock: FakeClock,
    run: CourseRun,
    waiting: list[Enrollment],
) -> None:
    second = make_meetings(session, run)[1]
    offer = make_offer(session, waiting[0], now=second.ends_at - timedelta(hours=1))
    clock.set(second.ends_at - timedelta(minutes=1))
    with app.app_context():
        early = end_due_lists()
    clock.set(second.ends_at)

    with app.app_context():
        done, again = end_due_lists(), end_due_lists()

    session.expire_all()
    assert (early, done, again) == (0, 3, 0)
    assert {place.status for place in waiting[1:]} == {EnrollmentStatus.NOT_SELECTED}
    assert (offer.outcome, offer.deadline_at) == (None, second.ends_at)
    assert (run.offered_count, run.waiting_count) == (1, 0)
    told = select(Message.person_id).where(Message.template == "waiting_list_ended")
    assert sorted(filter(None, session.scalars(told))) == [
        place.person_id for place in waiting[1:]
    ]


def test_a_list_that_goes_on_loses_nobody(
    session: Session, run: CourseRun, waiting: list[Enrollment]
) -> None:
    assert services.end_list(session, run_id=run.id, now=MONDAY_TEN) == 0
    assert {place.status for place in waiting} == {WAITING}


def past(session: Session, course: Course, *, reached: int, **more: object) -> None:
    """A course that ended on the last day of 2025 with ten waiting numbers."""
    values = {"starts_on": date(2025, 12, 1), "ends_on": date(2025, 12, 31), **more}
    run = make_run(session, course, open_now=False, **values)
    run.last_waiting_no = run.last_waiting_no or 10
    run.reached_waiting_no = reached
    session.commit()


def chance(session: Session, run: CourseRun, number: int) -> Estimate | None:
    return queries.chance_of(session, run, waiting_no=number, today=TODAY)


def test_the_estimate_counts_how_far_comparable_lines_came(
    session: Session, run: CourseRun
) -> None:
    for reached in (0, 3, 4, 4, 9):
        past(session, run.course, reached=reached)
    sister = make_course(session, run.course.school)  # the same trade
    past(session, sister, reached=10)
    assert run.course.school.id  # read anew after the commit

    with counted(session.connection()) as statements:
        found = chance(session, run, 4)

    assert found == Estimate(got_in=4, runs=6)
    assert len(statements) == 1


def test_of_four_courses_nothing_is_said(session: Session, run: CourseRun) -> None:
    for _ in range(4):
        past(session, run.course, reached=9)

    assert chance(session, run, 4) is None


def test_courses_that_are_not_comparable_are_not_counted(
    session: Session, run: CourseRun, other_school: object
) -> None:
    for _ in range(5):
        past(session, run.course, reached=0)
    school = run.course.school
    past(session, make_course(session, school, "cooking"), reached=9)
    past(session, make_course(session, other_school), reached=9)  # type: ignore[arg-type]
    past(session, run.course, reached=9, cancelled_at=MONDAY_TEN)
    past(session, run.course, reached=3, last_waiting_no=3)
    past(session, run.course, reached=9, ends_on=date(2026, 3, 2))  # today still
    long_ago = {"starts_on": date(2023, 2, 1), "ends_on": date(2023, 3, 1)}
    past(session, run.course, reached=9, **long_ago)

    assert chance(session, run, 4) == Estimate(got_in=0, runs=5)
