"""What a coordinator sees: only what belongs to her own schools."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from app.courses.models import Course, CourseRun, Instructor, Meeting, RunInstructor
from app.places.models import School
from app.searching import first

PAGE = 20
NO_DATE = date(9999, 12, 31)
T = TypeVar("T")


class RunGroup(enum.Enum):
    """How the office sorts its runs; the order is that of the list."""

    DRAFT = "draft"
    CURRENT = "current"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the id after which the next page begins."""

    rows: Sequence[T]
    next_after: int | None


def courses(
    session: Session,
    *,
    school_ids: Collection[int],
    school_id: int | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> Page[Course]:
    """Courses by school and name."""
    query = (
        select(Course)
        .where(Course.school_id.in_(school_ids))
        .options(joinedload(Course.school), joinedload(Course.trade))
        .order_by(Course.school_id, Course.name_ko, Course.id)
        .limit(limit + 1)
    )
    if school_id is not None:
        query = query.where(Course.school_id == school_id)
    anchor = course_of(session, after, school_ids=school_ids) if after else None
    if anchor is not None:
        query = query.where(
            tuple_(Course.school_id, Course.name_ko, Course.id)
            > (anchor.school_id, anchor.name_ko, anchor.id)
        )
    return _page(session.scalars(query).all(), limit)


def course_of(
    session: Session, course_id: int, *, school_ids: Collection[int]
) -> Course | None:
    return session.scalar(
        select(Course)
        .where(Course.id == course_id, Course.school_id.in_(school_ids))
        .options(
            joinedload(Course.school),
            joinedload(Course.trade),
            selectinload(Course.syllabus),
        )
    )


def all_courses(session: Session, *, school_ids: Collection[int]) -> Sequence[Course]:
    """For a list to choose from."""
    return session.scalars(
        select(Course)
        .where(Course.school_id.in_(school_ids))
        .options(joinedload(Course.school))
        .order_by(Course.school_id, Course.name_ko)
    ).all()


def runs(
    session: Session,
    *,
    school_ids: Collection[int],
    today: date,
    group: RunGroup | None = None,
    course_id: int | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> Page[CourseRun]:
    """Runs: drafts first, then what is to come and under way, then the rest; in each
    the latest first, and those without a date before them."""
    order = _rank(today), _begins().desc(), CourseRun.id.desc()
    ids = (
        select(CourseRun.id)
        .join(CourseRun.course)
        .where(Course.school_id.in_(school_ids))
        .order_by(*order)
        .limit(limit + 1)
    )
    if group is not None:
        ids = ids.where(_in_group(group, today))
    if course_id is not None:
        ids = ids.where(CourseRun.course_id == course_id)
    there = _place(session, after, today) if after else None
    if there is not None:
        ids = ids.where(_behind(there, today))
    page = first(ids, "page")  # the wide rows of a page only, not of all before it
    query = _runs_of(school_ids).join(page, page.c.id == CourseRun.id).order_by(*order)
    return _page(
        session.scalars(query.options(selectinload(CourseRun.windows))).all(), limit
    )


def run_of(
    session: Session, run_id: int, *, school_ids: Collection[int]
) -> CourseRun | None:
    """The run with all that its pages show."""
    return session.scalar(
        _runs_of(school_ids)
        .where(CourseRun.id == run_id)
        .options(
            selectinload(CourseRun.windows),
            selectinload(CourseRun.meetings),
            selectinload(CourseRun.modules),
            selectinload(CourseRun.instructors).joinedload(Instructor.person),
            selectinload(CourseRun.required_courses)
            .joinedload(Course.school)
            .joinedload(School.district),
        )
    )


def meeting_of(
    session: Session, meeting_id: int, *, school_ids: Collection[int]
) -> Meeting | None:
    return session.scalar(
        select(Meeting)
        .join(Meeting.run)
        .join(CourseRun.course)
        .where(Meeting.id == meeting_id, Course.school_id.in_(school_ids))
        .options(joinedload(Meeting.run).joinedload(CourseRun.course))
    )


def instructors(
    session: Session, *, school_ids: Collection[int], active: bool = False
) -> Sequence[Instructor]:
    """By school; who teaches now first, then by the order of coming."""
    query = (
        select(Instructor)
        .where(Instructor.school_id.in_(school_ids))
        .options(joinedload(Instructor.person), joinedload(Instructor.school))
        .order_by(Instructor.school_id, Instructor.ended_at.is_not(None), Instructor.id)
    )
    if active:
        query = query.where(Instructor.ended_at.is_(None))
    return session.scalars(query).all()


def instructor_of(
    session: Session, instructor_id: int, *, school_ids: Collection[int]
) -> Instructor | None:
    return session.scalar(
        select(Instructor)
        .where(Instructor.id == instructor_id, Instructor.school_id.in_(school_ids))
        .options(joinedload(Instructor.person), joinedload(Instructor.school))
    )


def runs_taught(session: Session, *, school_ids: Collection[int]) -> dict[int, int]:
    """By instructor: how many runs name him."""
    rows = session.execute(
        select(RunInstructor.instructor_id, func.count())
        .join(Instructor, Instructor.id == RunInstructor.instructor_id)
        .where(Instructor.school_id.in_(school_ids))
        .group_by(RunInstructor.instructor_id)
    )
    return {row[0]: row[1] for row in rows}


def _in_group(group: RunGroup, today: date) -> ColumnElement[bool]:
    published = and_(
        CourseRun.published_at.is_not(None), CourseRun.cancelled_at.is_(None)
    )
    over = and_(CourseRun.ends_on.is_not(None), CourseRun.ends_on < today)
    return {
        RunGroup.DRAFT: and_(
            CourseRun.published_at.is_(None), CourseRun.cancelled_at.is_(None)
        ),
        RunGroup.CURRENT: and_(
            published, or_(CourseRun.ends_on.is_(None), CourseRun.ends_on >= today)
        ),
        RunGroup.FINISHED: and_(published, over),
        RunGroup.CANCELLED: CourseRun.cancelled_at.is_not(None),
    }[group]


def _runs_of(school_ids: Collection[int]) -> Select[CourseRun]:
    return (
        select(CourseRun)
        .join(CourseRun.course)
        .where(Course.school_id.in_(school_ids))
        .options(
            joinedload(CourseRun.course).options(
                joinedload(Course.school).joinedload(School.district),
                joinedload(Course.trade),
            ),
        )
    )


def _behind(place: tuple[int, date, int], today: date) -> ColumnElement[bool]:
    """Further down the list than this place."""
    (rank, begins, run_id), same = place, _rank(today) == place[0]
    return or_(
        _rank(today) > rank,
        and_(same, _begins() < begins),
        and_(same, _begins() == begins, CourseRun.id < run_id),
    )


def _place(session: Session, run_id: int, today: date) -> tuple[int, date, int] | None:
    """Where this run stands in the order of the list."""
    row = session.execute(
        select(_rank(today), _begins()).where(CourseRun.id == run_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1], run_id)


def _begins() -> ColumnElement[date]:
    """Those without a date stand before all others."""
    return func.coalesce(CourseRun.starts_on, NO_DATE)


def _rank(today: date) -> ColumnElement[int]:
    return case(
        (_in_group(RunGroup.DRAFT, today), 0),
        (_in_group(RunGroup.CURRENT, today), 1),
        else_=2,
    )


def _page(rows: Sequence[T], limit: int) -> Page[T]:
    more = len(rows) > limit
    kept = rows[:limit]
    return Page(rows=kept, next_after=_id(kept[-1]) if more else None)


def _id(row: object) -> int:
    return int(row.id)  # type: ignore[attr-defined]
