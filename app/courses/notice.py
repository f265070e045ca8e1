"""One run's notice as the public reads it: the run, and what is taught when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.courses.list_end import list_ends_at
from app.courses.models import (
    Course,
    CourseRun,
    Instructor,
    Meeting,
    RunModule,
    SyllabusItem,
)
from app.places.models import School
from app.policy import History
from app.seoul import seoul_date


@dataclass(frozen=True)
class Taught:
    """One line of the syllabus: what, and when as far as it is planned."""

    title_ko: str = ""
    title_en: str = ""
    tools_ko: str = ""
    tools_en: str = ""
    meeting: Meeting | None = None


def notice_of(
    session: Session, *, run_id: int, school_ids: Collection[int]
) -> CourseRun | None:
    """The run with its whole notice: a published one, or a draft of these schools."""
    course = joinedload(CourseRun.course)
    found = session.scalars(
        select(CourseRun)
        .join(CourseRun.course)
        .where(
            CourseRun.id == run_id,
            or_(CourseRun.published_at.is_not(None), Course.school_id.in_(school_ids)),
        )
        .options(
            course.joinedload(Course.school).joinedload(School.district),
            course.joinedload(Course.trade),
            course.selectinload(Course.syllabus),
            selectinload(CourseRun.meetings),
            selectinload(CourseRun.instructors).joinedload(Instructor.person),
            # One or two each: a row more costs less than a statement more.
            joinedload(CourseRun.windows),
            joinedload(CourseRun.modules).joinedload(RunModule.module),
            joinedload(CourseRun.required_courses)
            .joinedload(Course.school)
            .joinedload(School.district),
        )
    )
    return found.unique().one_or_none()


def taught_in(run: CourseRun) -> tuple[Taught, ...]:
    """The meetings in order of time, else the syllabus without dates.

    A meeting without a subject of its own takes that of the syllabus at its place;
    one that was called off takes none, so that the next one is taught instead.
    """
    if not run.meetings:
        return tuple(_taught(item) for item in run.course.syllabus)
    items = iter(run.course.syllabus)
    return tuple(_at(meeting, items) for meeting in run.meetings)


def classes_of(run: CourseRun) -> int | None:
    """How many classes are held: those planned, else what the notice says."""
    planned = sum(meeting.cancelled_at is None for meeting in run.meetings)
    return planned or run.meeting_count


def list_end_of(run: CourseRun, policy: History) -> datetime | None:
    """`queries.list_end` of a run whose classes have been read.

    `policy` is the history of the figure list_end_classes.
    """
    after = run.list_ends_after
    if after is None:
        after = policy.on(run.starts_on or seoul_date(run.created_at))
    held = [(m.starts_at, m.ends_at) for m in run.meetings if m.cancelled_at is None]
    return list_ends_at(held, after=after, last_day=run.ends_on)


def classes_needed(percent: int, classes: int) -> int:
    """The fewest classes that reach the percentage; exactly reaching it is enough."""
    return -(-percent * classes // 100)


def _taught(source: SyllabusItem | Meeting, meeting: Meeting | None = None) -> Taught:
    return Taught(
        title_ko=source.title_ko,
        title_en=source.title_en,
        tools_ko=source.tools_ko,
        tools_en=source.tools_en,
        meeting=meeting,
    )


def _at(meeting: Meeting, items: Iterator[SyllabusItem]) -> Taught:
    if meeting.cancelled_at is not None:
        return _taught(meeting, meeting)
    item = next(items, None)
    source = meeting if meeting.title_ko or item is None else item
    return _taught(source, meeting)
