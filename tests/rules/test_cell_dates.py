"""Days, instants, hours and weekdays as staff type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from app.courses.importing import cell_dates
from app.courses.importing.cells import Cell, CellRefused, Reading, RemarkKind
from tests.support.time import seoul


def value(read: Callable[..., Reading[Any]], typed: object, **more: Any) -> Any:
    return read(Cell(typed), **more).value


def remarks(reading: Reading[Any]) -> list[RemarkKind]:
    return [remark.kind for remark in reading.remarks]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (datetime(2019, 6, 27), date(2019, 6, 27)),  # noqa: DTZ001 - Excel has no zones
        (date(2019, 6, 27), date(2019, 6, 27)),
        ("2020. 5. 22.", date(2020, 5, 22)),
        ("2019.09.19", date(2019, 9, 19)),
        ("2022년 10월 21일", date(2022, 10, 21)),
        ("2022-08-26", date(2022, 8, 26)),
        ("2022/8/26", date(2022, 8, 26)),
        ("２０２２．８．２６", date(2022, 8, 26)),
        ("2020. 5. 22.(금)", date(2020, 5, 22)),
        ("2020. 5. 22. (금요일)", date(2020, 5, 22)),
        ("20220826", date(2022, 8, 26)),
        (20220826, date(2022, 8, 26)),
    ],
)
def test_a_date_is_read_in_every_form_staff_use(typed: object, expected: date) -> None:
    reading = cell_dates.day(Cell(typed), year=2030)

    assert reading.value == expected
    assert reading.remarks == ()


@pytest.mark.parametrize("typed", ["8/26", "8. 26.", "8월 26일", "08-26", "8.26(금)"])
def test_a_date_without_a_year_takes_the_rows_and_says_so(typed: str) -> None:
    reading = cell_dates.day(Cell(typed), year=2022)

    assert reading.value == date(2022, 8, 26)
    assert remarks(reading) == [RemarkKind.YEAR_TAKEN]
    assert reading.remarks[0].facts == {"value": typed, "year": "2022"}


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("22. 8. 26.", cell_dates.NotADate),  # which century?
        ("8/26/2022", cell_dates.NotADate),
        ("2022. 8.", cell_dates.NotADate),
        ("9월 중순", cell_dates.NotADate),
        (44799, cell_dates.NotADate),
        (8.26, cell_dates.NotADate),
        (True, cell_dates.NotADate),
        ("2022. 2. 30.", cell_dates.NoSuchDay),
        ("13/40", cell_dates.NoSuchDay),
        ("1022. 2. 3.", cell_dates.NoSuchDay),
        (datetime(1900, 1, 1), cell_dates.NoSuchDay),  # noqa: DTZ001
        ("2020. 5. 22.(토)", cell_dates.WrongWeekday),
        (datetime(2020, 5, 22, 9), cell_dates.HourNotExpected),  # noqa: DTZ001
    ],
)
def test_what_is_no_date_is_refused(typed: object, refusal: type[CellRefused]) -> None:
    with pytest.raises(refusal) as caught:
        cell_dates.day(Cell(typed), year=2022)

    assert caught.value.facts["value"]


def test_a_date_without_a_year_is_refused_where_the_row_has_none() -> None:
    with pytest.raises(cell_dates.NotADate):
        cell_dates.day(Cell("8/26"), year=None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2020. 5. 22.", seoul(2020, 5, 23)),
        ("2020. 5. 22. 18:00", seoul(2020, 5, 22, 18)),
        ("2020. 5. 22.(금) 18시까지", seoul(2020, 5, 22, 18)),
        ("2020-05-22 오후 6시 30분", seoul(2020, 5, 22, 18, 30)),
        ("2020-05-22T09:00", seoul(2020, 5, 22, 9)),
        ("2020. 5. 22. 24:00", seoul(2020, 5, 23)),
        ("5/22 18:00", seoul(2020, 5, 22, 18)),
        (datetime(2020, 5, 22), seoul(2020, 5, 23)),  # noqa: DTZ001
        (datetime(2020, 5, 22, 17, 30), seoul(2020, 5, 22, 17, 30)),  # noqa: DTZ001
    ],
)
def test_a_deadline_is_an_instant_and_a_day_alone_counts_whole(
    typed: object, expected: datetime
) -> None:
    assert value(cell_dates.closing, typed, year=2020) == expected


def test_a_deadline_says_what_was_inferred() -> None:
    reading = cell_dates.closing(Cell("8/26"), year=2022)

    assert remarks(reading) == [
        RemarkKind.YEAR_TAKEN,
        RemarkKind.CLOSES_AT_END_OF_DAY,
    ]


def test_an_opening_without_an_hour_is_at_midnight_and_says_so() -> None:
    reading = cell_dates.opening(Cell("2022. 8. 1."), year=2022)

    assert reading.value == seoul(2022, 8, 1)
    assert remarks(reading) == [RemarkKind.OPENS_AT_MIDNIGHT]


@pytest.mark.parametrize("typed", ["18:00", "2022. 8. 26. 6시", "2022. 8. 26. 25:00"])
def test_an_instant_that_is_unclear_is_refused(typed: str) -> None:
    with pytest.raises(CellRefused):
        cell_dates.closing(Cell(typed), year=2022)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:00~17:00", (time(14), time(17))),
        ("14:00 ～ 17:00", (time(14), time(17))),
        ("14:00–17:00", (time(14), time(17))),
        ("오후 2시~5시", (time(14), time(17))),
        ("오후 2시 30분~오후 5시", (time(14, 30), time(17))),
        ("오전 10시~12시", (time(10), time(12))),
        ("오전 10시~오후 1시", (time(10), time(13))),
        ("10시~12시 30분", (time(10), time(12, 30))),
        ("14~17시", (time(14), time(17))),
        ("오후 2시부터 5시까지", (time(14), time(17))),
        ("낮 12시~낮 2시", (time(12), time(14))),
    ],
)
def test_hours_are_read_as_koreans_write_them(
    typed: str, expected: tuple[time, time]
) -> None:
    assert value(cell_dates.time_span, typed) == expected


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("2시~5시", cell_dates.HalfOfDayUnclear),
        ("9시~1시", cell_dates.HalfOfDayUnclear),
        ("오전 12시~오후 1시", cell_dates.HalfOfDayUnclear),
        ("17:00~14:00", cell_dates.SpanBackwards),
        ("14:00", cell_dates.NotATimeSpan),
        ("1회 3시간", cell_dates.NotATimeSpan),
        ("화 14:00~17:00, 목 10:00~12:00", cell_dates.NotATimeSpan),
        ("19:00~24:00", cell_dates.NotATimeSpan),
        ("10:75~12:00", cell_dates.NotATimeSpan),
        (time(14), cell_dates.NotATimeSpan),
    ],
)
def test_hours_that_could_mean_two_things_are_refused(
    typed: object, refusal: type[CellRefused]
) -> None:
    with pytest.raises(refusal):
        cell_dates.time_span(Cell(typed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("화", "1"),
        ("화·수", "12"),
        ("화, 목", "13"),
        ("목,금", "34"),
        ("화ㆍ목", "13"),
        ("화목", "13"),
        ("목/화", "13"),
        ("화요일, 목요일", "13"),
        ("매주 일요일", "6"),
        ("월~금", "01234"),
        ("평일", "01234"),
        ("주말", "56"),
    ],
)
def test_weekdays_are_digits_in_order(typed: str, expected: str) -> None:
    assert value(cell_dates.weekdays, typed) == expected


@pytest.mark.parametrize("typed", ["주 2회", "금~월", "화요", "매월", 3])
def test_what_is_no_weekday_is_refused(typed: object) -> None:
    with pytest.raises(cell_dates.NotWeekdays):
        cell_dates.weekdays(Cell(typed))
