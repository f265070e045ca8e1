"""The columns of a workbook of runs: heading, fields of the run, reader.

The headings are the districts' own words; the template, the report and the reader of
rows all go by this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.courses.importing import cell_dates, cell_numbers, cells
from app.courses.importing.cells import Cell, Reading

SHEET = "개설강좌"
YEAR, DISTRICT, OPERATOR, COURSE = "연도", "자치구", "운영기관", "과정명"
TRADE, LEVEL, COHORT = "분야", "단계", "기수"
SPAN, MODULES, NOTE = "시간", "필수모듈", "비고"
OPENS, CLOSES = "신청시작", "신청마감"

Reader = Callable[[Cell, int | None], Reading[Any]]
"""Takes the cell and the row's year, for dates that have none."""


@dataclass(frozen=True)
class Column:
    """`fields` are filled from the cell; without any it is kept as a note."""

    heading: str
    read: Reader
    fields: tuple[str, ...] = ()


def _of(read: Callable[[Cell], Reading[Any]]) -> Reader:
    return lambda cell, year: read(cell)


def _words(limit: int) -> Reader:
    return lambda cell, year: cells.text(cell, limit=limit)


def _day(cell: Cell, year: int | None) -> Reading[Any]:
    return cell_dates.day(cell, year=year)


def _opening(cell: Cell, year: int | None) -> Reading[Any]:
    return cell_dates.opening(cell, year=year)


def _closing(cell: Cell, year: int | None) -> Reading[Any]:
    return cell_dates.closing(cell, year=year)


LONGEST_NOTE = 2000
COLUMNS = (
    Column(YEAR, _of(cell_numbers.year), ("year",)),
    Column(DISTRICT, _words(20), ("district",)),
    Column(OPERATOR, _words(LONGEST_NOTE)),
    Column(COURSE, _words(120), ("course",)),
    Column(TRADE, _words(30), ("trade",)),
    Column(LEVEL, _of(cells.level), ("level",)),
    Column(COHORT, _of(cell_numbers.cohort), ("cohort",)),
    Column("교육시작일", _day, ("starts_on",)),
    Column("교육종료일", _day, ("ends_on",)),
    Column("요일", _of(cell_dates.weekdays), ("weekdays",)),
    Column(SPAN, _of(cell_dates.time_span), ("begins_at", "finishes_at")),
    Column("회차", _of(cell_numbers.count), ("meeting_count",)),
    Column("총시간", _of(cell_numbers.minutes), ("total_minutes",)),
    Column("정원", _of(cell_numbers.count), ("capacity",)),
    Column("대기정원", _of(cell_numbers.waiting_limit), ("waiting_limit",)),
    Column("선발방법", _of(cells.selection_method), ("selection_method",)),
    Column(OPENS, _opening, ("opens_at",)),
    Column(CLOSES, _closing, ("closes_at",)),
    Column("교육장소", _words(200), ("venue",)),
    Column("대상", _words(300), ("audience",)),
    Column("최대연령", _of(cell_numbers.max_age), ("max_age",)),
    Column("거주요건", _of(cells.residence), ("residence",)),
    Column("선수과정", _words(300), ("prerequisites",)),
    Column(MODULES, _of(cells.names), ("required_modules",)),
    Column("수강료", _of(cell_numbers.money), ("fee_won",)),
    Column("재료비", _of(cell_numbers.money), ("materials_won",)),
    Column("수료출석률", _of(cell_numbers.percent), ("completion_percent",)),
    Column("문의처", _words(200), ("contact",)),
    Column(NOTE, _words(LONGEST_NOTE)),
)
HEADINGS = tuple(column.heading for column in COLUMNS)
HEADING_OF = {name: column.heading for column in COLUMNS for name in column.fields}
KEY_FIELDS = ("year", "district", "course", "cohort")
COURSE_FIELDS = ("trade", "level")
RUN_FIELDS = tuple(
    name for name in HEADING_OF if name not in (*KEY_FIELDS, *COURSE_FIELDS)
)
"""What a row says about the run itself; windows and modules among it."""
