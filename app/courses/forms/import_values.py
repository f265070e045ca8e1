"""Columns and values of a workbook as a reader expects them."""

from __future__ import annotations

import enum
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.courses.forms.labels import LEVELS, METHODS, RESIDENCES
from app.courses.importing import columns
from app.seoul import SEOUL

COLUMN_NAMES: dict[str, LazyString] = {
    "연도": _l("year"),
    "자치구": _l("district"),
    "운영기관": _l("operator"),
    "과정명": _l("course"),
    "분야": _l("trade"),
    "단계": _l("level"),
    "기수": _l("cohort"),
    "교육시작일": _l("first day"),
    "교육종료일": _l("last day"),
    "요일": _l("weekdays"),
    "시간": _l("time of day"),
    "회차": _l("number of classes"),
    "총시간": _l("hours in total"),
    "정원": _l("seats"),
    "대기정원": _l("places on the waiting list"),
    "선발방법": _l("how people are selected"),
    "신청시작": _l("applications open"),
    "신청마감": _l("applications close"),
    "교육장소": _l("venue"),
    "대상": _l("who it is for"),
    "최대연령": _l("highest age"),
    "거주요건": _l("where they must live"),
    "선수과정": _l("courses required before"),
    "필수모듈": _l("required modules"),
    "수강료": _l("fee"),
    "재료비": _l("materials"),
    "수료출석률": _l("attendance needed to complete"),
    "문의처": _l("whom to ask"),
    "비고": _l("note"),
}


def column_name(heading: str) -> str:
    """정원, or for an English reader “Seats (정원)”."""
    if formats.english() and heading in COLUMN_NAMES:
        name = str(COLUMN_NAMES[heading])
        return f"{name[:1].upper()}{name[1:]} ({heading})"
    return heading


_LABELS: dict[enum.Enum, LazyString] = dict(
    chain[tuple[enum.Enum, LazyString]](
        LEVELS.items(), METHODS.items(), RESIDENCES.items()
    )
)


def shown(column: str, value: Any) -> str:
    """A value as a reader of this column expects it."""
    if value is None and column in ("대기정원", "최대연령"):
        return str(_("no limit"))
    if value is None or value in ("", (), (None, None)):
        return str(_("blank"))
    if isinstance(value, enum.Enum):
        return str(_LABELS[value])
    if isinstance(value, date):
        return _date(column, value)
    if isinstance(value, tuple):
        return _several(column, value)
    return _by_column(column, value)


def _date(column: str, value: date) -> str:
    if not isinstance(value, datetime):
        return formats.day(value, year=True)
    return _deadline(value) if column == columns.CLOSES else _instant(value)


def _several(column: str, value: tuple[Any, ...]) -> str:
    if column == columns.SPAN:
        return "~".join(formats.hour(hour) for hour in value)
    return ", ".join(value)


def _by_column(column: str, value: str | int) -> str:
    if isinstance(value, str):
        return formats.weekdays(value) if column == "요일" else value
    if column in ("수강료", "재료비"):
        return formats.won(value)
    if column == "총시간":
        return formats.hours(value)
    return f"{value}%" if column == "수료출석률" else str(value)


def _instant(value: datetime) -> str:
    return formats.moment(value, year=True)


def _deadline(value: datetime) -> str:
    """The last day is named: midnight is 24:00 of the day before."""
    wall = value.astimezone(SEOUL)
    if wall.time() == time.min:
        return f"{formats.day(wall.date() - timedelta(days=1), year=True)} 24:00"
    return _instant(value)
