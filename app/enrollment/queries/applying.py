"""What deciding about a place needs: the run, the conditions, what she has."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import policy
from app.courses.models import Applicants, CourseRun, Residence
from app.enrollment.allocation import LIVE
from app.enrollment.eligibility import Area, Conditions, Period
from app.enrollment.models import Enrollment
from app.enrollment.queries.notice import WITH_NOTICE


def public_run(session: Session, run_id: int) -> CourseRun | None:
    """A published run with all that its pages show; drafts are nobody's."""
    return session.scalar(
        select(CourseRun)
        .where(CourseRun.id == run_id, CourseRun.published_at.is_not(None))
        .options(*WITH_NOTICE)
    )


def conditions_of(session: Session, run: CourseRun, *, on: date) -> Conditions:
    """What the run asks of who applies on that day."""
    district = run.course.school.district
    return Conditions(
        area=Area(district.code, district.name_ko, district.name_en),
        first_day=run.starts_on,
        adult_age=policy.figure(session, "adult_age", on=on),
        max_age=run.max_age,
        residents_only=run.residence is Residence.DISTRICT,
    )


def periods_of(run: CourseRun) -> list[Period]:
    """Its application windows that have both ends."""
    return [
        Period(w.opens_at, w.closes_at, w.applicants is Applicants.RESIDENTS)
        for w in run.windows
        if w.opens_at is not None and w.closes_at is not None
    ]


def live_enrollment(
    session: Session, *, run_id: int, person_id: int
) -> Enrollment | None:
    """What she has in this run now: one at most, by the index."""
    return session.scalar(
        select(Enrollment).where(
            Enrollment.run_id == run_id,
            Enrollment.person_id == person_id,
            Enrollment.status.in_(LIVE),
        )
    )
