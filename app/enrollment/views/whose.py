"""Runs and enrolments of the schools that a coordinator works for; others are 404."""

from __future__ import annotations

from app import clock
from app.accounts.permissions import Role
from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.queries import Part
from app.extensions import db
from app.web import found, me


def my_run(run_id: int) -> CourseRun:
    return found(queries.run_of_schools(db.session(), run_id, school_ids=_schools()))


def my_enrollment(enrollment_id: int) -> Enrollment:
    return found(
        queries.enrollment_of_schools(
            db.session(), enrollment_id, school_ids=_schools()
        )
    )


def counts_of(run_id: int) -> dict[Part, int]:
    """How many stand in each list of the run; who is offered a seat is in the line."""
    by_status = queries.counts_by_status(db.session(), run_id)
    waiting = (EnrollmentStatus.OFFERED, EnrollmentStatus.WAITING)
    return {
        Part.CONFIRMED: by_status.get(EnrollmentStatus.CONFIRMED, 0),
        Part.WAITING: sum(by_status.get(status, 0) for status in waiting),
        Part.ENDED: sum(n for status, n in by_status.items() if status not in LIVE),
    }


def can_fill(run: CourseRun) -> bool:
    """Seats are free and people wait: a worker offers them, or a press does."""
    return (
        run.waiting_count > 0
        and services.seats_of(run).free > 0
        and run.cancelled_at is None
        and not services.is_over(run, clock.now())
        and services.ended_list(db.session(), run, now=clock.now()) is None
    )


def _schools() -> frozenset[int]:
    return me().school_ids(Role.COORDINATOR)
