"""What deciding about a place needs: the run, the conditions, what she has."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from app.courses.models import Applicants, Course, CourseRun
from app.enrollment.allocation import LIVE
from app.enrollment.applicant import Period
from app.enrollment.models import Enrollment
from app.enrollment.queries.notice import WITH_COURSE
from app.places.models import School


def public_run(session: Session, run_id: int) -> CourseRun | None:
    """A published run with all that its pages show; drafts are nobody's."""
    found = session.scalars(
        select(CourseRun)
        .where(CourseRun.id == run_id, CourseRun.published_at.is_not(None))
        .options(
            WITH_COURSE,
            # One or two each: a row more costs less than a statement more.
            joinedload(CourseRun.windows),
            joinedload(CourseRun.required_courses),
        )
    )
    return found.unique().one_or_none()


def periods_of(run: CourseRun) -> list[Period]:
    """Its application windows that have both ends."""
    return [
        Period(w.opens_at, w.closes_at, w.applicants is Applicants.RESIDENTS)
        for w in run.windows
        if w.opens_at is not None and w.closes_at is not None
    ]


_LOCK_RUN = (
    select(CourseRun)
    .where(CourseRun.id == bindparam("run_id"))
    .options(
        joinedload(CourseRun.course)
        .joinedload(Course.school)
        .joinedload(School.district),
        joinedload(CourseRun.windows),
        joinedload(CourseRun.required_courses),
    )
    .with_for_update(of=CourseRun)
    .execution_options(populate_existing=True)
)
"""Made once: in a rush, making a statement takes longer than asking it."""


def lock_run_to_place(session: Session, run_id: int) -> CourseRun:
    """`courses.queries.lock_run` with all that placing people reads: the course, its
    school and district, the windows, the courses it requires.

    Raises NoResultFound where there is none.
    """
    return session.scalars(_LOCK_RUN, {"run_id": run_id}).unique().one()


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
