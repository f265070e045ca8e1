"""Importing a workbook: planned, shown, applied; all or nothing for each row."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import AuditEntry
from app.courses.importing import services as importing
from app.courses.importing.entry import Entry, Plan, RowState
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.kinds import Applicants, Residence
from app.courses.models import (
    Course,
    CourseRun,
    Module,
    RunModule,
)
from app.places.models import School
from tests.support.factories.workbooks import WHOLE, make_workbook
from tests.support.time import MONDAY_TEN, seoul


def take_over(session: Session, *rows: dict[str, Any], **choices: Any) -> Plan:
    plan = importing.apply(
        session,
        sheet=read_workbook(make_workbook(*rows)),
        choices=Choices(**choices),
        now=MONDAY_TEN,
        by=None,
    )
    session.commit()
    return plan


def only(plan: Plan) -> Entry:
    (entry,) = plan.entries
    return entry


def imported(session: Session, plan: Plan) -> CourseRun:
    return session.get_one(CourseRun, only(plan).run_id)


def number_of(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def make_module(session: Session, title: str) -> Module:
    position = number_of(session, Module) + 1
    module = Module(
        code=f"m{position}",
        position=position,
        title_ko=title,
        title_en=f"Module {position}",
        minutes=60,
    )
    session.add(module)
    session.commit()
    return module


def test_a_whole_row_is_imported_into_the_districts_school(
    session: Session, school: School
) -> None:
    plan = take_over(session, WHOLE)

    run = imported(session, plan)
    assert only(plan).state is RowState.CREATED
    assert run.course.school == school
    assert (run.starts_on, run.ends_on) == (date(2026, 4, 7), date(2026, 4, 30))
    assert (run.weekdays, run.begins_at, run.finishes_at) == ("13", time(14), time(17))
    assert (run.meeting_count, run.total_minutes) == (8, 24 * 60)
    assert (run.capacity, run.waiting_limit) == (15, 5)
    assert run.residence is Residence.DISTRICT
    assert (run.fee_won, run.materials_won) == (0, 30_000)
    assert run.note == "운영기관: 금천구 사회적경제지원센터"
    (window,) = run.windows
    assert (window.opens_at, window.closes_at) == (
        seoul(2026, 3, 2, 9),
        seoul(2026, 3, 21),
    )
    assert window.applicants is Applicants.EVERYBODY
    assert run.published_at is None


def test_a_preview_writes_nothing(session: Session) -> None:
    sheet = read_workbook(make_workbook(WHOLE))

    plan = importing.preview(session, sheet=sheet, choices=Choices())

    assert plan.writes
    assert not session.new
    assert number_of(session, Course) == number_of(session, School) == 0


def test_a_refused_row_writes_nothing_and_the_others_are_written(
    session: Session,
) -> None:
    broken = {**WHOLE, "과정명": "도배 기초과정", "분야": "도배", "정원": "약 15명"}

    plan = take_over(session, broken, WHOLE)

    assert [e.state for e in plan.entries] == [RowState.REFUSED, RowState.CREATED]
    assert session.scalars(select(Course.name_ko)).all() == ["옷수선 기초과정"]


def test_one_changed_cell_updates_one_field_and_the_log_names_it(
    session: Session,
) -> None:
    run = imported(session, take_over(session, WHOLE))

    plan = take_over(session, {**WHOLE, "정원": "20명"})

    assert only(plan).state is RowState.UPDATED
    assert run.capacity == 20
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.action == "run.changed_by_import"
    assert (entry.subject_id, entry.detail) == (run.id, {"row": 2, "columns": ["정원"]})


def test_a_draft_is_completed_by_a_later_workbook(session: Session) -> None:
    keys = ("연도", "자치구", "과정명", "분야", "단계", "기수")
    bare = {key: WHOLE[key] for key in keys}
    take_over(session, bare)

    plan = take_over(session, WHOLE)

    assert only(plan).state is RowState.UPDATED
    assert only(plan).missing == ()
    assert len(imported(session, plan).windows) == 1


def test_blank_cells_erase_nothing(session: Session) -> None:
    run = imported(session, take_over(session, WHOLE))
    run.note = "전화로 확인함"
    session.commit()

    plan = take_over(
        session, {k: WHOLE[k] for k in ("연도", "자치구", "과정명", "기수")}
    )

    assert only(plan).state is RowState.UNCHANGED
    assert (run.capacity, run.note) == (15, "전화로 확인함")


def test_what_staff_wrote_into_the_note_stays(session: Session) -> None:
    run = imported(session, take_over(session, {**WHOLE, "비고": "9월 개강"}))
    run.note = f"전화로 확인함\n{run.note}"
    session.commit()

    take_over(session, {**WHOLE, "비고": "10월 개강"})

    assert run.note.splitlines() == [
        "전화로 확인함",
        "운영기관: 금천구 사회적경제지원센터",
        "비고: 10월 개강",
    ]


def test_no_limit_is_a_value_and_takes_the_limit_away(session: Session) -> None:
    run = imported(session, take_over(session, {**WHOLE, "최대연령": 55}))

    plan = take_over(session, {**WHOLE, "최대연령": "무관", "대기정원": "제한 없음"})

    assert only(plan).state is RowState.UPDATED
    assert (run.max_age, run.waiting_limit) == (None, None)


def test_a_second_cohort_joins_the_same_course(session: Session) -> None:
    take_over(session, WHOLE, {**WHOLE, "기수": 2}, {**WHOLE, "연도": 2025})

    assert number_of(session, Course) == 1
    assert number_of(session, CourseRun) == 3


def test_the_same_course_name_in_two_districts_is_two_courses(session: Session) -> None:
    take_over(session, WHOLE, {**WHOLE, "자치구": "은평구"})

    assert number_of(session, Course) == number_of(session, School) == 2


def test_required_modules_are_set_and_optional_ones_stay(session: Session) -> None:
    basics, law, books = (
        make_module(session, title) for title in ("이해", "협동조합 설립", "회계")
    )
    run = imported(session, take_over(session, {**WHOLE, "필수모듈": "이해; 회계"}))
    run.modules.append(RunModule(module_id=law.id, required=False))
    session.commit()

    plan = take_over(session, {**WHOLE, "필수모듈": "회계"})

    assert only(plan).state is RowState.UPDATED
    session.refresh(run)
    assert {m.module_id: m.required for m in run.modules} == {
        law.id: False,
        books.id: True,
    }
    assert basics.id not in {m.module_id for m in run.modules}
