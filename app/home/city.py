"""What the programme yields, school by school: true counts, nothing estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.certificates.models import Certificate
from app.courses.models import Course, CourseRun
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.incubation.models import Enterprise, Venture
from app.places import queries as places
from app.places.models import School


@dataclass(frozen=True)
class Figures:
    """One school's counts, or their sum."""

    runs: int = 0
    """Published and not cancelled."""
    people: int = 0
    """Confirmed places; somebody in two runs counts twice."""
    certificates: int = 0
    """Issued and valid."""
    ventures: int = 0
    enterprises: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.runs + other.runs,
            self.people + other.people,
            self.certificates + other.certificates,
            self.ventures + other.ventures,
            self.enterprises + other.enterprises,
        )


def by_school(session: Session) -> Sequence[tuple[School, Figures]]:
    """Every school in the order of its district, in six statements."""
    held = CourseRun.published_at.is_not(None) & CourseRun.cancelled_at.is_(None)
    runs = (
        select(Course.school_id, func.count()).join(CourseRun.course).where(held)
    ).group_by(Course.school_id)
    people = (
        select(Course.school_id, func.count())
        .select_from(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(held, Enrollment.status == EnrollmentStatus.CONFIRMED)
        .group_by(Course.school_id)
    )
    certificates = (
        select(Certificate.school_id, func.count())
        .where(Certificate.revoked_at.is_(None))
        .group_by(Certificate.school_id)
    )
    ventures = select(Venture.school_id, func.count()).group_by(Venture.school_id)
    enterprises = (
        select(Venture.school_id, func.count())
        .select_from(Enterprise)
        .join(Venture, Venture.id == Enterprise.venture_id)
        .group_by(Venture.school_id)
    )
    counts = [
        _counts(session, query)
        for query in (runs, people, certificates, ventures, enterprises)
    ]
    return [
        (school, Figures(*(count.get(school.id, 0) for count in counts)))
        for school in places.schools(session)
    ]


def whole(rows: Sequence[tuple[School, Figures]]) -> Figures:
    return sum((figures for _, figures in rows), Figures())


def _counts(session: Session, query: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(query)}
