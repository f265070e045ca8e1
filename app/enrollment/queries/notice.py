"""What the pages about a place in a run show of the run."""

from __future__ import annotations

from sqlalchemy.orm import joinedload, selectinload

from app.courses.models import Course, CourseRun
from app.places.models import School

WITH_COURSE = joinedload(CourseRun.course).options(
    joinedload(Course.trade),
    joinedload(Course.school).joinedload(School.district),
)
WITH_NOTICE = (WITH_COURSE, selectinload(CourseRun.windows))
