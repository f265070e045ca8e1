"""Named reads of courses and runs that every package to the right shares."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.courses.list_end import list_ends_at
from app.courses.models import (
    Course,
    CourseRun,
    Instructor,
    Meeting,
    Module,
    RunInstructor,
    Trade,
)
from app.places.models import District, School
from app.policy import History, figure, history
from app.seoul import seoul_date


def lock_run(session: Session, run_id: int) -> CourseRun:
    """Fetch the run and hold it until the transaction ends.

    Two people can't then both take the last seat, publish twice, or change what
    the other is just reading. Persons are locked before their run, never after.
    Raises NoResultFound where there is none.
    """
    return session.get_one(
        CourseRun, run_id, with_for_update=True, populate_existing=True
    )


def lock_course_names(session: Session, school_id: int) -> None:
    """Hold the school's district, as an import does: of two who make, or rename, a
    course at once the second finds the name taken. Before the course, never after."""
    session.execute(
        select(District.code)
        .join(School, School.district_code == District.code)
        .where(School.id == school_id)
        .with_for_update(of=District, key_share=True)
    )


def lock_course(session: Session, course_id: int) -> Course:
    """Fetch the course and hold it: two new cohorts can't take one number."""
    return session.get_one(
        Course, course_id, with_for_update=True, populate_existing=True
    )


def holding(session: Session) -> History:
    """What share of its seats a run needs to be held, in percent, from when on."""
    return history(session, "holding_percent")


def list_end(session: Session, run: CourseRun) -> datetime | None:
    """Until when people move up from the run's waiting list, by its classes today."""
    after = run.list_ends_after
    if after is None:
        day = run.starts_on or seoul_date(run.created_at)
        after = figure(session, "list_end_classes", on=day)
    held = session.execute(
        select(Meeting.starts_at, Meeting.ends_at)
        .where(Meeting.run_id == run.id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at)
        .limit(max(after, 1))
    )
    classes = [(row.starts_at, row.ends_at) for row in held]
    return list_ends_at(classes, after=after, last_day=run.ends_on)


def runs_taught_by(person_id: int, *, school_ids: Collection[int]) -> Select[int]:
    """The ids of the runs this person teaches now. `school_ids`: where she holds the
    role; who lost it at a school teaches none of its runs, whatever they still name.
    """
    return (
        select(RunInstructor.run_id)
        .join(Instructor, Instructor.id == RunInstructor.instructor_id)
        .where(
            Instructor.person_id == person_id,
            Instructor.school_id.in_(school_ids),
            Instructor.ended_at.is_(None),
        )
    )


def meetings_of(session: Session, run_id: int) -> Sequence[Meeting]:
    """All meetings of the run in order, the cancelled ones too."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.run_id == run_id)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def first_meeting(session: Session, run_id: int) -> Meeting | None:
    """The first class of the run that was not called off."""
    return session.scalar(
        select(Meeting)
        .where(Meeting.run_id == run_id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


def trades(session: Session) -> Sequence[Trade]:
    return session.scalars(select(Trade).order_by(Trade.position, Trade.id)).all()


def modules(session: Session) -> Sequence[Module]:
    return session.scalars(select(Module).order_by(Module.position, Module.id)).all()
