"""The run's counters, and who moves up when a seat is free."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses.list_end import is_ended
from app.courses.models import CourseRun
from app.courses.queries import list_end, lock_run
from app.enrollment import queries
from app.enrollment.allocation import Arrival, EnrollmentStatus, Seats, move_up
from app.enrollment.models import Enrollment
from app.enrollment.services.offering import make_offers
from app.seoul import seoul_date

COUNTERS = {
    EnrollmentStatus.CONFIRMED: "confirmed_count",
    EnrollmentStatus.OFFERED: "offered_count",
    EnrollmentStatus.WAITING: "waiting_count",
}
"""The run's counters, by the state that they count."""


def seats_of(run: CourseRun) -> Seats:
    """By the run's counters, which are only sure under its lock."""
    return Seats(
        capacity=run.capacity or 0,
        taken=run.confirmed_count + run.offered_count,
        waiting=run.waiting_count,
        waiting_limit=run.waiting_limit,
    )


def count(run: CourseRun, status: EnrollmentStatus, change: int) -> None:
    """Somebody came into this state, or left it; only under the run's lock."""
    counter = COUNTERS.get(status)
    if counter is not None:
        setattr(run, counter, getattr(run, counter) + change)


def is_over(run: CourseRun, now: datetime) -> bool:
    """Its last day has passed in Seoul."""
    return run.ends_on is not None and run.ends_on < seoul_date(now)


def fill_vacancies(
    session: Session, *, run: CourseRun, now: datetime
) -> list[Enrollment]:
    """Offer the free seats to the first in line; nobody is passed over.

    `run` is locked by the caller, and an offer holds its seat. A run that is cancelled
    or over, or whose list has ended, offers none.
    """
    if run.cancelled_at is not None or is_over(run, now):
        return []
    free = seats_of(run).free
    if free <= 0 or run.waiting_count == 0:
        return []
    ends_at = list_end(session, run)
    if is_ended(ends_at, now):
        return []
    session.flush()  # who has just left the line must not be found in it
    line = queries.head_of_line(session, run.id, limit=free)
    chosen = set(move_up(free, [Arrival(e.id) for e in line]))
    moved = [e for e in line if e.id in chosen]
    for enrollment in moved:
        count(run, EnrollmentStatus.WAITING, -1)
        count(run, EnrollmentStatus.OFFERED, 1)
        enrollment.status = EnrollmentStatus.OFFERED
        run.reached_waiting_no = max(run.reached_waiting_no, enrollment.waiting_no or 0)
    make_offers(session, run, moved, list_ends_at=ends_at, now=now)
    return moved


def fill_free_seats(
    session: Session, *, run_id: int, by: int, now: datetime
) -> list[Enrollment]:
    """The button for seats that no worker has offered yet; and who pressed it."""
    run = lock_run(session, run_id)
    moved = fill_vacancies(session, run=run, now=now)
    if moved:
        ids = [enrollment.id for enrollment in moved]
        audit.record(
            session, "run.vacancies_filled", run, by=by, now=now, enrollments=ids
        )
    return moved
