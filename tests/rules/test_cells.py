"""Cells as staff type them: read for what they say, or refused; nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.importing import cells
from app.courses.importing.cells import Cell, CellRefused, Fault, Reading, RemarkKind
from app.courses.importing.columns import COLUMNS, Column
from app.courses.kinds import Level, Residence, SelectionMethod


def value(read: Callable[..., Reading[Any]], typed: object, **more: Any) -> Any:
    return read(Cell(typed), **more).value


def remarks(reading: Reading[Any]) -> list[RemarkKind]:
    return [remark.kind for remark in reading.remarks]


@pytest.mark.parametrize(
    ("read", "typed", "expected"),
    [
        (cells.level, " 기본 ", Level.BASIC),
        (cells.level, "현장 실습", Level.FIELD),
        (cells.selection_method, "서류·면접", SelectionMethod.SCREENING),
        (cells.selection_method, "서류 / 면접", SelectionMethod.SCREENING),
        (cells.selection_method, "선착순", SelectionMethod.FIRST_COME),
        (cells.residence, "관내", Residence.DISTRICT),
        (cells.residence, "제한 없음", Residence.ANYWHERE),
        (cells.names, "회계; 협동조합, 회계", ("회계", "협동조합")),
    ],
)
def test_words_of_closed_lists_are_known(
    read: Callable[[Cell], Reading[Any]], typed: str, expected: object
) -> None:
    assert value(read, typed) == expected


def test_text_is_composed_and_on_one_line() -> None:
    decomposed = unicodedata.normalize("NFD", "가")  # as macOS types it

    reading = cells.text(Cell(f" {decomposed}\n나\x00\t다 "), limit=10)

    assert reading.value == "가 나 다"


def test_text_that_was_a_number_warns_of_a_lost_nought() -> None:
    reading = cells.text(Cell(25711234.0), limit=20)

    assert reading.value == "25711234"
    assert remarks(reading) == [RemarkKind.NUMBER_AS_TEXT]


def test_text_has_an_end_and_is_no_truth_value() -> None:
    with pytest.raises(cells.TextTooLong):
        cells.text(Cell("가" * 11), limit=10)
    with pytest.raises(cells.NotText):
        cells.text(Cell(True), limit=10)


@pytest.mark.parametrize("typed", [None, "", "  ", "-", "—", " \n"])
def test_blanks_and_dashes_are_blank(typed: str | None) -> None:
    assert cells.is_blank(Cell(typed))


@pytest.mark.parametrize("typed", ["미정", "추후 공지"])
def test_undecided_is_neither_blank_nor_a_value(typed: str) -> None:
    assert cells.is_undecided(Cell(typed))
    assert not cells.is_blank(Cell(typed))


anything = st.one_of(
    st.text(),
    st.text(
        alphabet="0123456789.,-~/:년월일시분기명회만세이하미상오전후화목금%원무료 ()"
    ),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
a_cell = st.builds(Cell, anything, as_percent=st.booleans()) | st.builds(
    Cell, st.text(), fault=st.sampled_from(Fault)
)


def outcome(column: Column, cell: Cell, year: int | None) -> object:
    try:
        return column.read(cell, year)
    except CellRefused as refusal:
        return refusal.facts["value"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.heading)
def test_any_cell_gives_a_value_or_a_refusal_that_quotes_it(column: Column) -> None:
    @given(cell=a_cell, year=st.none() | st.integers(2000, 2100))
    def holds(cell: Cell, year: int | None) -> None:
        assert isinstance(outcome(column, cell, year), (Reading, str))

    holds()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.heading)
def test_a_formula_without_a_value_and_an_error_are_refused(column: Column) -> None:
    with pytest.raises(cells.FormulaWithoutValue):
        column.read(Cell("=A1", fault=Fault.FORMULA_WITHOUT_VALUE), 2022)
    with pytest.raises(cells.BrokenCell):
        column.read(Cell("#REF!", fault=Fault.ERROR), 2022)
