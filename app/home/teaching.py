"""What an instructor sees: today's classes first, then the runs he teaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.courses.models import Course, CourseRun, Meeting
from app.seoul import SEOUL


def meetings_on(
    session: Session, *, taught: Select[int], day: date
) -> Sequence[Meeting]:
    """The taught runs' meetings of that day in Seoul, cancelled ones left out."""
    begins = datetime.combine(day, time(), tzinfo=SEOUL)
    return _meetings(session, taught, begins, begins + timedelta(days=1), 20)


def meetings_after(
    session: Session, *, taught: Select[int], day: date
) -> Sequence[Meeting]:
    """Their next five meetings after that day."""
    begins = datetime.combine(day, time(), tzinfo=SEOUL) + timedelta(days=1)
    return _meetings(session, taught, begins, begins + timedelta(days=60), 5)


def _meetings(
    session: Session, taught: Select[int], begins: datetime, ends: datetime, most: int
) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting)
        .join(Meeting.run)
        .where(
            Meeting.run_id.in_(taught),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at >= begins,
            Meeting.starts_at < ends,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(most)
        .options(
            contains_eager(Meeting.run)
            .joinedload(CourseRun.course)
            .joinedload(Course.trade)
        )
    ).all()


def runs_of(session: Session, *, taught: Select[int], most: int) -> Sequence[CourseRun]:
    """The taught runs that are public, the newest first."""
    return session.scalars(
        select(CourseRun)
        .where(
            CourseRun.id.in_(taught),
            CourseRun.published_at.is_not(None),
        )
        .order_by(CourseRun.starts_on.desc(), CourseRun.id.desc())
        .limit(most)
        .options(
            joinedload(CourseRun.course).options(
                joinedload(Course.trade), joinedload(Course.school)
            ),
        )
    ).all()
