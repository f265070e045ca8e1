"""What an import would do: decided from rows and from what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from app.courses.importing import checks as import_checks
from app.courses.importing.cells import Cell, RemarkKind
from app.courses.importing.checks import KnownCourse
from app.courses.importing.entry import RowState
from app.courses.importing.plan import Choices, merged_note, plan
from app.courses.importing.rows import CellMissing, SheetRow, read_row
from app.courses.kinds import Level
from app.courses.publication import Missing
from tests.support.factories.plans import (
    ALL,
    EMPTY,
    KEY,
    facts,
    planned,
    problems,
    row,
    stored,
)
from tests.support.factories.workbooks import WHOLE


def test_a_whole_row_becomes_a_draft_that_lacks_nothing() -> None:
    (entry,) = planned(row())

    assert entry.state is RowState.CREATED
    assert entry.missing == ()
    assert entry.creates_school
    assert entry.creates_course
    assert entry.values["begins_at"] == time(14)
    assert entry.values["note"] == "운영기관: 금천구 사회적경제지원센터"


def test_a_row_with_blanks_becomes_a_draft_that_says_what_it_lacks() -> None:
    (entry,) = planned(row(정원=None, 신청시작="미정", 문의처="-"))

    assert entry.state is RowState.DRAFT
    assert entry.missing == (Missing.CAPACITY, Missing.OPENS_AT, Missing.CONTACT)
    assert [s.remark.kind for s in entry.remarks] == [
        RemarkKind.UNDECIDED,
        RemarkKind.CLOSES_AT_END_OF_DAY,
    ]


def test_a_course_or_school_is_created_by_the_first_row_only() -> None:
    first, second = planned(row(), row(3, 기수=2))

    assert (first.creates_school, first.creates_course) == (True, True)
    assert (second.creates_school, second.creates_course) == (False, False)


def test_a_refused_row_creates_nothing_for_the_next() -> None:
    first, second = planned(row(정원="약 15명"), row(3, 기수=2))

    assert first.state is RowState.REFUSED
    assert second.creates_course


def test_the_same_row_again_changes_nothing() -> None:
    (entry,) = planned(row(), known=stored())

    assert entry.state is RowState.UNCHANGED
    assert entry.run_id == 7
    assert entry.values == {}


def test_one_other_cell_updates_that_field_alone() -> None:
    (entry,) = planned(row(교육장소="금천구청 2층"), known=stored())

    assert entry.state is RowState.UPDATED
    assert entry.values == {"venue": "금천구청 2층"}
    assert [(c.column, c.old, c.new) for c in entry.changes] == [
        ("교육장소", "금천구 사회적경제지원센터 3층", "금천구청 2층")
    ]


def test_blank_cells_erase_nothing() -> None:
    key = {"연도", "자치구", "과정명", "기수"}
    blank = row(**{heading: None for heading in WHOLE if heading not in key})

    (entry,) = planned(blank, known=stored())

    assert entry.state is RowState.UNCHANGED


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    (entry,) = planned(row(정원="약 15명", 분야="목공", 단계="초급", 교육종료일="4/31"))

    assert entry.state is RowState.REFUSED
    assert set(problems(entry)) == {"정원", "분야", "단계", "교육종료일"}
    assert facts(entry)["value"] == "초급"


@pytest.mark.parametrize(
    "heading", ["연도", "자치구", "과정명", "기수", "분야", "단계"]
)
def test_a_new_run_needs_its_key_its_trade_and_its_level(heading: str) -> None:
    (entry,) = planned(row(**{heading: None}))

    assert entry.state is RowState.REFUSED
    assert problems(entry) == {heading: CellMissing}


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    (district,) = planned(row(자치구="금천"))
    (trade,) = planned(row(분야="목공"))
    (module,) = planned(row(필수모듈="회계; 협동조합 설립"))

    assert problems(district) == {"자치구": import_checks.UnknownDistrict}
    assert facts(district) == {"value": "금천", "known": "금천구, 마포구"}
    assert facts(trade) == {"value": "목공", "known": "옷수선, 도배"}
    assert facts(module) == {
        "value": "회계",
        "known": "사회적경제의 이해, 협동조합 설립",
    }


def test_rows_of_other_districts_are_refused_and_tell_nothing() -> None:
    choices = Choices(districts=frozenset({"마포구"}))

    (entry,) = planned(row(교육장소="금천구청 2층"), known=stored(), choices=choices)

    assert problems(entry) == {"자치구": import_checks.NotYourDistrict}
    assert entry.run_id is None
    assert entry.changes == ()


def test_a_run_that_stands_there_twice_is_refused_in_both_rows() -> None:
    first, second, third = planned(row(2), row(3, 정원=20), row(4, 기수=2))

    assert problems(first) == {"과정명": import_checks.RepeatedRow}
    assert facts(second) == {"rows": "2, 3"}
    assert third.state is RowState.CREATED


def test_a_row_may_not_give_a_course_another_trade_or_level() -> None:
    known = replace(stored(), courses={KEY[1:3]: KnownCourse("도배", Level.FIELD)})

    (entry,) = planned(row(), known=known)

    assert problems(entry) == {
        "분야": import_checks.CourseIsOther,
        "단계": import_checks.CourseIsOther,
    }


@pytest.mark.parametrize(
    ("cells", "column", "refusal"),
    [
        (
            {"교육종료일": "2026. 4. 6."},
            "교육종료일",
            import_checks.EndsBeforeStart,
        ),
        (
            {"신청마감": "2026. 3. 1."},
            "신청마감",
            import_checks.ClosesBeforeOpening,
        ),
        (
            {"신청시작": "2026. 3. 21."},
            "신청시작",
            import_checks.ClosesBeforeOpening,
        ),
    ],
)
def test_what_runs_backwards_is_refused_also_against_what_is_stored(
    cells: dict[str, str], column: str, refusal: type[Exception]
) -> None:
    others = dict.fromkeys(("교육시작일", "교육종료일", "신청시작", "신청마감"))

    (entry,) = planned(row(**{**others, **cells}), known=stored())

    assert problems(entry) == {column: refusal}


def test_the_order_of_modules_says_nothing() -> None:
    known = stored()
    run = known.runs[KEY]
    modules = ("사회적경제의 이해", "협동조합 설립")
    run = replace(run, values={**run.values, "required_modules": modules})

    (entry,) = planned(
        row(필수모듈="협동조합 설립; 사회적경제의 이해"),
        known=replace(known, runs={KEY: run}),
    )

    assert entry.state is RowState.UNCHANGED


def test_notes_are_kept_by_heading_and_leave_other_lines_alone() -> None:
    current = "전화로 확인함\n비고: 9월 중순 개강"

    note = merged_note(current, {"비고": "10월 개강", "강사": "박선영"})

    assert note == "전화로 확인함\n비고: 10월 개강\n강사: 박선영"
    assert merged_note(note, {"비고": "10월 개강"}) == note


def test_an_unknown_column_becomes_a_note() -> None:
    cells = {k: Cell(v) for k, v in WHOLE.items()}
    kept = read_row(SheetRow(2, cells, {"강사": Cell("박선영")}))

    (entry,) = planned(kept)

    assert "강사: 박선영" in entry.values["note"].splitlines()


def test_plans_are_told_apart_by_what_they_would_write() -> None:
    one = plan([row()], EMPTY, ALL)
    same = plan([row()], EMPTY, ALL)
    other = plan([row(정원=20)], EMPTY, ALL)
    later = plan([row()], stored(), ALL)

    assert one.fingerprint == same.fingerprint
    assert len({one.fingerprint, other.fingerprint, later.fingerprint}) == 3
    assert (one.writes, later.writes, later.refused) == (True, False, False)
