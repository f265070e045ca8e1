"""From a file to rows: opens a workbook of runs, or says why not."""

from __future__ import annotations

import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from app.courses.importing.cells import Cell, Fault, is_blank
from app.courses.importing.columns import HEADINGS, SHEET
from app.courses.importing.rows import SheetRow
from app.courses.importing.workbook_safety import NotAWorkbook, WorkbookRefused, check

MOST_ROWS = 2000
LAST_ROW = 20_000
"""Blank rows up to here are passed over; nobody keeps runs below."""


class WrongSheet(WorkbookRefused):
    """There is no sheet `wanted`; those there are stand in `found`."""


class WrongHeadings(WorkbookRefused):
    """Headings are `missing`; those we don't know stand in `unknown`."""


class RepeatedHeadings(WorkbookRefused):
    """`headings` stand there more than once."""


class MergedCells(WorkbookRefused):
    """Merged cells leave all but their first cell empty."""


class TooManyRows(WorkbookRefused):
    """More than `limit` rows."""


class NoRows(WorkbookRefused):
    """Headings, and nothing below them."""


@dataclass(frozen=True)
class RunSheet:
    """The rows of a workbook, and the headings we don't know."""

    rows: tuple[SheetRow, ...]
    unknown_headings: tuple[str, ...] = ()


def read_workbook(content: bytes, filename: str = "") -> RunSheet:
    """The rows of the sheet 개설강좌.

    Raises a subclass of WorkbookRefused that says what is wrong with the file.
    """
    check(content, filename)
    try:
        with _opened(content) as (values, formulas, part):
            _refuse_merged(content, part)
            return _sheet(_rows(values, formulas))
    except WorkbookRefused:
        raise
    except Exception as fault:
        # A damaged workbook makes openpyxl fail in many ways (KeyError, ValueError,
        # XMLSyntaxError …); all of them mean that it can't be read.
        raise NotAWorkbook from fault


@contextmanager
def _opened(content: bytes) -> Iterator[tuple[Any, Any, str]]:
    """The sheet with stored values, the same with formulas, and its part's name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions are not our matter
        with (
            closing(_load(content, data_only=True)) as values,
            closing(_load(content, data_only=False)) as formulas,
        ):
            title = _title(values.worksheets)
            sheet: Any = values[title]
            yield sheet, formulas[title], sheet._worksheet_path


def _load(content: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(BytesIO(content), read_only=True, data_only=data_only)


def _title(sheets: Sequence[Any]) -> str:
    for sheet in sheets:
        if _squeezed(sheet.title) == SHEET:
            return str(sheet.title)
    found = ", ".join(sheet.title for sheet in sheets)
    raise WrongSheet(wanted=SHEET, found=found[:200])


def _refuse_merged(content: bytes, part: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        source = archive.read(part.lstrip("/"))
    merged = re.findall(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]+)"', source)
    if merged:
        raise MergedCells(cells=", ".join(m.decode() for m in merged[:5]))


def _rows(values: Any, formulas: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Each row's number and cells. The sheet's own word on its size is not trusted."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    pairs = zip_longest(values.iter_rows(), formulas.iter_rows(), fillvalue=())
    for number, (stored, written) in enumerate(pairs, start=1):
        if number > LAST_ROW:
            raise TooManyRows(limit=MOST_ROWS)
        yield number, [_cell(*pair) for pair in zip(stored, written, strict=False)]


def _cell(stored: Any, written: Any) -> Cell:
    if written.value is None:
        return Cell()
    if written.data_type == "f" and stored.value is None:
        formula = getattr(written.value, "text", written.value)
        return Cell(str(formula), fault=Fault.FORMULA_WITHOUT_VALUE)
    if stored.data_type == "e":
        return Cell(stored.value, fault=Fault.ERROR)
    return Cell(stored.value, as_percent="%" in (stored.number_format or ""))


def _sheet(rows: Iterator[tuple[int, list[Cell]]]) -> RunSheet:
    _, top = next(rows, (1, []))
    headings = _headings(top)
    found: list[SheetRow] = []
    unlabelled: dict[str, None] = {}
    for number, cells in rows:
        if all(is_blank(cell) for cell in cells):
            continue
        if len(found) == MOST_ROWS:
            raise TooManyRows(limit=MOST_ROWS)
        row = _labelled(number, cells, headings)
        unlabelled |= dict.fromkeys(row.extra)
        found.append(row)
    if not found:
        raise NoRows
    return RunSheet(tuple(found), tuple(unlabelled))


def _headings(top: list[Cell]) -> list[str]:
    """Blanks in headings don't count, their order doesn't either."""
    headings = [_squeezed(cell.value) for cell in top]
    named = [heading for heading in headings if heading]
    missing = [heading for heading in HEADINGS if heading not in named]
    if missing:
        unknown = [heading for heading in named if heading not in HEADINGS]
        raise WrongHeadings(
            missing=", ".join(missing), unknown=", ".join(unknown)[:200] or "-"
        )
    repeated = dict.fromkeys(h for h in named if named.count(h) > 1)
    if repeated:
        raise RepeatedHeadings(headings=", ".join(repeated))
    return headings


def _labelled(number: int, cells: list[Cell], headings: list[str]) -> SheetRow:
    known: dict[str, Cell] = {}
    extra: dict[str, Cell] = {}
    for index, cell in enumerate(cells):
        if is_blank(cell):
            continue
        heading = headings[index] if index < len(headings) else ""
        if heading in HEADINGS:
            known[heading] = cell
        else:
            extra[heading or get_column_letter(index + 1)] = cell
    return SheetRow(number, known, extra)


def _squeezed(value: object) -> str:
    if value is None:
        return ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", str(value)))
