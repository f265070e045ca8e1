"""What a learner has: her places, those that ended, and the courses under way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.attendance.standing import Standing
from app.certificates.completion import Completion
from app.courses.models import Course, CourseRun
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.entrepreneurship.progress import Standing as ModuleProgress
from app.entrepreneurship.queries import ModuleStanding

ENDED_SHOWN = 10
BEGUN = frozenset({ModuleProgress.READING, ModuleProgress.QUIZ})
SHOWN_AFTER_END = timedelta(days=60)
"""So long a course that is over keeps its own section without a certificate."""


@dataclass(frozen=True)
class Learning:
    """A course under way, and where she stands in it."""

    place: Enrollment
    standing: Standing
    completion: Completion

    @property
    def run(self) -> CourseRun:
        return self.place.run


def under_way(
    places: Sequence[Enrollment],
    standings: Mapping[int, Standing],
    completions: Mapping[int, Completion],
    *,
    certified: Collection[int],
    today: date,
) -> list[Learning]:
    """Of her places those whose course has begun and isn't behind her yet.

    `certified`: enrolments that have a valid certificate.
    """
    return [
        Learning(place, standings[place.id], completions[place.id])
        for place in places
        if place.id in standings
        and place.id not in certified
        and _is_on(place.run, today)
    ]


def _is_on(run: CourseRun, today: date) -> bool:
    if run.cancelled_at is not None or run.starts_on is None or run.starts_on > today:
        return False
    return run.ends_on is None or today <= run.ends_on + SHOWN_AFTER_END


def modules_shown(
    modules: Sequence[ModuleStanding], courses: Collection[Learning]
) -> list[ModuleStanding]:
    """What her courses under way name, and what she has begun by herself."""
    runs = {course.run.id for course in courses}
    return [
        each
        for each in modules
        if each.standing in BEGUN or any(n.run_id in runs for n in each.asked_by)
    ]


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
