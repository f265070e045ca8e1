"""첫 수업 불참: who didn't come to the first class gives her seat to the line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses.models import CourseRun
from app.courses.queries import first_meeting, lock_run
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.services.leaving import RunOver, end_place
from app.enrollment.services.line_end import ended_list
from app.enrollment.services.restrictions import tell_end
from app.enrollment.services.vacancies import fill_vacancies, is_over
from app.exceptions import DomainError


class NoShowRefused(DomainError):
    """Why nobody's seat is passed on as of somebody who didn't come."""


class FirstClassAhead(NoShowRefused):
    """The first class has not begun. Facts: starts_at."""


class NoFirstClass(NoShowRefused):
    """The run has no class."""


class ListOver(NoShowRefused):
    """The waiting list has ended, so a seat passes to nobody. Facts: ended_at."""


class NobodyToRelease(NoShowRefused):
    """None of them has a seat any more; nothing was changed."""


def release_no_shows(
    session: Session,
    *,
    run_id: int,
    enrollment_ids: Collection[int],
    by: int,
    excused: bool,
    now: datetime,
) -> Sequence[Enrollment]:
    """직권취소 of those who didn't come to the first class; their seats go to the
    first in line. They are told, and without an excuse may not apply at the school
    for a while. Who has no seat any more is left out.

    That they were absent is for the caller to know: marks are kept further right.
    Raises NoFirstClass, FirstClassAhead, NobodyToRelease or RunOver, and then has
    written nothing.
    """
    run = lock_run(session, run_id)
    demand_no_show_time(session, run, now=now)
    people = queries.seated_of_run(session, run_id, enrollment_ids=enrollment_ids)
    if not people:
        raise NobodyToRelease
    for enrollment in people:
        end_place(enrollment, EnrollmentStatus.CANCELLED, now=now)
        enrollment.no_show = True
        audit.record(
            session, "enrollment.no_show", enrollment, by=by, now=now, run=run.id
        )
        tell_end(
            session, enrollment, "enrollment_no_show", excused=excused, by=by, now=now
        )
    fill_vacancies(session, run=run, now=now)
    return people


def demand_no_show_time(session: Session, run: CourseRun, *, now: datetime) -> None:
    """From the beginning of the first class until the waiting list ends: later a seat
    would go to nobody. Raises NoFirstClass, FirstClassAhead, RunOver or ListOver."""
    first = first_meeting(session, run.id)
    if first is None:
        raise NoFirstClass
    if now < first.starts_at:
        raise FirstClassAhead(starts_at=first.starts_at)
    if is_over(run, now):
        raise RunOver(ended_on=run.ends_on)
    ended_at = ended_list(session, run, now=now)
    if ended_at is not None:
        raise ListOver(ended_at=ended_at)
