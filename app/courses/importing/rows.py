"""One row of a workbook, read as a whole: values, notes, remarks, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.courses.importing import columns
from app.courses.importing.cells import (
    Cell,
    CellRefused,
    Remark,
    RemarkKind,
    is_blank,
    is_undecided,
    text,
    written,
)
from app.courses.importing.columns import COLUMNS, HEADING_OF, KEY_FIELDS, Column
from app.exceptions import DomainError


class CellMissing(CellRefused):
    """Blank where the row can't be placed without it."""


@dataclass(frozen=True)
class SheetRow:
    """A row as stored: cells by heading, and those under headings we don't know."""

    number: int
    """As Excel counts: the headings stand in row 1."""
    cells: Mapping[str, Cell]
    extra: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: which column, and the refusal with its value."""

    column: str
    refusal: DomainError


@dataclass(frozen=True)
class Said:
    """A remark and the column it is about."""

    column: str
    remark: Remark


@dataclass(frozen=True)
class RunRow:
    """What a row says. A blank cell leaves no trace, so that it erases nothing."""

    number: int
    values: Mapping[str, Any]
    notes: Mapping[str, str]
    """By heading: what has no field of its own."""
    remarks: tuple[Said, ...]
    problems: tuple[Problem, ...]

    @property
    def key(self) -> tuple[int, str, str, int] | None:
        """Year, district, course, cohort; None where one of them is missing."""
        key = tuple(self.values.get(name) for name in KEY_FIELDS)
        return None if None in key else key  # type: ignore[return-value]


class _Reading:
    """Collects while the columns are gone through."""

    def __init__(self, row: SheetRow) -> None:
        self.row = row
        self.values: dict[str, Any] = {}
        self.notes: dict[str, str] = {}
        self.remarks: list[Said] = []
        self.problems: list[Problem] = []

    def take(self, column: Column) -> None:
        cell = self.row.cells.get(column.heading, Cell())
        if is_blank(cell):
            return
        if column.fields and is_undecided(cell):
            said = {"value": written(cell.value)}
            self.remark(column, Remark(RemarkKind.UNDECIDED, said))
            return
        try:
            reading = column.read(cell, self.values.get("year"))
        except CellRefused as refusal:
            self.problems.append(Problem(column.heading, refusal))
            return
        for remark in reading.remarks:
            self.remark(column, remark)
        if not column.fields:
            self.notes[column.heading] = reading.value
        elif len(column.fields) == 1:
            self.values[column.fields[0]] = reading.value
        else:
            self.values.update(zip(column.fields, reading.value, strict=True))

    def remark(self, column: Column, remark: Remark) -> None:
        self.remarks.append(Said(column.heading, remark))

    def keep(self, heading: str, cell: Cell) -> None:
        """A cell under a heading we don't know becomes a note."""
        if is_blank(cell):
            return
        try:
            self.notes[heading] = text(cell, limit=columns.LONGEST_NOTE).value
        except CellRefused as refusal:
            self.problems.append(Problem(heading, refusal))

    def demand_key(self) -> None:
        refused = {problem.column for problem in self.problems}
        for name in KEY_FIELDS:
            heading = HEADING_OF[name]
            if name not in self.values and heading not in refused:
                self.problems.append(Problem(heading, CellMissing(value="")))


def read_row(row: SheetRow) -> RunRow:
    """Read every cell; all that is wrong is told at once, not one thing a time."""
    reading = _Reading(row)
    for column in COLUMNS:
        reading.take(column)
    for heading, cell in row.extra.items():
        reading.keep(heading, cell)
    reading.demand_key()
    return RunRow(
        number=row.number,
        values=reading.values,
        notes=reading.notes,
        remarks=tuple(reading.remarks),
        problems=tuple(reading.problems),
    )
