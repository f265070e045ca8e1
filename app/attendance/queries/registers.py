"""Whose register it is, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app import policy
from app.accounts.models import Account, Person
from app.attendance.models import Mark, MarkChange
from app.attendance.presence import Thresholds
from app.courses.models import Course, CourseRun, Instructor, Meeting, RunInstructor
from app.courses.queries import runs_taught_by
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment

IN_CLASS = (EnrollmentStatus.CONFIRMED,)
THRESHOLDS = (
    "attendance_late_minutes",
    "attendance_early_minutes",
    "attendance_present_percent",
)
ON_SHEET = (EnrollmentStatus.CONFIRMED, EnrollmentStatus.DROPPED)
"""Whoever dropped out keeps her line: what was marked stays readable."""


def _may_mark(
    person_id: int, teaches: Collection[int], coordinates: Collection[int]
) -> ColumnElement[bool]:
    """Of runs she teaches now at the schools where she `teaches`, or of any run of
    the schools that she `coordinates`."""
    taught = runs_taught_by(person_id, school_ids=teaches)
    return or_(CourseRun.id.in_(taught), Course.school_id.in_(coordinates))


def meeting_to_mark(
    session: Session,
    meeting_id: int,
    *,
    person_id: int,
    teaches: Collection[int],
    coordinates: Collection[int],
) -> Meeting | None:
    """The meeting, its run and course with it, if it is theirs to mark."""
    return session.scalar(
        select(Meeting)
        .join(Meeting.run)
        .join(CourseRun.course)
        .where(
            Meeting.id == meeting_id,
            CourseRun.published_at.is_not(None),
            _may_mark(person_id, teaches, coordinates),
        )
        .options(
            contains_eager(Meeting.run)
            .contains_eager(CourseRun.course)
            .joinedload(Course.school)
        )
    )


def run_to_mark(
    session: Session,
    run_id: int,
    *,
    person_id: int,
    teaches: Collection[int],
    coordinates: Collection[int],
) -> CourseRun | None:
    """The run, its course with it, if its register is theirs."""
    return session.scalar(
        select(CourseRun)
        .join(CourseRun.course)
        .where(
            CourseRun.id == run_id,
            CourseRun.published_at.is_not(None),
            _may_mark(person_id, teaches, coordinates),
        )
        .options(contains_eager(CourseRun.course).joinedload(Course.school))
    )


def class_list(
    session: Session,
    run_id: int,
    *,
    statuses: Collection[EnrollmentStatus] = IN_CLASS,
) -> list[Enrollment]:
    """The people of a run by name, as a register lists them (가나다순), with their
    accounts: who has one can be written to."""
    found = session.scalars(
        select(Enrollment)
        .where(Enrollment.run_id == run_id, Enrollment.status.in_(statuses))
        .options(joinedload(Enrollment.person).joinedload(Person.account))
    ).all()
    # Sorted here: the order of Hangul depends on a database's collation.
    return sorted(found, key=lambda e: (e.person.name, e.id))


def marks_of_meeting(
    session: Session, meeting_id: int, *, fresh: bool = False
) -> dict[int, Mark]:
    """The marks of one meeting by enrolment; `fresh` reads them anew after a lock."""
    query = select(Mark).where(Mark.meeting_id == meeting_id)
    if fresh:
        query = query.execution_options(populate_existing=True)
    return {mark.enrollment_id: mark for mark in session.scalars(query)}


def lock_meeting(session: Session, meeting_id: int) -> Meeting:
    """Fetch the meeting and hold it until the transaction ends.

    Two people saving the same register then come one after the other: neither
    overwrites what the other has just written, nor adds a second mark.
    """
    return session.get_one(
        Meeting, meeting_id, with_for_update=True, populate_existing=True
    )


def changes_at(
    session: Session, mark_ids: Collection[int]
) -> dict[tuple[int, int], MarkChange]:
    """The ledger's lines of these marks, by mark and version."""
    found = session.scalars(
        select(MarkChange)
        .where(MarkChange.mark_id.in_(mark_ids))
        .options(joinedload(MarkChange.account).joinedload(Account.person))
    )
    return {(change.mark_id, change.version): change for change in found}


def history_of(session: Session, enrollment_id: int) -> Sequence[MarkChange]:
    """Every change of one person's marks, the newest first."""
    return session.scalars(
        select(MarkChange)
        .join(MarkChange.mark)
        .where(Mark.enrollment_id == enrollment_id)
        .order_by(MarkChange.id.desc())
        .options(
            contains_eager(MarkChange.mark).joinedload(Mark.meeting),
            joinedload(MarkChange.account).joinedload(Account.person),
        )
    ).all()


def thresholds(session: Session, *, on: date) -> Thresholds:
    """From when minutes matter, on the day of the meeting."""
    figures = policy.figures(session, THRESHOLDS, on=on)
    late_from, early_beyond, present_percent = (figures[name] for name in THRESHOLDS)
    return Thresholds(late_from, early_beyond, present_percent)


def teachers_of(session: Session, run_id: int) -> Sequence[str]:
    """The names of who teaches the run, for the head of its register."""
    return session.scalars(
        select(Person.name)
        .join(Instructor, Instructor.person_id == Person.id)
        .join(RunInstructor, RunInstructor.instructor_id == Instructor.id)
        .where(RunInstructor.run_id == run_id)
        .order_by(Instructor.id)
    ).all()
