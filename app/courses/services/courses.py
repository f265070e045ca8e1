"""Courses and their syllabus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.courses import queries
from app.courses.kinds import Level
from app.courses.models import Course, SyllabusItem
from app.exceptions import DomainError
from app.orm import write

LONGEST_SYLLABUS = 100


class CourseNameTaken(DomainError):
    """The school has a course of this name already."""


class SyllabusTooLong(DomainError):
    """More than `limit` items."""


class SyllabusItemUntitled(DomainError):
    """The item at `position` says what is used, but not what is taught."""


@dataclass(frozen=True)
class CourseDetails:
    trade_id: int
    name_ko: str
    level: Level
    name_en: str = ""
    summary_ko: str = ""
    summary_en: str = ""


@dataclass(frozen=True)
class Item:
    """One meeting's worth of a course."""

    title_ko: str
    title_en: str = ""
    tools_ko: str = ""
    tools_en: str = ""

    @property
    def blank(self) -> bool:
        return not any(getattr(self, f.name).strip() for f in fields(self))


def create_course(
    session: Session, *, school_id: int, details: CourseDetails, by: int, now: datetime
) -> Course:
    """Add a course to the school. Raises CourseNameTaken."""
    queries.lock_course_names(session, school_id)
    _check_name(session, school_id=school_id, name=details.name_ko)
    course = Course(school_id=school_id)
    write(course, vars(details))
    session.add(course)
    audit.record(session, "course.created", course, by=by, now=now)
    return course


def change_course(
    session: Session, *, course_id: int, details: CourseDetails, by: int, now: datetime
) -> Course:
    """Write the course's details. Raises CourseNameTaken."""
    school_id = session.get_one(Course, course_id).school_id
    queries.lock_course_names(session, school_id)
    course = queries.lock_course(session, course_id)
    _check_name(
        session,
        school_id=course.school_id,
        name=details.name_ko,
        but=course.id,
    )
    changed = write(course, vars(details))
    if changed:
        audit.record(session, "course.changed", course, by=by, now=now, fields=changed)
    return course


def save_syllabus(
    session: Session,
    *,
    course_id: int,
    items: Sequence[Item],
    by: int,
    now: datetime,
) -> Course:
    """Replace the syllabus by these items, in this order; blank ones are left out.

    Meetings that exist keep their titles. Raises SyllabusItemUntitled or
    SyllabusTooLong.
    """
    course = queries.lock_course(session, course_id)
    kept = _kept(items)
    if kept == [item_of(row) for row in course.syllabus]:
        return course
    course.syllabus.clear()
    session.flush()  # the old positions are free before the new ones are taken
    course.syllabus = [
        SyllabusItem(position=position, **vars(item))
        for position, item in enumerate(kept, start=1)
    ]
    audit.record(session, "syllabus.saved", course, by=by, now=now, items=len(kept))
    return course


def _kept(items: Sequence[Item]) -> list[Item]:
    """The items that say something, each with a title."""
    kept = [item for item in items if not item.blank]
    if len(kept) > LONGEST_SYLLABUS:
        raise SyllabusTooLong(limit=LONGEST_SYLLABUS)
    for position, item in enumerate(kept, start=1):
        if not item.title_ko.strip():
            raise SyllabusItemUntitled(position=position)
    return kept


def item_of(row: SyllabusItem) -> Item:
    return Item(row.title_ko, row.title_en, row.tools_ko, row.tools_en)


def _check_name(
    session: Session, *, school_id: int, name: str, but: int | None = None
) -> None:
    other = session.scalar(
        select(Course.id).where(Course.school_id == school_id, Course.name_ko == name)
    )
    if other is not None and other != but:
        raise CourseNameTaken(name=name)
