"""Named reads of courses and runs that every package to the right shares."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import Course, CourseRun, Module, Trade


def lock_run(session: Session, run_id: int) -> CourseRun:
    """Fetch the run and hold it until the transaction ends.

    Two people can't then both take the last seat, publish twice, or change what
    the other is just reading. Persons are locked before their run, never after.
    Raises NoResultFound where there is none.
    """
    return session.get_one(
        CourseRun, run_id, with_for_update=True, populate_existing=True
    )


def lock_course(session: Session, course_id: int) -> Course:
    """Fetch the course and hold it: two new cohorts can't take one number."""
    return session.get_one(
        Course, course_id, with_for_update=True, populate_existing=True
    )


def trades(session: Session) -> Sequence[Trade]:
    return session.scalars(select(Trade).order_by(Trade.position, Trade.id)).all()


def modules(session: Session) -> Sequence[Module]:
    return session.scalars(select(Module).order_by(Module.position, Module.id)).all()
