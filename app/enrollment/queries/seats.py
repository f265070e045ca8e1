"""What seats depend on: the line, the counters, the runs that need a look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment


def head_of_line(session: Session, run_id: int, *, limit: int) -> Sequence[Enrollment]:
    """The first who wait, read anew: to be asked under the run's lock."""
    return session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run_id,
            Enrollment.status == EnrollmentStatus.WAITING,
        )
        .order_by(Enrollment.waiting_order, Enrollment.id)
        .limit(limit)
        .options(joinedload(Enrollment.person).joinedload(Person.account))
        .execution_options(populate_existing=True)
    ).all()


def runs_with_vacancies(session: Session, *, today: date) -> Sequence[int]:
    """Runs that aren't over, with a free seat while people wait."""
    return session.scalars(
        select(CourseRun.id)
        .where(
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.ends_on >= today,
            CourseRun.waiting_count > 0,
            CourseRun.confirmed_count + CourseRun.offered_count < CourseRun.capacity,
        )
        .order_by(CourseRun.id)
    ).all()


def cancelled_runs_with_people(session: Session) -> Sequence[int]:
    """Cancelled runs in which somebody still has a place or a waiting number."""
    live = Enrollment.run_id == CourseRun.id, Enrollment.status.in_(LIVE)
    return session.scalars(
        select(CourseRun.id)
        .where(
            CourseRun.cancelled_at.is_not(None),
            select(Enrollment.id).where(*live).exists(),
        )
        .order_by(CourseRun.id)
    ).all()


def live_of_run(session: Session, run_id: int) -> Sequence[Enrollment]:
    """All live enrolments, read anew: to be asked under the run's lock."""
    return session.scalars(
        select(Enrollment)
        .where(Enrollment.run_id == run_id, Enrollment.status.in_(LIVE))
        .order_by(Enrollment.id)
        .options(joinedload(Enrollment.person).joinedload(Person.account))
        .execution_options(populate_existing=True)
    ).all()


def seated_of_run(
    session: Session, run_id: int, *, enrollment_ids: Collection[int]
) -> Sequence[Enrollment]:
    """Those of these who have a seat, read anew: to be asked under the run's lock."""
    return session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run_id,
            Enrollment.id.in_(enrollment_ids),
            Enrollment.status == EnrollmentStatus.CONFIRMED,
        )
        .order_by(Enrollment.id)
        .options(joinedload(Enrollment.person).joinedload(Person.account))
        .execution_options(populate_existing=True)
    ).all()


def counts_by_status(session: Session, run_id: int) -> dict[EnrollmentStatus, int]:
    """How many there really are: what the run's counters ought to say."""
    rows = session.execute(
        select(Enrollment.status, func.count().label("number"))
        .where(Enrollment.run_id == run_id)
        .group_by(Enrollment.status)
    )
    return {row.status: row.number for row in rows}


def run_ids(session: Session) -> Sequence[int]:
    return session.scalars(select(CourseRun.id).order_by(CourseRun.id)).all()
