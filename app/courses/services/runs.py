"""Drafts of runs: made, made from another run, thrown away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.models import CourseRun, RunModule
from app.courses.services.details import DATES, DETAILS
from app.seoul import seoul_date


def next_cohort(session: Session, *, course_id: int, year: int) -> int:
    """The number after the course's last cohort of that year."""
    last = session.scalar(
        select(func.max(CourseRun.cohort)).where(
            CourseRun.course_id == course_id, CourseRun.year == year
        )
    )
    return (last or 0) + 1


def create_run(
    session: Session,
    *,
    course_id: int,
    year: int,
    by: int,
    now: datetime,
    cohort: int | None = None,
) -> CourseRun:
    """A draft of a run, with the next cohort's number unless one is given.

    Raises CohortTaken.
    """
    course = queries.lock_course(session, course_id)
    number = cohort or next_cohort(session, course_id=course.id, year=year)
    taken = session.scalar(
        select(CourseRun.id).where(
            CourseRun.course_id == course.id,
            CourseRun.year == year,
            CourseRun.cohort == number,
        )
    )
    if taken is not None:
        raise changes.CohortTaken(year=year, cohort=number)
    run = CourseRun(course_id=course.id, year=year, cohort=number, created_at=now)
    session.add(run)
    audit.record(session, "run.created", run, by=by, now=now)
    return run


def new_cohort(session: Session, *, run_id: int, by: int, now: datetime) -> CourseRun:
    """This year's cohort of the run's course, a draft with the same notice.

    Taken over are the notice, the modules and the instructors who still teach;
    dates, application windows, counters and the staff's note are not. The run it is
    made from stays as it is; it is held, so that nobody deletes it meanwhile.
    """
    course_id = session.get_one(CourseRun, run_id).course_id
    queries.lock_course(session, course_id)
    source = queries.lock_run(session, run_id)
    run = create_run(
        session,
        course_id=source.course_id,
        year=seoul_date(now).year,
        by=by,
        now=now,
    )
    for name in DETAILS:
        if name not in (*DATES, "note"):
            setattr(run, name, getattr(source, name))
    run.made_from_id = source.id
    run.required_courses = list(source.required_courses)
    run.instructors = [i for i in source.instructors if i.ended_at is None]
    run.modules = [
        RunModule(module_id=m.module_id, required=m.required) for m in source.modules
    ]
    return run


def delete_draft(session: Session, *, run_id: int, by: int, now: datetime) -> None:
    """Remove a draft that nobody needs, with its meetings and windows.

    Raises PublishedStays, or DraftStillNeeded where a cohort was made from it.
    """
    run = queries.lock_run(session, run_id)
    if run.published_at is not None:
        raise changes.PublishedStays
    heir = session.scalar(
        select(CourseRun.id).where(CourseRun.made_from_id == run.id).limit(1)
    )
    if heir is not None:
        raise changes.DraftStillNeeded
    audit.record(
        session,
        "run.deleted",
        run,
        by=by,
        now=now,
        course_id=run.course_id,
        year=run.year,
        cohort=run.cohort,
    )
    for meeting in list(run.meetings):
        session.delete(meeting)
    session.delete(run)
    session.flush()
