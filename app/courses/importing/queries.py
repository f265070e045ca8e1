"""What is stored, as far as the rows of a workbook touch it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.courses.importing.checks import Key, Known, KnownCourse, KnownRun
from app.courses.importing.columns import RUN_FIELDS
from app.courses.importing.models import ImportUpload
from app.courses.models import Course, CourseRun, Meeting, Module, RunModule, Trade
from app.courses.publication import Window
from app.places.models import District, School

APART = frozenset({"opens_at", "closes_at", "required_modules"})
"""Fields of a row that are no columns of the run."""


def known(session: Session, keys: Collection[Key]) -> Known:
    """Everything `import_plan.plan` compares these rows with."""
    courses = courses_by_name(session, keys)
    return Known(
        districts=tuple(
            session.scalars(select(District.name_ko).order_by(District.code))
        ),
        trades=tuple(session.scalars(select(Trade.name_ko).order_by(Trade.position))),
        modules=tuple(
            session.scalars(select(Module.title_ko).order_by(Module.position))
        ),
        with_school=frozenset(
            session.scalars(select(District.name_ko).join(School, _school_there))
        ),
        courses={
            name: KnownCourse(course.trade.name_ko, course.level)
            for name, course in courses.items()
        },
        runs=_runs(session, keys, courses),
    )


def lock_for_import(session: Session, keys: Collection[Key]) -> None:
    """Hold the districts, then their courses and runs of these keys, to the end.

    Two imports can't both create the same school or course; a cohort made from a
    form and an applicant taking a seat wait until the import is through.
    """
    names = {key[1] for key in keys}
    session.scalars(
        select(District)
        .where(District.name_ko.in_(names))
        .order_by(District.code)
        .with_for_update(key_share=True)
    ).all()
    course_ids = sorted(course.id for course in courses_by_name(session, keys).values())
    for model, mine in (
        (Course, Course.id.in_(course_ids)),
        (CourseRun, CourseRun.course_id.in_(course_ids)),
    ):
        session.scalars(
            select(model)
            .where(mine)
            .order_by(model.id)
            .with_for_update(of=model)
            .execution_options(populate_existing=True)
        ).all()


def upload_of(
    session: Session, upload_id: int, *, account_id: int, lock: bool = False
) -> ImportUpload | None:
    """The upload, if it is hers; locked, so that two presses apply it once."""
    query = select(ImportUpload).where(
        ImportUpload.id == upload_id, ImportUpload.account_id == account_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def districts_of_schools(session: Session, ids: Collection[int]) -> frozenset[str]:
    """The Korean names of the districts of these schools."""
    return frozenset(
        session.scalars(
            select(District.name_ko)
            .join(School, _school_there)
            .where(School.id.in_(ids))
        )
    )


_school_there = School.district_code == District.code


def courses_by_name(
    session: Session, keys: Collection[Key]
) -> dict[tuple[str, str], Course]:
    """Courses by district and name."""
    rows = session.execute(
        select(District.name_ko, Course)
        .join(School, School.id == Course.school_id)
        .join(District, _school_there)
        .where(
            District.name_ko.in_({key[1] for key in keys}),
            Course.name_ko.in_({key[2] for key in keys}),
        )
        .options(joinedload(Course.trade))
    )
    return {(district, course.name_ko): course for district, course in rows}


def _runs(
    session: Session,
    keys: Collection[Key],
    courses: Mapping[tuple[str, str], Course],
) -> dict[Key, KnownRun]:
    names = {course.id: name for name, course in courses.items()}
    runs = session.scalars(
        select(CourseRun)
        .where(
            CourseRun.course_id.in_(names),
            CourseRun.year.in_({key[0] for key in keys}),
        )
        .options(
            selectinload(CourseRun.windows),
            selectinload(CourseRun.modules).joinedload(RunModule.module),
        )
        .execution_options(populate_existing=True)
    ).all()
    meetings = _meetings(session, [run.id for run in runs])
    return {
        (run.year, *names[run.course_id], run.cohort): _known(run, meetings[run.id])
        for run in runs
    }


def _meetings(session: Session, run_ids: Sequence[int]) -> Counter[int]:
    counted = session.execute(
        select(Meeting.run_id, func.count())
        .where(Meeting.run_id.in_(run_ids), Meeting.cancelled_at.is_(None))
        .group_by(Meeting.run_id)
    )
    return Counter(dict(counted.all()))


def _known(run: CourseRun, meetings: int) -> KnownRun:
    values: dict[str, Any] = {
        name: getattr(run, name) for name in (*RUN_FIELDS, "note") if name not in APART
    }
    if len(run.windows) == 1:
        values["opens_at"] = run.windows[0].opens_at
        values["closes_at"] = run.windows[0].closes_at
    values["windows"] = tuple(Window(w.opens_at, w.closes_at) for w in run.windows)
    values["required_modules"] = tuple(
        m.module.title_ko
        for m in sorted(run.modules, key=lambda m: m.module.position)
        if m.required
    )
    return KnownRun(
        id=run.id,
        values=values,
        windows=len(run.windows),
        meetings=meetings,
        published=run.published_at is not None,
        cancelled=run.cancelled_at is not None,
        seats_taken=run.confirmed_count + run.offered_count,
        minimum=run.minimum,
    )
