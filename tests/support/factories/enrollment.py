"""Places in runs, and marks in their registers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.attendance import queries
from app.attendance import services as attendance
from app.attendance.presence import Word, marked
from app.attendance.services import Entry, Saved
from app.courses.models import CourseRun, Meeting
from app.enrollment import services
from app.enrollment.models import Enrollment
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN


def make_enrollment(
    session: Session,
    run: CourseRun,
    person: Person | None = None,
    *,
    now: datetime = MONDAY_TEN,
) -> Enrollment:
    """She applies for the open run: a seat while there is one, then the line."""
    enrollment = services.apply(
        session,
        run_id=run.id,
        person_id=(person or make_person(session)).id,
        now=now,
    )
    session.commit()
    return enrollment


def make_class(
    session: Session, run: CourseRun, names: str = "가영 나영 다영"
) -> list[Enrollment]:
    """So many people with a seat, in the order of the register."""
    return [
        make_enrollment(session, run, make_person(session, n)) for n in names.split()
    ]


def save_words(
    session: Session,
    meeting: Meeting,
    words: dict[int, Word] | None = None,
    *,
    by: Account,
    seen: int = 0,
    rest: bool = False,
    corrects: bool = False,
    reason: str = "",
    now: datetime | None = None,
    **minutes: int,
) -> Saved:
    """Press these words by enrolment and save, when the meeting begins."""
    saved = attendance.save_register(
        session,
        meeting_id=meeting.id,
        entries={
            i: Entry(marked(word, **minutes), seen) for i, word in (words or {}).items()
        },
        rest_present=rest,
        by=by.id,
        corrects=corrects,
        reason=reason,
        now=now or meeting.starts_at,
    )
    session.commit()
    return saved


def shown(session: Session, meeting: Meeting) -> dict[int, str]:
    """The symbols that the register of this meeting shows, by enrolment."""
    marks = queries.marks_of_meeting(session, meeting.id, fresh=True)
    return {i: mark.as_marked().symbols for i, mark in marks.items()}
