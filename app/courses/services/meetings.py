"""One meeting at a time: added, changed, called off, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.models import CourseRun, Meeting
from app.courses.services.meeting_facts import (
    MeetingHasBegun,
    MeetingIsCancelled,
    check_life,
    day_has_come,
    follow_meetings,
    instants,
    slot_of,
)
from app.courses.timetable import EndsBeforeItBegins, MeetingsOverlap, Slot


@dataclass(frozen=True)
class MeetingDetails:
    slot: Slot
    title_ko: str = ""
    title_en: str = ""
    tools_ko: str = ""
    tools_en: str = ""
    venue: str = ""


def add_meeting(
    session: Session,
    *,
    run_id: int,
    details: MeetingDetails,
    by: int,
    now: datetime,
    confirmed: bool = False,
) -> Meeting:
    """One more class (보강). Raises MeetingsOverlap, ConfirmationNeeded …"""
    run = queries.lock_run(session, run_id)
    check_life(run, confirmed=confirmed)
    _check_free(run, details.slot)
    meeting = Meeting(run_id=run.id)
    _write(meeting, details)
    session.add(meeting)
    follow_meetings(session, run)
    audit.record(
        session,
        "meeting.added",
        meeting,
        by=by,
        now=now,
        run_id=run.id,
        on=details.slot.on.isoformat(),
    )
    return meeting


def change_meeting(
    session: Session,
    *,
    meeting_id: int,
    details: MeetingDetails,
    by: int,
    now: datetime,
    confirmed: bool = False,
) -> Meeting:
    """Another time, subject or venue for one class.

    Raises MeetingHasBegun where a class whose day has come would move;
    ConfirmationNeeded where one of a published run would.
    """
    meeting, run = _locked(session, meeting_id)
    was = slot_of(meeting)
    moved = was != details.slot
    if moved and day_has_come(meeting, now):
        raise MeetingHasBegun
    check_life(run, confirmed=confirmed or not moved)
    _check_free(run, details.slot, but=meeting)
    _write(meeting, details)
    follow_meetings(session, run)
    told = [_said(was), _said(details.slot)] if moved else None
    audit.record(
        session, "meeting.changed", meeting, by=by, now=now, run_id=run.id, moved=told
    )
    return meeting


def cancel_meeting(
    session: Session, *, meeting_id: int, reason: str, by: int, now: datetime
) -> Meeting:
    """휴강: the class stays in the list and leaves the count. Raises ReasonNeeded,
    MeetingIsCancelled or RunIsCancelled."""
    meeting, run = _locked(session, meeting_id)
    check_life(run, confirmed=True)
    if meeting.cancelled_at is not None:
        raise MeetingIsCancelled
    if not reason.strip():
        raise changes.ReasonNeeded
    meeting.cancelled_at = now
    meeting.cancel_reason = reason.strip()
    follow_meetings(session, run)
    audit.record(session, "meeting.cancelled", meeting, by=by, now=now, run_id=run.id)
    return meeting


def hold_meeting_after_all(
    session: Session, *, meeting_id: int, by: int, now: datetime
) -> Meeting:
    """Take a 휴강 back. Raises MeetingsOverlap where its time was given away."""
    meeting, run = _locked(session, meeting_id)
    check_life(run, confirmed=True)
    if meeting.cancelled_at is None:
        return meeting
    _check_free(run, slot_of(meeting), but=meeting)
    meeting.cancelled_at = None
    meeting.cancel_reason = ""
    follow_meetings(session, run)
    audit.record(session, "meeting.restored", meeting, by=by, now=now, run_id=run.id)
    return meeting


def remove_meeting(
    session: Session, *, meeting_id: int, by: int, now: datetime, confirmed: bool
) -> None:
    """Strike a class that was planned by mistake. One whose day has come stays:
    people may have been marked. Raises MeetingHasBegun, ConfirmationNeeded."""
    meeting, run = _locked(session, meeting_id)
    if day_has_come(meeting, now):
        raise MeetingHasBegun
    check_life(run, confirmed=confirmed)
    on = slot_of(meeting).on.isoformat()
    audit.record(
        session, "meeting.removed", meeting, by=by, now=now, run_id=run.id, on=on
    )
    session.delete(meeting)
    follow_meetings(session, run)


def _locked(session: Session, meeting_id: int) -> tuple[Meeting, CourseRun]:
    """The meeting, read again under its run's lock."""
    run_id = session.get_one(Meeting, meeting_id).run_id
    run = queries.lock_run(session, run_id)
    return session.get_one(Meeting, meeting_id, populate_existing=True), run


def _check_free(run: CourseRun, slot: Slot, *, but: Meeting | None = None) -> None:
    """Raises EndsBeforeItBegins, or MeetingsOverlap with another class of the run.

    A class that was called off stands in the way only of one that would begin at the
    very same time: that one is held after all instead.
    """
    if slot.finishes <= slot.begins:
        raise EndsBeforeItBegins
    begins, finishes = instants(slot)
    for other in run.meetings:
        if other is but:
            continue
        at_once = other.starts_at < finishes and begins < other.ends_at
        if (at_once and other.cancelled_at is None) or other.starts_at == begins:
            raise MeetingsOverlap(on=slot.on.isoformat())


def _write(meeting: Meeting, details: MeetingDetails) -> None:
    meeting.starts_at, meeting.ends_at = instants(details.slot)
    for name in ("title_ko", "title_en", "tools_ko", "tools_en", "venue"):
        setattr(meeting, name, getattr(details, name))


def _said(slot: Slot) -> str:
    return f"{slot.on} {slot.begins:%H:%M}-{slot.finishes:%H:%M}"
