"""What an instructor sees: today's classes first, then the runs he teaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.courses.models import Course, CourseRun, Instructor, Meeting, RunInstructor
from app.seoul import SEOUL


def _runs_taught_by(person_id: int) -> Select[int]:
    return (
        select(RunInstructor.run_id)
        .join(Instructor, Instructor.id == RunInstructor.instructor_id)
        .where(Instructor.person_id == person_id, Instructor.ended_at.is_(None))
    )


def meetings_on(session: Session, *, person_id: int, day: date) -> Sequence[Meeting]:
    """His meetings of that day in Seoul, cancelled ones left out."""
    begins = datetime.combine(day, time(), tzinfo=SEOUL)
    return _meetings(session, person_id, begins, begins + timedelta(days=1), 20)


def meetings_after(session: Session, *, person_id: int, day: date) -> Sequence[Meeting]:
    """His next five meetings after that day."""
    begins = datetime.combine(day, time(), tzinfo=SEOUL) + timedelta(days=1)
    return _meetings(session, person_id, begins, begins + timedelta(days=60), 5)


def _meetings(
    session: Session, person_id: int, begins: datetime, ends: datetime, most: int
) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting)
        .join(Meeting.run)
        .where(
            Meeting.run_id.in_(_runs_taught_by(person_id)),
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


def runs_of(session: Session, *, person_id: int, most: int) -> Sequence[CourseRun]:
    """The runs he teaches, the newest first."""
    return session.scalars(
        select(CourseRun)
        .where(
            CourseRun.id.in_(_runs_taught_by(person_id)),
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
