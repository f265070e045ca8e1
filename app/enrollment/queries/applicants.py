"""Who applied for the runs of a school, a page at a time."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, select, type_coerce
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.accounts.models import Person
from app.courses.models import Course, CourseRun
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment

PAGE = 30


class Part(enum.Enum):
    """The three lists of a run's applicants."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    ENDED = "ended"


@dataclass(frozen=True)
class Page:
    rows: Sequence[Enrollment]
    after: int | None
    """Where the next page begins; None on the last."""


def run_of_schools(
    session: Session, run_id: int, *, school_ids: Collection[int]
) -> CourseRun | None:
    return session.scalar(
        select(CourseRun)
        .join(CourseRun.course)
        .where(CourseRun.id == run_id, Course.school_id.in_(school_ids))
        .options(contains_eager(CourseRun.course))
    )


def enrollment_of_schools(
    session: Session, enrollment_id: int, *, school_ids: Collection[int]
) -> Enrollment | None:
    """An enrolment in a run of these schools, person, run and course with it."""
    return session.scalar(
        select(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(Enrollment.id == enrollment_id, Course.school_id.in_(school_ids))
        .options(
            contains_eager(Enrollment.run).contains_eager(CourseRun.course),
            joinedload(Enrollment.person),
        )
    )


def applicants(
    session: Session, run_id: int, part: Part, *, after: int | None = None
) -> Page:
    """One page of a list: seats by arrival, the line in order, the ended backwards."""
    condition, key = _LISTS[part]
    query = (
        select(Enrollment)
        .where(Enrollment.run_id == run_id, condition)
        .order_by(key)
        .options(joinedload(Enrollment.person).joinedload(Person.district))
        .limit(PAGE + 1)
    )
    if after is not None:
        query = query.where(key > after)
    rows = session.scalars(query).all()
    shown = rows[:PAGE]
    return Page(shown, _key_of(shown[-1], part) if len(rows) > PAGE else None)


_LISTS: dict[Part, tuple[ColumnElement[bool], ColumnElement[Any]]] = {
    Part.CONFIRMED: (
        Enrollment.status == EnrollmentStatus.CONFIRMED,
        type_coerce(Enrollment.id, Integer),
    ),
    Part.WAITING: (
        Enrollment.status == EnrollmentStatus.WAITING,
        type_coerce(Enrollment.waiting_order, Integer),
    ),
    Part.ENDED: (Enrollment.status.not_in(LIVE), -type_coerce(Enrollment.id, Integer)),
}


def _key_of(enrollment: Enrollment, part: Part) -> int | None:
    if part is Part.WAITING:
        return enrollment.waiting_order
    return -enrollment.id if part is Part.ENDED else enrollment.id
