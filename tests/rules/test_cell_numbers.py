"""Numbers with their units as staff type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from app.courses.importing import cell_numbers, cells
from app.courses.importing.cells import Cell, CellRefused, Reading, RemarkKind


def value(read: Callable[..., Reading[Any]], typed: object, **more: Any) -> Any:
    return read(Cell(typed), **more).value


def remarks(reading: Reading[Any]) -> list[RemarkKind]:
    return [remark.kind for remark in reading.remarks]


@pytest.mark.parametrize(
    ("read", "typed", "expected"),
    [
        (cell_numbers.year, "2022년", 2022),
        (cell_numbers.year, 2022.0, 2022),
        (cell_numbers.cohort, "제2기", 2),
        (cell_numbers.cohort, 2, 2),
        (cell_numbers.count, 18, 18),
        (cell_numbers.count, "40명", 40),
        (cell_numbers.count, "４０ 명", 40),
        (cell_numbers.count, "10회", 10),
        (cell_numbers.count, "1,000명", 1000),
        (cell_numbers.waiting_limit, "0명", 0),
        (cell_numbers.waiting_limit, "없음", 0),
        (cell_numbers.waiting_limit, "제한 없음", None),
        (cell_numbers.max_age, "만 55세 이하", 55),
        (cell_numbers.max_age, 55, 55),
        (cell_numbers.max_age, "55세까지", 55),
        (cell_numbers.max_age, "무관", None),
        (cell_numbers.percent, "80%", 80),
        (cell_numbers.percent, 0.8, 80),
        (cell_numbers.percent, 0.57, 57),
        (cell_numbers.percent, "0.8", 80),
        (cell_numbers.percent, 80, 80),
        (cell_numbers.percent, "80％ 이상", 80),
        (cell_numbers.percent, "1%", 1),
        (cell_numbers.money, "무료", 0),
        (cell_numbers.money, "전액 지원", 0),
        (cell_numbers.money, 0, 0),
        (cell_numbers.money, "30,000원", 30_000),
        (cell_numbers.money, "3만 원", 30_000),
        (cell_numbers.money, "3만5000원", 35_000),
        (cell_numbers.money, "₩30,000", 30_000),
        (cell_numbers.minutes, 10, 600),
        (cell_numbers.minutes, "10시간", 600),
        (cell_numbers.minutes, "10시간 30분", 630),
        (cell_numbers.minutes, 1.5, 90),
        (cell_numbers.minutes, timedelta(hours=55), 3300),
        (cell_numbers.minutes, time(10), 600),
    ],
)
def test_numbers_are_read_with_their_units(
    read: Callable[[Cell], Reading[Any]], typed: object, expected: int | None
) -> None:
    assert value(read, typed) == expected


@pytest.mark.parametrize(
    ("read", "typed", "refusal"),
    [
        (cell_numbers.year, 1999, cell_numbers.OutOfRange),
        (cell_numbers.cohort, 0, cell_numbers.OutOfRange),
        (cell_numbers.count, "약 40명", cell_numbers.NotANumber),
        (cell_numbers.count, "15~20명", cell_numbers.NotANumber),
        (cell_numbers.count, 40.5, cell_numbers.NotWhole),
        (cell_numbers.count, float("inf"), cell_numbers.NotANumber),
        (cell_numbers.count, float("nan"), cell_numbers.NotANumber),
        (cell_numbers.count, True, cell_numbers.NotANumber),
        (cell_numbers.count, date(2020, 5, 22), cell_numbers.NotANumber),
        (cell_numbers.count, "9" * 5000, cell_numbers.NotANumber),
        (cell_numbers.max_age, "55세 이상", cell_numbers.NotAnAge),
        (cell_numbers.max_age, "청년", cell_numbers.NotAnAge),
        (cell_numbers.percent, 1, cell_numbers.PercentUnclear),
        (cell_numbers.percent, "1", cell_numbers.PercentUnclear),
        (cell_numbers.percent, "0.8%", cell_numbers.NotAPercent),
        (cell_numbers.percent, 80.5, cell_numbers.NotAPercent),
        (cell_numbers.percent, "많이", cell_numbers.NotAPercent),
        (cell_numbers.percent, 0, cell_numbers.NotAPercent),
        (cell_numbers.money, "3만 5천 원", cell_numbers.NotMoney),
        (cell_numbers.money, "실비", cell_numbers.NotMoney),
        (cell_numbers.money, -1, cell_numbers.OutOfRange),
        (cell_numbers.minutes, 0, cell_numbers.NotHours),
        (cell_numbers.minutes, "1회 3시간", cell_numbers.NotHours),
        (cell_numbers.minutes, True, cell_numbers.NotHours),
        (cells.level, "초급", cells.NotOneOf),
        (cells.selection_method, "선착순 또는 추첨", cells.NotOneOf),
        (cells.residence, "관내 우선", cells.NotOneOf),
    ],
)
def test_what_can_not_be_read_for_sure_is_refused(
    read: Callable[[Cell], Reading[Any]], typed: object, refusal: type[CellRefused]
) -> None:
    with pytest.raises(refusal):
        read(Cell(typed))


def test_a_cell_shown_as_a_percentage_is_one() -> None:
    assert cell_numbers.percent(Cell(1, as_percent=True)).value == 100
    assert cell_numbers.percent(Cell(0.8, as_percent=True)).value == 80


def test_what_is_paid_by_others_is_nothing_and_says_so() -> None:
    paid = cell_numbers.money(Cell("전액 지원"))
    free = cell_numbers.money(Cell("무료"))

    assert remarks(paid) == [RemarkKind.FREE_OF_CHARGE]
    assert remarks(free) == []


def test_under_an_age_is_one_less_and_says_so() -> None:
    reading = cell_numbers.max_age(Cell("만 55세 미만"))

    assert reading.value == 54
    assert remarks(reading) == [RemarkKind.UNDER_AGE]
