"""What an instructor sees: today's classes, registers to catch up on, his courses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.attendance import queries as attendance
from app.attendance.models import Mark
from app.courses.models import Course, CourseRun, Meeting
from app.enrollment.models import Enrollment
from app.seoul import SEOUL, seoul_date

TODAYS, BEHIND, LATER, AHEAD = 20, 10, 5, timedelta(days=60)


@dataclass(frozen=True)
class Register:
    """A class, and how far its register is marked."""

    meeting: Meeting
    marked: int
    people: int

    @property
    def done(self) -> bool:
        return self.marked >= self.people


@dataclass(frozen=True)
class Taught:
    """The taught runs: those under way or to come, the first first; those behind."""

    current: Sequence[CourseRun]
    finished: Sequence[CourseRun]


def todays(session: Session, *, taught: Select[int], day: date) -> list[Register]:
    """The taught runs' classes of that day in Seoul, cancelled ones left out."""
    begins = _midnight(day)
    query = _classes(
        taught, Meeting.starts_at >= begins, Meeting.starts_at < _next(day)
    )
    meetings = session.scalars(query.limit(TODAYS)).all()
    marked = _marked(session, [meeting.id for meeting in meetings])
    return [Register(m, marked.get(m.id, 0), m.run.confirmed_count) for m in meetings]


def behind(session: Session, *, taught: Select[int], day: date) -> list[Register]:
    """Classes of the days before with somebody not marked, the oldest first.

    Only what the instructor may still mark: after a run's end the school corrects.
    """
    marks = _marks().where(Mark.meeting_id == Meeting.id).correlate(Meeting)
    number = marks.scalar_subquery()
    query = _classes(
        taught,
        Meeting.starts_at < _midnight(day),
        CourseRun.ends_on >= day,
        number < CourseRun.confirmed_count,
    ).add_columns(number)
    return [
        Register(meeting, marked, meeting.run.confirmed_count)
        for meeting, marked in session.execute(query.limit(BEHIND))
    ]


def later(session: Session, *, taught: Select[int], day: date) -> Sequence[Meeting]:
    """The next classes after that day."""
    begins = _next(day)
    query = _classes(
        taught, Meeting.starts_at >= begins, Meeting.starts_at < begins + AHEAD
    )
    return session.scalars(query.limit(LATER)).all()


def _classes(taught: Select[int], *conditions: ColumnElement[bool]) -> Select[Meeting]:
    return (
        select(Meeting)
        .join(Meeting.run)
        .where(
            Meeting.run_id.in_(taught),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            Meeting.cancelled_at.is_(None),
            *conditions,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .options(
            contains_eager(Meeting.run)
            .joinedload(CourseRun.course)
            .joinedload(Course.trade)
        )
    )


def _marks() -> Select[int]:
    """How many of who is in the class now have a mark."""
    return (
        select(func.count(Mark.id))
        .join(Enrollment, Enrollment.id == Mark.enrollment_id)
        .where(Enrollment.status.in_(attendance.IN_CLASS))
    )


def _marked(session: Session, meeting_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        _marks()
        .add_columns(Mark.meeting_id)
        .where(Mark.meeting_id.in_(meeting_ids))
        .group_by(Mark.meeting_id)
    )
    return {meeting_id: number for number, meeting_id in rows}


def runs_of(session: Session, *, taught: Select[int], most: int, day: date) -> Taught:
    """The newest taught runs that are public."""
    runs = session.scalars(
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
    return Taught(
        current=sorted(
            (run for run in runs if not _behind(run, day)),
            key=lambda run: (run.starts_on or date.max, run.id),
        ),
        finished=[run for run in runs if _behind(run, day)],
    )


def _behind(run: CourseRun, day: date) -> bool:
    called_off = run.cancelled_at is not None and seoul_date(run.cancelled_at) < day
    return called_off or (run.ends_on is not None and run.ends_on < day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SEOUL)


def _next(day: date) -> datetime:
    return _midnight(day + timedelta(days=1))
