"""A workbook of runs: planned, shown, applied."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.courses.importing import queries as import_queries
from app.courses.importing.checks import Key
from app.courses.importing.columns import HEADING_OF
from app.courses.importing.entry import Entry, Plan, RowState
from app.courses.importing.models import ImportUpload
from app.courses.importing.plan import Choices, plan
from app.courses.importing.rows import RunRow, read_row
from app.courses.importing.workbook import RunSheet
from app.courses.models import (
    ApplicationWindow,
    Course,
    CourseRun,
    Module,
    RunModule,
    Trade,
)
from app.exceptions import DomainError
from app.outbox import wake_after_commit
from app.places import queries as places
from app.places.models import District, School
from app.places.services import open_school

KEPT = timedelta(days=1)
"""A preview older than this is looked at again before anybody trusts it."""
LONGEST_NAME = 200


class PlanIsOutdated(DomainError):
    """What was shown no longer holds: somebody changed a run in between."""


def preview(session: Session, *, sheet: RunSheet, choices: Choices) -> Plan:
    """What an import would do. Nothing is written."""
    return _planned(session, sheet, _rows(sheet), choices)


def apply(
    session: Session,
    *,
    sheet: RunSheet,
    choices: Choices,
    now: datetime,
    by: int | None,
    shown: str | None = None,
) -> Plan:
    """Write every row that isn't refused, and give the report with the runs' ids.

    Districts, courses and runs are locked before the plan is made, so that it holds
    while it is written. Raises PlanIsOutdated, having written nothing, where the
    plan is not the one with the fingerprint `shown`.
    """
    rows = _rows(sheet)
    import_queries.lock_for_import(session, _keys(rows))
    decided = _planned(session, sheet, rows, choices)
    if shown is not None and decided.fingerprint != shown:
        raise PlanIsOutdated
    courses = import_queries.courses_by_name(session, _keys(rows))
    entries = tuple(
        _applied(session, entry, courses, now=now, by=by) for entry in decided.entries
    )
    wake_after_commit(session)  # seats may have become free for who waits
    return Plan(entries, decided.unknown_headings)


def _rows(sheet: RunSheet) -> list[RunRow]:
    return [read_row(row) for row in sheet.rows]


def _keys(rows: Sequence[RunRow]) -> set[Key]:
    return {row.key for row in rows if row.key is not None}


def _planned(
    session: Session, sheet: RunSheet, rows: Sequence[RunRow], choices: Choices
) -> Plan:
    known = import_queries.known(session, _keys(rows))
    return plan(rows, known, choices, unknown_headings=sheet.unknown_headings)


def keep_upload(
    session: Session, *, account_id: int, filename: str, content: bytes, now: datetime
) -> ImportUpload:
    """Keep the workbook until it is applied, for KEPT at most.

    Her earlier ones make room, and so does what anybody left longer than that.
    """
    session.execute(
        delete(ImportUpload).where(
            or_(
                ImportUpload.account_id == account_id,
                ImportUpload.uploaded_at < now - KEPT,
            )
        )
    )
    upload = ImportUpload(
        account_id=account_id,
        filename=filename[-LONGEST_NAME:],
        content=content,
        uploaded_at=now,
        report=[],
    )
    session.add(upload)
    session.flush()
    return upload


def finish_upload(
    upload: ImportUpload, *, report: list[dict[str, Any]], now: datetime
) -> None:
    """The bytes go, the report stays."""
    upload.content = None
    upload.applied_at = now
    upload.report = report


Courses = dict[tuple[str, str], Course]
"""By district and name; what a row creates is added for the next."""


def _applied(
    session: Session, entry: Entry, courses: Courses, *, now: datetime, by: int | None
) -> Entry:
    """Write one row; all of its run, or nothing where it is refused."""
    if entry.state in (RowState.REFUSED, RowState.UNCHANGED):
        return entry
    if entry.run_id is None:
        run = _new_run(session, entry, courses, now=now, by=by)
        action = "run.imported"
    else:
        run = session.get_one(CourseRun, entry.run_id)
        action = "run.changed_by_import"
    _write(session, run, entry.values)
    columns = [HEADING_OF.get(name, name) for name in entry.values]
    audit.record(
        session, action, run, by=by, now=now, row=entry.row.number, columns=columns
    )
    return replace(entry, run_id=run.id)


def _new_run(
    session: Session, entry: Entry, courses: Courses, *, now: datetime, by: int | None
) -> CourseRun:
    year, district, name, cohort = entry.key
    course = courses.get((district, name))
    if course is None:
        course = _new_course(session, entry, now=now, by=by)
        courses[district, name] = course
    run = CourseRun(course=course, year=year, cohort=cohort, created_at=now)
    session.add(run)
    return run


def _new_course(
    session: Session, entry: Entry, *, now: datetime, by: int | None
) -> Course:
    _, district, name, _ = entry.key
    trade = session.scalars(select(Trade).where(Trade.name_ko == entry.trade)).one()
    school = _school(session, district, now=now, by=by)
    course = Course(school=school, trade=trade, name_ko=name, level=entry.level)
    session.add(course)
    audit.record(session, "course.created", course, by=by, now=now)
    return course


def _school(
    session: Session, district_name: str, *, now: datetime, by: int | None
) -> School:
    """The district's school; where there is none it is opened by its usual name."""
    district = session.scalars(
        select(District).where(District.name_ko == district_name)
    ).one()
    school = places.school_of_district(session, district.code)
    return school or open_school(session, district, by=by, now=now)


def _write(session: Session, run: CourseRun, values: Mapping[str, Any]) -> None:
    window = {k: v for k, v in values.items() if k in ("opens_at", "closes_at")}
    for name, value in values.items():
        if name not in import_queries.APART:
            setattr(run, name, value)
    if window:
        if not run.windows:
            run.windows.append(ApplicationWindow())
        for name, value in window.items():
            setattr(run.windows[0], name, value)
    if "required_modules" in values:
        _require(session, run, values["required_modules"])


def _require(session: Session, run: CourseRun, titles: Collection[str]) -> None:
    """These modules are required; optional ones stay optional."""
    wanted = set(session.scalars(select(Module.id).where(Module.title_ko.in_(titles))))
    there = {module.module_id: module for module in run.modules}
    for module_id in wanted - there.keys():
        run.modules.append(RunModule(module_id=module_id, required=True))
    for module_id, module in there.items():
        if module_id in wanted:
            module.required = True
        elif module.required:
            run.modules.remove(module)
