"""Real commits from many threads: no seat is sold twice, on either database."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.extensions import db
from tests.support.factories.courses import make_run
from tests.support.factories.people import make_account
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN


def scene(app: Flask, people: int, **run: Any) -> tuple[int, list[int]]:
    """A run and so many people with an address, committed for real."""
    with app.app_context():
        session = db.session()
        accounts = [make_account(session) for _ in range(people)]
        made = make_run(session, **run)
        return made.id, [account.person_id for account in accounts]


def applying(run_id: int, person_id: int) -> Act:
    return lambda session: services.apply(
        session, run_id=run_id, person_id=person_id, now=MONDAY_TEN
    )


def leaving(run_id: int, person_id: int) -> Act:
    def leave(session: Session) -> None:
        place = queries.live_enrollment(session, run_id=run_id, person_id=person_id)
        assert place is not None
        services.withdraw(
            session, enrollment_id=place.id, person_id=person_id, now=MONDAY_TEN
        )

    return leave


def counted(app: Flask, run_id: int) -> Counter[EnrollmentStatus]:
    """How many have what; and the counters say the same."""
    with app.app_context():
        session = db.session()
        assert services.recount(session, run_id=run_id) == []
        found = Counter(queries.counts_by_status(session, run_id))
        session.rollback()
    return found


def test_twelve_people_on_three_seats_get_exactly_three(scratch_app: Flask) -> None:
    run_id, people = scene(scratch_app, 12, capacity=3, waiting_limit=4)

    outcomes = at_once(scratch_app, [applying(run_id, p) for p in people])

    assert Counter(outcomes) == {"done": 7, "RunFull": 5}
    found = counted(scratch_app, run_id)
    assert found[EnrollmentStatus.CONFIRMED] == 3
    assert found[EnrollmentStatus.WAITING] == 4
    with scratch_app.app_context():
        numbers = db.session.scalars(
            select(Enrollment.waiting_no).where(Enrollment.waiting_no.is_not(None))
        ).all()
    assert sorted(n for n in numbers if n) == [1, 2, 3, 4]


def test_one_person_pressing_eight_times_has_one_place(scratch_app: Flask) -> None:
    run_id, (person_id,) = scene(scratch_app, 1, capacity=3)

    outcomes = at_once(scratch_app, [applying(run_id, person_id)] * 8)

    assert Counter(outcomes) == {"done": 1, "AlreadyApplied": 7}
    with scratch_app.app_context():
        rows = db.session.scalar(select(func.count()).select_from(Enrollment))
    assert rows == 1


def test_leaving_and_applying_at_once_neither_lose_nor_double_a_seat(
    scratch_app: Flask,
) -> None:
    run_id, people = scene(scratch_app, 12, capacity=4, waiting_limit=None)
    seated, waiting, coming = people[:4], people[4:8], people[8:]
    for person_id in (*seated, *waiting):
        at_once(scratch_app, [applying(run_id, person_id)])
    acts = [leaving(run_id, p) for p in (*seated, *waiting[:2])]
    acts += [applying(run_id, p) for p in coming]

    outcomes = at_once(scratch_app, acts)

    assert set(outcomes) == {"done"}
    found = counted(scratch_app, run_id)
    # Six of twelve left, whatever their state was by then; four seats are all held.
    assert found[EnrollmentStatus.WITHDRAWN] == 6
    assert found[EnrollmentStatus.CONFIRMED] + found[EnrollmentStatus.OFFERED] == 4
    assert found[EnrollmentStatus.WAITING] == 2


def test_being_moved_up_and_pressing_something_do_not_block_each_other(
    scratch_app: Flask,
) -> None:
    """Who leaves holds the run and owes the waiting a letter; who waits holds herself
    and wants the run. Neither may wait for the other."""
    run_id, people = scene(scratch_app, 8, capacity=4, waiting_limit=None)
    for person_id in people:
        at_once(scratch_app, [applying(run_id, person_id)])
    acts = [leaving(run_id, p) for p in people[:4]]
    acts += [applying(run_id, p) for p in people[4:]]

    outcomes = at_once(scratch_app, acts)

    assert Counter(outcomes) == {"done": 4, "AlreadyApplied": 4}
    assert counted(scratch_app, run_id)[EnrollmentStatus.OFFERED] == 4


def test_a_run_called_off_in_between_seats_nobody(scratch_app: Flask) -> None:
    run_id, people = scene(scratch_app, 6, capacity=3)

    def call_off(session: Session) -> None:
        run = session.get_one(CourseRun, run_id, with_for_update=True)
        run.cancelled_at = MONDAY_TEN
        services.end_cancelled_run(session, run_id=run_id, now=MONDAY_TEN)

    outcomes = at_once(scratch_app, [call_off, *(applying(run_id, p) for p in people)])

    assert outcomes[0] == "done"
    assert {*outcomes} <= {"done", "RunCancelled", "RunFull"}
    found = counted(scratch_app, run_id)
    assert found[EnrollmentStatus.CONFIRMED] == 0
    assert found[EnrollmentStatus.WAITING] == 0
