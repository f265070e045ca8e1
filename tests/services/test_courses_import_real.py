"""The real workbook of 2019–2022: each row's state and values, exactly."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.courses.forms.labels import MISSING
from app.courses.importing import services as importing
from app.courses.importing.entry import Plan, RowState
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.models import Course, CourseRun
from app.courses.publication import Missing
from app.places.models import School
from tests.services.real_workbook import ROWS
from tests.support.factories.workbooks import REAL
from tests.support.time import MONDAY_TEN

SHEET = read_workbook(REAL.read_bytes())

BLANK: dict[str, Any] = {
    "starts_on": None,
    "ends_on": None,
    "weekdays": "",
    "begins_at": None,
    "finishes_at": None,
    "meeting_count": None,
    "total_minutes": None,
    "capacity": None,
    "waiting_limit": None,
    "selection_method": None,
    "opens_at": None,
    "closes_at": None,
    "venue": "",
    "audience": "",
    "max_age": None,
    "residence": None,
    "prerequisites": "",
    "fee_won": None,
    "materials_won": None,
    "completion_percent": None,
    "contact": "",
    "note": "",
}
WANTED = {
    Missing.STARTS_ON: "starts_on",
    Missing.ENDS_ON: "ends_on",
    Missing.WEEKDAYS: "weekdays",
    Missing.TIME: "begins_at",
    Missing.MEETING_COUNT: "meeting_count",
    Missing.TOTAL_HOURS: "total_minutes",
    Missing.VENUE: "venue",
    Missing.CAPACITY: "capacity",
    Missing.SELECTION_METHOD: "selection_method",
    Missing.OPENS_AT: "opens_at",
    Missing.CLOSES_AT: "closes_at",
    Missing.FEE: "fee_won",
    Missing.COMPLETION_PERCENT: "completion_percent",
    Missing.CONTACT: "contact",
}
REMARKS = {
    5: [("신청마감", "closes_at_end_of_day")]
    + [(fee, "free_of_charge") for fee in ("수강료", "재료비")],
    6: [("신청마감", "closes_at_end_of_day")],
    7: [("선발방법", "method_not_built")],
    13: [("선발방법", "method_not_built")],
    16: [("신청마감", "year_taken"), ("신청마감", "closes_at_end_of_day")],
    17: [("신청마감", "closes_at_end_of_day")],
}


def take_over(session: Session) -> Plan:
    plan = importing.apply(
        session, sheet=SHEET, choices=Choices(), now=MONDAY_TEN, by=None
    )
    session.commit()
    return plan


def stored(run: CourseRun) -> dict[str, Any]:
    values = {name: getattr(run, name, None) for name in BLANK}
    window = run.windows[0] if run.windows else None
    values["opens_at"] = window.opens_at if window else None
    values["closes_at"] = window.closes_at if window else None
    return values


def test_every_row_of_the_real_workbook_is_a_draft_with_just_its_values(
    session: Session,
) -> None:
    plan = take_over(session)

    assert {e.row.number: e.state for e in plan.entries} == dict.fromkeys(
        ROWS, RowState.DRAFT
    )
    for entry in plan.entries:
        key, trade, level, values = ROWS[entry.row.number]
        run = session.get_one(CourseRun, entry.run_id)
        district = run.course.school.district.name_ko
        assert (run.year, district, run.course.name_ko, run.cohort) == key
        assert (run.course.trade.name_ko, run.course.level) == (trade, level)
        assert stored(run) == {**BLANK, **values}, f"row {entry.row.number}"
        assert run.published_at is None
        assert run.created_at == MONDAY_TEN


def test_every_row_says_what_it_lacks_and_what_was_inferred(session: Session) -> None:
    plan = take_over(session)

    for entry in plan.entries:
        values = ROWS[entry.row.number][3]
        assert entry.missing == tuple(
            what for what in Missing if WANTED[what] not in values
        ), f"row {entry.row.number}"
        said = [(s.column, s.remark.kind.value) for s in entry.remarks]
        assert said == REMARKS.get(entry.row.number, [])


def test_the_districts_schools_are_opened_by_their_usual_names(
    session: Session,
) -> None:
    plan = take_over(session)

    schools = session.scalars(select(School).order_by(School.district_code)).all()
    districts = "용산구 동대문구 도봉구 서대문구 마포구 양천구 강서구 영등포구"
    assert [school.name_ko for school in schools] == [
        f"{district} 주민기술학교" for district in districts.split()
    ]
    assert schools[0].name_en == "Yongsan-gu Resident Technical School"
    creating = [e.row.number for e in plan.entries if e.creates_school]
    assert creating == [2, 3, 5, 8, 10, 11, 13, 15]


def test_a_second_run_creates_and_changes_nothing(session: Session) -> None:
    first = take_over(session)

    second = take_over(session)

    assert {e.state for e in second.entries} == {RowState.UNCHANGED}
    assert [e.run_id for e in second.entries] == [e.run_id for e in first.entries]
    assert [e.missing for e in second.entries] == [e.missing for e in first.entries]
    for model in (Course, CourseRun):
        assert session.scalar(select(func.count()).select_from(model)) == 17
    assert session.scalar(select(func.count()).select_from(School)) == 8


@pytest.mark.parametrize("what", Missing)
def test_whatever_may_be_missing_has_words(what: Missing) -> None:
    assert what in MISSING
