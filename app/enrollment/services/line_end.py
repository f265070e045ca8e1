"""The end of a waiting list: who waits still is told that no seat became free."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.courses.list_end import is_ended
from app.courses.models import CourseRun
from app.courses.queries import list_end, lock_run
from app.enrollment import queries
from app.enrollment.allocation import (
    EnrollmentRefused,
    EnrollmentStatus,
    Outcome,
    RunFull,
)
from app.enrollment.letters import Told, tell_all
from app.enrollment.services.leaving import end_place
from app.seoul import seoul_date


class ListEnded(EnrollmentRefused):
    """All seats are taken, and the waiting list takes nobody any more. Facts:
    ended_at."""


def refusal_by(
    outcome: Outcome, run: CourseRun, *, list_ended_at: datetime | None
) -> EnrollmentRefused | None:
    """Why this outcome of the run's rule gives nothing; None where it gives a seat,
    or a number in a list that goes on."""
    if outcome.status is None:
        return RunFull(limit=run.waiting_limit or 0)
    if outcome.status is EnrollmentStatus.WAITING and list_ended_at is not None:
        return ListEnded(ended_at=list_ended_at)
    return None


def ended_list(session: Session, run: CourseRun, *, now: datetime) -> datetime | None:
    """When the run's list ended, if it did.

    No list ends before its run's first day, so that until then nothing is asked of
    the database.
    """
    if run.starts_on is None or seoul_date(now) < run.starts_on:
        return None
    ends_at = list_end(session, run)
    return ends_at if is_ended(ends_at, now) else None


def end_list(session: Session, *, run_id: int, now: datetime) -> int:
    """미선정: whoever waits when the list has ended waits no more, and is told why.

    An offer that is open keeps its own deadline. How many; harmless twice, and for a
    run whose list goes on.
    """
    run = lock_run(session, run_id)
    if run.cancelled_at is not None or ended_list(session, run, now=now) is None:
        return 0
    people = queries.whole_line(session, run_id)
    for enrollment in people:
        end_place(enrollment, EnrollmentStatus.NOT_SELECTED, now=now)
    told = [Told(enrollment, "waiting_list_ended") for enrollment in people]
    tell_all(session, run, told, now=now)
    return len(people)
