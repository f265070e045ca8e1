"""The blueprint of a coordinator's pages, and what of the database is hers."""

from __future__ import annotations

from flask import Blueprint, abort

from app.accounts.permissions import Role
from app.courses import office_queries
from app.courses.models import Course, CourseRun, Instructor, Meeting
from app.extensions import db
from app.places import queries as places
from app.places.models import School
from app.web import found, me

bp = Blueprint("courses_office", __name__, url_prefix="/office")


def my_schools() -> frozenset[int]:
    """The schools whoever is signed in coordinates; every query is given them."""
    return me().school_ids(Role.COORDINATOR)


def my_school(school_id: int) -> School:
    """One of her schools, or 404."""
    if school_id not in my_schools():
        abort(404)
    return places.schools(db.session(), ids=[school_id])[0]


def my_course(course_id: int) -> Course:
    """A course of hers, or 404."""
    return found(
        office_queries.course_of(db.session(), course_id, school_ids=my_schools())
    )


def my_run(run_id: int) -> CourseRun:
    """A run of hers with all that its pages show, or 404."""
    return found(office_queries.run_of(db.session(), run_id, school_ids=my_schools()))


def my_meeting(meeting_id: int) -> Meeting:
    """A meeting of hers, or 404."""
    return found(
        office_queries.meeting_of(db.session(), meeting_id, school_ids=my_schools())
    )


def my_instructor(instructor_id: int) -> Instructor:
    """Somebody who teaches, or taught, at a school of hers, or 404."""
    return found(
        office_queries.instructor_of(
            db.session(), instructor_id, school_ids=my_schools()
        )
    )
