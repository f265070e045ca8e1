"""선수 과정: which courses somebody must have completed to apply for a run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.models import Course, CourseRun
from app.courses.services.lifecycle import life_of
from app.exceptions import DomainError


class OwnCourse(DomainError):
    """Nobody can have completed a course before taking it."""


def require_course(
    session: Session, *, run_id: int, course_id: int, by: int, now: datetime
) -> CourseRun:
    """Who applies must have completed this course, of whatever school. Harmless twice.

    Raises NoResultFound, OwnCourse, RunIsCancelled or, once the run is published,
    FixedOncePublished.
    """
    run = queries.lock_run(session, run_id)
    course = session.get_one(Course, course_id)
    if course.id == run.course_id:
        raise OwnCourse
    return _write(session, run, {*run.required_courses, course}, by=by, now=now)


def waive_course(
    session: Session, *, run_id: int, course_id: int, by: int, now: datetime
) -> CourseRun:
    """The course is no longer asked for. Harmless twice.

    Raises RunIsCancelled or, once the run is published, FixedOncePublished.
    """
    run = queries.lock_run(session, run_id)
    rest = {course for course in run.required_courses if course.id != course_id}
    return _write(session, run, rest, by=by, now=now)


def _write(
    session: Session, run: CourseRun, courses: set[Course], *, by: int, now: datetime
) -> CourseRun:
    was = sorted(course.id for course in run.required_courses)
    will = sorted(course.id for course in courses)
    if was == will:
        return run
    changed = {"required_courses": (was, will)}
    changes.check_change(life_of(run), changed, capacity=run.capacity, confirmed=False)
    run.required_courses = sorted(courses, key=lambda course: course.id)
    audit.record(
        session, "run.changed", run, by=by, now=now, changes={"required_courses": will}
    )
    return run
