"""What waits for a coordinator, in her own schools only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager

from app.attendance.models import Mark
from app.certificates.models import Certificate
from app.courses.models import ApplicationWindow, Course, CourseRun, Meeting
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment

SHOWN = 5
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Pile(Generic[Kind]):
    """The first few of something that waits, and how many there are in all."""

    shown: Sequence[Kind]
    whole: int


def drafts(session: Session, school_ids: Collection[int]) -> Pile[CourseRun]:
    """Runs not published yet, this year's first."""
    query = _own_runs(school_ids).where(CourseRun.published_at.is_(None))
    return _pile(session, query, CourseRun.year.desc(), CourseRun.id.desc())


def open_runs(
    session: Session, school_ids: Collection[int], *, now: datetime
) -> Pile[CourseRun]:
    """Runs that may be applied for now, the first to close first."""
    closing = (
        select(func.min(ApplicationWindow.closes_at))
        .where(
            ApplicationWindow.run_id == CourseRun.id,
            ApplicationWindow.opens_at <= now,
            ApplicationWindow.closes_at > now,
        )
        .correlate(CourseRun)
        .scalar_subquery()
    )
    query = _own_runs(school_ids).where(
        CourseRun.published_at.is_not(None), closing.is_not(None)
    )
    return _pile(session, query, closing, CourseRun.id)


def unmarked(
    session: Session, school_ids: Collection[int], *, now: datetime
) -> Pile[Meeting]:
    """Meetings that are over, with people in the class and not one mark."""
    in_class = exists().where(
        Enrollment.run_id == Meeting.run_id,
        Enrollment.status == EnrollmentStatus.CONFIRMED,
    )
    query = (
        select(Meeting)
        .join(Meeting.run)
        .join(CourseRun.course)
        .where(
            Course.school_id.in_(school_ids),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            Meeting.cancelled_at.is_(None),
            Meeting.ends_at <= now,
            in_class,
            ~exists().where(Mark.meeting_id == Meeting.id),
        )
        .options(contains_eager(Meeting.run).contains_eager(CourseRun.course))
    )
    return _pile(session, query, Meeting.starts_at, Meeting.id)


def over_without_certificates(
    session: Session, school_ids: Collection[int], *, today: date
) -> Pile[CourseRun]:
    """Runs that are over, with people in the class and no certificate issued."""
    in_class = exists().where(
        Enrollment.run_id == CourseRun.id,
        Enrollment.status == EnrollmentStatus.CONFIRMED,
    )
    query = _own_runs(school_ids).where(
        CourseRun.published_at.is_not(None),
        CourseRun.ends_on < today,
        in_class,
        ~exists().where(Certificate.run_id == CourseRun.id),
    )
    return _pile(session, query, CourseRun.ends_on, CourseRun.id)


def _own_runs(school_ids: Collection[int]) -> Select[CourseRun]:
    return (
        select(CourseRun)
        .join(CourseRun.course)
        .where(Course.school_id.in_(school_ids), CourseRun.cancelled_at.is_(None))
        .options(contains_eager(CourseRun.course).joinedload(Course.school))
    )


def _pile(session: Session, query: Select[Kind], *order: Any) -> Pile[Kind]:
    whole = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    shown = session.scalars(query.order_by(*order).limit(SHOWN)).all() if whole else ()
    return Pile(shown, whole)
