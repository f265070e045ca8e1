"""Courses that a run may ask for: of her own schools first, then of all others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session, joinedload

from app.courses.models import Course, CourseRun
from app.places.models import School

MOST = 30
"""Of those found; whoever doesn't see hers searches more closely."""


def courses_to_require(
    session: Session, run: CourseRun, *, school_ids: Collection[int], sought: str
) -> Sequence[Course]:
    """Courses whose name has these words, or her schools' where nothing is sought;
    without the run's own and those that it asks for already."""
    hers = Course.school_id.in_(school_ids)
    wanted: ColumnElement[bool] = hers
    if sought:
        wanted = or_(
            Course.name_ko.icontains(sought, autoescape=True),
            Course.name_en.icontains(sought, autoescape=True),
        )
    taken = [run.course_id, *(course.id for course in run.required_courses)]
    return session.scalars(
        select(Course)
        .where(wanted, Course.id.not_in(taken))
        .options(joinedload(Course.school).joinedload(School.district))
        .order_by(case((hers, 0), else_=1), Course.name_ko, Course.id)
        .limit(MOST)
    ).all()
