"""The applicants of a run as an .xlsx, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from typing import IO, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.forms.labels import CHANNELS, NO_SHOW, STATES
from app.enrollment.queries.exporting import Applied
from app.formats import english, phone
from app.seoul import SEOUL

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    (_l("No."), 6),
    (_l("Name"), 14),
    (_l("Date of birth"), 13),
    (_l("Mobile number"), 16),
    (_l("E-mail"), 26),
    (_l("District"), 12),
    (_l("State"), 18),
    (_l("Waiting number"), 11),
    (_l("Position on the waiting list"), 11),
    (_lp("application", "Applied through"), 12),
    (_l("Applied"), 18),
    (_l("Seat confirmed"), 18),
    (_l("Ended"), 18),
    (_l("Why it ended"), 40),
)
"""Heading, and width in characters."""
A_DAY, A_MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
MAY_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(rows: Iterable[Applied], out: IO[bytes]) -> list[int]:
    """Write a line for each, as it is read; whose lines they are (ids of persons)."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(str(_("Applicants")))
    sheet.freeze_panes = "C2"
    for index, (_heading, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_heading_cell(sheet, str(heading)) for heading, _width in COLUMNS])
    positions, people = count(1), []
    for number, row in enumerate(rows, start=1):
        waiting = row.status is EnrollmentStatus.WAITING
        position = next(positions) if waiting else None
        sheet.append(_line(sheet, number, row, position))
        people.append(row.person_id)
    book.save(out)
    return people


def _line(sheet: Any, number: int, row: Applied, position: int | None) -> list[Any]:
    state = NO_SHOW if row.no_show else STATES[row.status]
    district = row.district_en if english() else row.district_ko
    return [
        number,
        text_cell(sheet, row.name),
        _dated(sheet, row.birth_date, A_DAY),
        text_cell(sheet, phone(row.mobile)),
        text_cell(sheet, row.email or ""),
        text_cell(sheet, district or ""),
        text_cell(sheet, str(state)),
        row.waiting_no,
        position,
        text_cell(sheet, str(CHANNELS[row.channel])),
        _dated(sheet, _wall(row.requested_at), A_MOMENT),
        _dated(sheet, _wall(row.confirmed_at), A_MOMENT),
        _dated(sheet, _wall(row.ended_at), A_MOMENT),
        text_cell(sheet, row.end_reason),
    ]


def text_cell(sheet: Any, text: str) -> Any:
    """Text and nothing else: what begins like a formula is never calculated, not even
    after somebody edits the cell. Characters that a workbook can't hold are left out.
    """
    cell: Any = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if text.startswith(MAY_BE_FORMULA):
        cell.number_format = "@"
        cell.quotePrefix = True
    return cell


def _heading_cell(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _dated(sheet: Any, value: date | datetime | None, number_format: str) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = number_format
    return cell


def _wall(instant: datetime | None) -> datetime | None:
    """As it stood on the clock in Seoul: a workbook knows no time zones."""
    return instant and instant.astimezone(SEOUL).replace(tzinfo=None)
