"""What follows from a run's meetings, and what stands against changing them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses import changes
from app.courses.models import CourseRun, Meeting
from app.courses.timetable import Slot
from app.exceptions import DomainError
from app.seoul import SEOUL, seoul_date


class MeetingsHaveBegun(DomainError):
    """A day of class has come: the timetable isn't replaced as a whole any more."""


class MeetingHasBegun(DomainError):
    """Its day has come: it can't be moved or removed, only called off."""


class MeetingIsCancelled(DomainError):
    """It was called off before."""


def slot_of(meeting: Meeting) -> Slot:
    """When it is held, on the wall in Seoul."""
    begins = meeting.starts_at.astimezone(SEOUL)
    finishes = meeting.ends_at.astimezone(SEOUL)
    return Slot(on=begins.date(), begins=begins.time(), finishes=finishes.time())


def instants(slot: Slot) -> tuple[datetime, datetime]:
    """When the class begins and ends."""
    return (
        datetime.combine(slot.on, slot.begins, tzinfo=SEOUL),
        datetime.combine(slot.on, slot.finishes, tzinfo=SEOUL),
    )


def day_has_come(meeting: Meeting, now: datetime) -> bool:
    """From the morning of its day on, people may have been marked."""
    return seoul_date(meeting.starts_at) <= seoul_date(now)


def check_life(run: CourseRun, *, confirmed: bool) -> None:
    """Raises RunIsCancelled; ConfirmationNeeded for a published run."""
    if run.cancelled_at is not None:
        raise changes.RunIsCancelled
    if run.published_at is not None and not confirmed:
        raise changes.ConfirmationNeeded


def follow_meetings(session: Session, run: CourseRun) -> None:
    """Period, count and hours of a run are those of the classes that are held."""
    session.flush()
    held = session.execute(
        select(Meeting.starts_at, Meeting.ends_at)
        .where(Meeting.run_id == run.id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at)
    ).all()
    if not held:
        return
    run.starts_on = seoul_date(held[0].starts_at)
    run.ends_on = seoul_date(held[-1].starts_at)
    run.meeting_count = len(held)
    run.total_minutes = sum(
        int((ends - starts).total_seconds()) // 60 for starts, ends in held
    )
