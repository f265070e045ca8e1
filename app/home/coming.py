"""A learner's calendar: her next class, those after it, and days without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.courses.contact import pieces_of
from app.courses.holidays_kr import public_holidays
from app.courses.models import Course, CourseRun, Meeting
from app.courses.timetable import Holiday
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.seoul import seoul_date

READ, SHOWN = 12, 5


@dataclass(frozen=True)
class Line:
    """A day of the calendar: a class, one that is not held, or a holiday."""

    day: date
    meeting: Meeting | None = None
    holiday: Holiday | None = None


@dataclass(frozen=True)
class Coming:
    next: Meeting | None
    """Where she goes next; the class under way included."""
    under_way: bool
    lines: tuple[Line, ...]
    """What the calendar says after it."""
    phone: str
    """Whom to call who can't come; empty where the notice names no number."""

    @property
    def day(self) -> date | None:
        return seoul_date(self.next.starts_at) if self.next else None


def coming(
    session: Session, *, person_id: int, now: datetime, run_id: int | None = None
) -> Coming:
    """Of all her courses, or of one: one statement."""
    meetings = _meetings(session, person_id, now, run_id)
    upcoming = next((m for m in meetings if m.cancelled_at is None), None)
    if upcoming is None:
        return Coming(None, under_way=False, lines=(), phone="")
    lines = [
        Line(seoul_date(m.starts_at), meeting=m) for m in meetings if m is not upcoming
    ]
    lines += _holidays(meetings, seoul_date(now))
    lines.sort(key=lambda line: line.day)
    return Coming(
        upcoming,
        under_way=upcoming.starts_at <= now,
        lines=tuple(lines[:SHOWN]),
        phone=_phone(upcoming.run),
    )


def _meetings(
    session: Session, person_id: int, now: datetime, run_id: int | None
) -> Sequence[Meeting]:
    query = (
        select(Meeting)
        .join(Meeting.run)
        .join(Enrollment, Enrollment.run_id == CourseRun.id)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
            CourseRun.cancelled_at.is_(None),
            Meeting.ends_at > now,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(READ)
        .options(
            contains_eager(Meeting.run)
            .joinedload(CourseRun.course)
            .options(joinedload(Course.trade), joinedload(Course.school))
        )
    )
    if run_id is not None:
        query = query.where(Meeting.run_id == run_id)
    return session.scalars(query).all()


def _holidays(meetings: Sequence[Meeting], today: date) -> list[Line]:
    """Public holidays on a run's weekdays, between its classes, without a class."""
    taken = {seoul_date(meeting.starts_at) for meeting in meetings}
    last = max(taken)
    found = public_holidays(today, last)
    return [
        Line(day, holiday=holiday)
        for day, holiday in found.items()
        if day not in taken and _would_be_held(meetings, day)
    ]


def _would_be_held(meetings: Sequence[Meeting], day: date) -> bool:
    """Whether a run that goes on after this day has its classes on such weekdays."""
    return any(
        str(day.weekday()) in meeting.run.weekdays
        and (meeting.run.starts_on or day) <= day
        for meeting in meetings
        if seoul_date(meeting.starts_at) - day > timedelta(0)
    )


def _phone(run: CourseRun) -> str:
    contact = run.contact or run.course.school.phone
    numbers = (p.text for p in pieces_of(contact) if (p.href or "").startswith("tel:"))
    return next(numbers, "")
