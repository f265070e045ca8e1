"""A run's meetings as a whole: laid out by weekdays, holidays left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses import queries
from app.courses.models import CourseRun, Meeting
from app.courses.services.meeting_facts import (
    MeetingsHaveBegun,
    check_life,
    day_has_come,
    follow_meetings,
    instants,
)
from app.courses.timetable import (
    Holiday,
    Pattern,
    PatternIncomplete,
    Slot,
    check_slots,
    plan,
)

TAUGHT = ("title_ko", "title_en", "tools_ko", "tools_en")
"""What a meeting takes from the syllabus."""


def pattern_of(run: CourseRun) -> Pattern:
    """How the run's classes are to be laid out. Raises PatternIncomplete."""
    if run.starts_on is None or run.begins_at is None or run.finishes_at is None:
        raise PatternIncomplete
    return Pattern(
        starts_on=run.starts_on,
        weekdays=run.weekdays,
        begins=run.begins_at,
        finishes=run.finishes_at,
        count=run.meeting_count,
        until=None if run.meeting_count else run.ends_on,
    )


def generate_meetings(
    session: Session,
    *,
    run_id: int,
    holidays: Mapping[date, Holiday],
    by: int,
    now: datetime,
    keep: Collection[date] = (),
    drop: Collection[date] = (),
    confirmed: bool = False,
) -> CourseRun:
    """Lay the run's classes by its own weekdays and times; holidays have none.

    Raises what the timetable rule and `save_timetable` raise.
    """
    run = queries.lock_run(session, run_id)
    timetable = plan(pattern_of(run), holidays=holidays, keep=keep, drop=drop)
    return save_timetable(
        session,
        run_id=run.id,
        slots=timetable.slots,
        by=by,
        now=now,
        confirmed=confirmed,
    )


def save_timetable(
    session: Session,
    *,
    run_id: int,
    slots: Sequence[Slot],
    by: int,
    now: datetime,
    pattern: Pattern | None = None,
    confirmed: bool = False,
) -> CourseRun:
    """Give the run these classes instead of those it has; titles and tools come from
    the course's syllabus, in order. The run's weekdays and times become the
    pattern's, its period and hours those of the classes.

    Raises MeetingsHaveBegun, ConfirmationNeeded (the run is published),
    RunIsCancelled, or what `check_slots` raises.
    """
    run = queries.lock_run(session, run_id)
    ordered = check_slots(slots)
    if any(day_has_come(m, now) for m in run.meetings):
        raise MeetingsHaveBegun
    check_life(run, confirmed=confirmed)
    _replace_meetings(session, run, ordered)
    if pattern is not None:
        run.weekdays = pattern.weekdays
        run.begins_at, run.finishes_at = pattern.begins, pattern.finishes
    follow_meetings(session, run)
    number = len(ordered)
    audit.record(session, "meetings.planned", run, by=by, now=now, meetings=number)
    return run


def _replace_meetings(session: Session, run: CourseRun, slots: Sequence[Slot]) -> None:
    for former in list(run.meetings):
        session.delete(former)
    session.flush()  # their instants are free before the new ones take them
    session.expire(run, ["meetings"])
    syllabus = run.course.syllabus
    for number, slot in enumerate(slots):
        meeting = Meeting(run_id=run.id)
        meeting.starts_at, meeting.ends_at = instants(slot)
        if number < len(syllabus):
            for name in TAUGHT:
                setattr(meeting, name, getattr(syllabus[number], name))
        session.add(meeting)
