"""The run's counters, and who moves up when a seat is free."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses.models import CourseRun
from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.allocation import Arrival, EnrollmentStatus, Seats, move_up
from app.enrollment.letters import tell
from app.enrollment.models import Enrollment
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
    """Move the first in line straight to the free seats; nobody is passed over.

    `run` is locked by the caller. A run that is cancelled or over fills no seat.
    """
    if run.cancelled_at is not None or is_over(run, now):
        return []
    free = seats_of(run).free
    if free <= 0 or run.waiting_count == 0:
        return []
    session.flush()  # who has just left the line must not be found in it
    line = queries.head_of_line(session, run.id, limit=free)
    chosen = set(move_up(free, [Arrival(e.id) for e in line]))
    moved = [e for e in line if e.id in chosen]
    for enrollment in moved:
        count(run, EnrollmentStatus.WAITING, -1)
        count(run, EnrollmentStatus.CONFIRMED, 1)
        enrollment.status = EnrollmentStatus.CONFIRMED
        enrollment.confirmed_at = now
        tell(session, enrollment, "enrollment_moved_up", now=now)
    return moved


def fill_free_seats(
    session: Session, *, run_id: int, by: int, now: datetime
) -> list[Enrollment]:
    """The button after a capacity was raised: fill what is free, and note who did."""
    run = lock_run(session, run_id)
    moved = fill_vacancies(session, run=run, now=now)
    if moved:
        ids = [enrollment.id for enrollment in moved]
        audit.record(
            session, "run.vacancies_filled", run, by=by, now=now, enrollments=ids
        )
    return moved
