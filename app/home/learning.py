"""What a learner sees of her own: places, next meeting, standing, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.courses.models import Course, CourseRun, Meeting
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment

ENDED_SHOWN = 10


@dataclass(frozen=True)
class NextMeeting:
    meeting: Meeting
    number: int
    enrollment: Enrollment


def places_of(session: Session, person_id: int) -> Sequence[Enrollment]:
    """Her live places, the newest run first, with run, course, school and trade."""
    return session.scalars(
        _places(person_id)
        .where(Enrollment.status.in_(LIVE))
        .order_by(CourseRun.starts_on.desc(), Enrollment.id.desc())
    ).all()


def ended_of(
    session: Session, person_id: int, *, since: datetime
) -> Sequence[Enrollment]:
    """Places that ended since then: left, cancelled, dropped; the latest first."""
    return session.scalars(
        _places(person_id)
        .where(Enrollment.status.not_in(LIVE), Enrollment.ended_at >= since)
        .order_by(Enrollment.ended_at.desc(), Enrollment.id.desc())
        .limit(ENDED_SHOWN)
    ).all()


def _places(person_id: int) -> Select[Enrollment]:
    return (
        select(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(Enrollment.person_id == person_id)
        .options(
            contains_eager(Enrollment.run)
            .contains_eager(CourseRun.course)
            .options(joinedload(Course.school), joinedload(Course.trade))
        )
    )


def place_of(
    session: Session, *, enrollment_id: int, person_id: int
) -> Enrollment | None:
    """Her own confirmed place, with its run and course; None if it isn't hers."""
    return session.scalar(
        select(Enrollment)
        .where(
            Enrollment.id == enrollment_id,
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
        )
        .options(
            joinedload(Enrollment.run)
            .joinedload(CourseRun.course)
            .options(joinedload(Course.school), joinedload(Course.trade))
        )
    )


def next_meeting(
    session: Session, *, person_id: int, now: datetime
) -> NextMeeting | None:
    """The meeting she goes to next, of all her runs; the one under way included."""
    meeting = session.scalar(
        select(Meeting)
        .join(Meeting.run)
        .join(Enrollment, Enrollment.run_id == CourseRun.id)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
            CourseRun.cancelled_at.is_(None),
            Meeting.cancelled_at.is_(None),
            Meeting.ends_at > now,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
        .options(contains_eager(Meeting.run).joinedload(CourseRun.course))
    )
    if meeting is None:
        return None
    enrollment = session.scalars(
        select(Enrollment).where(
            Enrollment.person_id == person_id,
            Enrollment.run_id == meeting.run_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
        )
    ).one()
    return NextMeeting(meeting, _number_of(session, meeting), enrollment)


def _number_of(session: Session, meeting: Meeting) -> int:
    """Which of the run's meetings it is; cancelled ones have no number."""
    number = session.scalar(
        select(func.count()).where(
            Meeting.run_id == meeting.run_id,
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at <= meeting.starts_at,
        )
    )
    return number or 0
