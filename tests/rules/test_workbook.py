"""A workbook of runs is read whole, or the answer says what is wrong with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from app.courses.importing.cells import Fault
from app.courses.importing.columns import HEADINGS, SHEET
from app.courses.importing.workbook import (
    MergedCells,
    NoRows,
    RepeatedHeadings,
    TooManyRows,
    WrongHeadings,
    WrongSheet,
    read_workbook,
)
from tests.support.factories.workbooks import (
    FIRST_SHEET,
    REAL,
    WHOLE,
    make_workbook,
    real_workbook,
    saved,
    with_part,
)


def test_the_real_workbook_is_read_whole() -> None:
    sheet = read_workbook(REAL.read_bytes())

    assert [row.number for row in sheet.rows] == list(range(2, 19))
    assert sheet.unknown_headings == ()
    first = {heading: cell.value for heading, cell in sheet.rows[0].cells.items()}
    assert first["교육시작일"] == datetime(2019, 6, 27)  # noqa: DTZ001
    assert first["회차"] == 10
    assert "정원" not in first  # blank cells leave no trace


def test_blanks_in_headings_and_their_order_do_not_count() -> None:
    headings = [f" {heading[:2]} {heading[2:]} " for heading in reversed(HEADINGS)]

    sheet = read_workbook(
        make_workbook(
            {
                h.strip(): WHOLE[h.replace(" ", "")]
                for h in headings
                if h.replace(" ", "") in WHOLE
            },
            headings=headings,
        )
    )

    assert sheet.rows[0].cells["과정명"].value == "옷수선 기초과정"


def test_columns_we_do_not_know_are_kept_and_named() -> None:
    content = make_workbook(
        {**WHOLE, "강사": "박선영"}, headings=[*HEADINGS, "강사", "이메일"]
    )

    sheet = read_workbook(content)

    assert sheet.unknown_headings == ("강사",)
    assert sheet.rows[0].extra["강사"].value == "박선영"


def test_a_cell_beside_the_table_goes_by_the_letter_of_its_column() -> None:
    sheet = read_workbook(real_workbook(AF3="접수는 전화로"))

    assert {k: c.value for k, c in sheet.rows[1].extra.items()} == {
        "AF": "접수는 전화로"
    }


def test_blank_rows_are_passed_over_and_the_numbers_stay_excels() -> None:
    content = make_workbook(WHOLE, {}, {**WHOLE, "기수": 2})

    assert [row.number for row in read_workbook(content).rows] == [2, 4]


def test_another_sheet_is_named_with_those_there_are() -> None:
    with pytest.raises(WrongSheet) as caught:
        read_workbook(make_workbook(WHOLE, sheet="Sheet1"))

    assert caught.value.facts == {"wanted": SHEET, "found": "Sheet1"}


def test_the_sheet_is_found_among_others() -> None:
    book = load_workbook(REAL)
    book.create_sheet("설명", 0)

    assert len(read_workbook(saved(book)).rows) == 17


def test_missing_and_unknown_headings_are_named() -> None:
    headings = ["정원수" if h == "정원" else h for h in HEADINGS if h != "비고"]

    with pytest.raises(WrongHeadings) as caught:
        read_workbook(make_workbook(WHOLE, headings=headings))

    assert caught.value.facts == {"missing": "정원, 비고", "unknown": "정원수"}


def test_a_heading_that_stands_twice_is_refused() -> None:
    with pytest.raises(RepeatedHeadings):
        read_workbook(make_workbook(WHOLE, headings=[*HEADINGS, "정원"]))


def test_a_title_above_the_headings_is_no_heading() -> None:
    with pytest.raises(WrongHeadings):
        read_workbook(make_workbook(WHOLE, headings=["주민기술학교 개설강좌"]))


def test_headings_alone_are_refused() -> None:
    with pytest.raises(NoRows):
        read_workbook(make_workbook())


def test_an_empty_sheet_is_refused() -> None:
    with pytest.raises(WrongHeadings):
        read_workbook(make_workbook(headings=[]))


def test_merged_cells_are_refused_and_named() -> None:
    book = load_workbook(REAL)
    book[SHEET].merge_cells("B3:B4")

    with pytest.raises(MergedCells) as caught:
        read_workbook(saved(book))

    assert caught.value.facts == {"cells": "B3:B4"}


def test_more_rows_than_anybody_runs_are_refused() -> None:
    rows = [{"연도": 2022, "기수": n} for n in range(1, 2002)]

    with pytest.raises(TooManyRows):
        read_workbook(make_workbook(*rows))


def test_a_formula_without_a_stored_value_is_marked() -> None:
    sheet = read_workbook(real_workbook(N3="=10+8"))

    cell = sheet.rows[1].cells["정원"]
    assert cell.fault is Fault.FORMULA_WITHOUT_VALUE
    assert cell.value == "=10+8"


def test_of_a_formula_the_stored_value_is_used() -> None:
    def calculate(data: bytes) -> bytes:
        return data.replace(b"<f>10+8</f><v></v>", b"<f>10+8</f><v>18</v>").replace(
            b"<f>10+8</f><v />", b"<f>10+8</f><v>18</v>"
        )

    content = with_part(real_workbook(N3="=10+8"), FIRST_SHEET, calculate)

    cell = read_workbook(content).rows[1].cells["정원"]
    assert cell.value == 18
    assert cell.fault is None


def test_an_error_in_a_cell_is_marked() -> None:
    sheet = read_workbook(real_workbook(N3="#REF!"))

    assert sheet.rows[1].cells["정원"].fault is Fault.ERROR


def test_a_cell_formatted_as_a_percentage_says_so() -> None:
    book = load_workbook(REAL)
    cell: Any = book[SHEET]["AA3"]
    cell.value, cell.number_format = 1, "0%"

    assert read_workbook(saved(book)).rows[1].cells["수료출석률"].as_percent
