"""Cells that hold a day, an instant, a span of hours or days of the week."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from app.courses.importing.cells import (
    Cell,
    CellRefused,
    Reading,
    Remark,
    RemarkKind,
    plain,
    sound,
    written,
)
from app.seoul import SEOUL

WEEKDAYS = "월화수목금토일"
WHOLE_WEEKS = {"평일": "01234", "주말": "56", "매일": "0123456"}
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOON = 12
EARLIEST_PLAIN_HOUR = 7
"""An earlier hour without 오전, 오후 or a leading nought could mean the afternoon."""


class NotADate(CellRefused):
    """No date in a form we know."""


class NoSuchDay(CellRefused):
    """A date that no calendar has, or of another century."""


class WrongWeekday(CellRefused):
    """The date falls on another weekday than the one written beside it."""


class HourNotExpected(CellRefused):
    """An hour where only a day belongs."""


class NotATimeSpan(CellRefused):
    """Not from one hour to another."""


class HalfOfDayUnclear(CellRefused):
    """2시: in the night or in the afternoon?"""


class SpanBackwards(CellRefused):
    """It ends before it begins."""


class NotWeekdays(CellRefused):
    """No days of the week."""


_WEEKDAY = r"(?: ?\( ?(?P<weekday>[월화수목금토일])(?:요일)? ?\))?\.?"
_FULL = re.compile(
    rf"(?P<year>\d{{4}}) ?[.\-/년] ?(?P<month>\d{{1,2}}) ?[.\-/월] ?"
    rf"(?P<day>\d{{1,2}}) ?[일.]?{_WEEKDAY}",
    re.ASCII,
)
_EIGHT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_SHORT = re.compile(
    rf"(?P<month>\d{{1,2}}) ?[.\-/월] ?(?P<day>\d{{1,2}}) ?[일.]?{_WEEKDAY}",
    re.ASCII,
)
_HOUR = (
    r"(?P<{n}half>오전|아침|낮|오후|저녁|AM|PM)? ?(?P<{n}hour>\d{{1,2}})"
    r"(?: ?: ?(?P<{n}minute>\d{{2}})(?::00)?"
    r"| ?시(?: ?(?P<{n}past>\d{{1,2}}) ?분)?{bare})"
)
_ONE_HOUR = re.compile(_HOUR.format(n="", bare="") + "$", re.ASCII)
_SPAN = re.compile(
    _HOUR.format(n="a_", bare="|(?=.*시)")
    + r" ?(?:[~\-–—―〜∼−]|부터) ?"
    + _HOUR.format(n="b_", bare="")
    + r"(?: ?까지)?",
    re.ASCII,
)


def day(cell: Cell, *, year: int | None) -> Reading[date]:
    """A date; where it has no year, that of the row, and a remark says so."""
    value = sound(cell)
    if isinstance(value, datetime):
        if value.time() != time.min:
            raise HourNotExpected(value=written(value))
        return Reading(_in_our_time(value.date(), value))
    if isinstance(value, date):
        return Reading(_in_our_time(value, value))
    words = plain(str(value)) if _is_whole(value) else plain(value)
    return _typed_day(words, year, value)


def opening(cell: Cell, *, year: int | None) -> Reading[datetime]:
    """신청시작 as an instant. A day alone begins at midnight (민법 제157조 단서)."""
    instant, whole_day, remarks = _instant_of(cell, year)
    if whole_day:
        said = {"value": written(cell.value)}
        remarks = (*remarks, Remark(RemarkKind.OPENS_AT_MIDNIGHT, said))
    return Reading(instant, remarks)


def closing(cell: Cell, *, year: int | None) -> Reading[datetime]:
    """신청마감 as an instant, exclusive. A day alone counts whole (민법 제159조)."""
    instant, whole_day, remarks = _instant_of(cell, year)
    if whole_day:
        said = {"value": written(cell.value)}
        remarks = (*remarks, Remark(RemarkKind.CLOSES_AT_END_OF_DAY, said))
        instant += timedelta(days=1)
    return Reading(instant, remarks)


def time_span(cell: Cell) -> Reading[tuple[time, time]]:
    """시간: 14:00~17:00, 오후 2시~5시, 10시~12시 30분."""
    value = sound(cell)
    match = _SPAN.fullmatch(plain(value).upper())
    if match is None:
        raise NotATimeSpan(value=written(value))
    half = match["a_half"]
    begins = _minute_of_day(match, "a_", value, half=half)
    # “오후 2시~5시”: the afternoon holds for both. “오전 10시~12시” ends at noon.
    ends = _minute_of_day(match, "b_", value, half=match["b_half"] or half)
    if ends >= 24 * 60:
        raise NotATimeSpan(value=written(value))
    if ends <= begins:
        raise SpanBackwards(value=written(value))
    return Reading((_clock_time(begins), _clock_time(ends)))


def weekdays(cell: Cell) -> Reading[str]:
    """요일 as digits, Monday 0: 화·목, 화, 목, 화목, 화요일, 월~금, 평일."""
    value = sound(cell)
    words = re.sub(r"^매주|요일|[\s·,/()]|및", "", plain(value))
    if words in WHOLE_WEEKS:
        return Reading(WHOLE_WEEKS[words])
    span = re.fullmatch(rf"([{WEEKDAYS}])[~\-–〜∼]([{WEEKDAYS}])", words)
    if span is not None:
        first, last = WEEKDAYS.index(span[1]), WEEKDAYS.index(span[2])
        if first >= last:
            raise NotWeekdays(value=written(value))
        return Reading("".join(str(i) for i in range(first, last + 1)))
    if not words or set(words) - set(WEEKDAYS):
        raise NotWeekdays(value=written(value))
    return Reading("".join(str(i) for i, name in enumerate(WEEKDAYS) if name in words))


def _typed_day(words: str, year: int | None, value: object) -> Reading[date]:
    match = _FULL.fullmatch(words) or _EIGHT.fullmatch(words)
    remarks: tuple[Remark, ...] = ()
    if match is not None:
        year = int(match["year"])
    else:
        match = _SHORT.fullmatch(words)
        if match is None or year is None:
            raise NotADate(value=written(value))
        said = {"value": written(value), "year": str(year)}
        remarks = (Remark(RemarkKind.YEAR_TAKEN, said),)
    try:
        on = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise NoSuchDay(value=written(value)) from None
    weekday = match.groupdict().get("weekday")
    if weekday is not None and WEEKDAYS[on.weekday()] != weekday:
        raise WrongWeekday(value=written(value), day=on)
    return Reading(_in_our_time(on, value), remarks)


def _instant_of(
    cell: Cell, year: int | None
) -> tuple[datetime, bool, tuple[Remark, ...]]:
    """The instant, whether only its day was written, and what was inferred."""
    value = sound(cell)
    if isinstance(value, datetime):
        _in_our_time(value.date(), value)
        return value.replace(tzinfo=SEOUL), value.time() == time.min, ()
    words = re.sub(r" ?(?:까지|부터)$", "", plain(value))
    match = _ONE_HOUR.search(words.upper())
    if match is None or match.start() == 0:
        reading = day(Cell(words) if words else cell, year=year)
        return _instant(reading.value, 0), True, reading.remarks
    before = re.sub(r"[ T,]+$", "", words[: match.start()])
    reading = _typed_day(before, year, value)
    minute = _minute_of_day(match, "", value, half=match["half"])
    return _instant(reading.value, minute), False, reading.remarks


def _minute_of_day(
    match: re.Match[str], name: str, value: object, *, half: str | None
) -> int:
    """Minutes since midnight.

    Raises HalfOfDayUnclear where the words leave morning or afternoon open.
    """
    typed = match[f"{name}hour"]
    hour = int(typed)
    minute = int(match[f"{name}minute"] or match[f"{name}past"] or 0)
    if minute >= 60 or hour > 24 or (hour == 24 and minute):  # noqa: PLR2004
        raise NotATimeSpan(value=written(value))
    if half is None:
        if 0 < hour < EARLIEST_PLAIN_HOUR and not typed.startswith("0"):
            raise HalfOfDayUnclear(value=written(value))
    elif hour > NOON or hour == 0:
        raise NotATimeSpan(value=written(value))
    elif half in ("오후", "낮", "저녁", "PM") and hour < NOON:
        hour += NOON
    elif half in ("오전", "아침", "AM") and hour == NOON and match[f"{name}half"]:
        raise HalfOfDayUnclear(value=written(value))  # 오전 12시: noon or midnight?
    return hour * 60 + minute


def _in_our_time(on: date, value: object) -> date:
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise NoSuchDay(value=written(value))
    return on


def _instant(on: date, minute: int) -> datetime:
    return datetime.combine(on, time.min, SEOUL) + timedelta(minutes=minute)


def _clock_time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _is_whole(value: object) -> bool:
    """20220826 typed as a number."""
    return isinstance(value, int) and not isinstance(value, bool)
