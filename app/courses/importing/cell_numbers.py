"""Cells that hold a number with its Korean unit: 40명, 만 55세 이하, 3만 원, 80%."""

from __future__ import annotations

import re
from datetime import time, timedelta

from app.courses.importing.cells import (
    NO_LIMIT,
    Cell,
    CellRefused,
    Reading,
    Remark,
    RemarkKind,
    plain,
    sound,
    squeezed,
    written,
)


class NotANumber(CellRefused):
    """No number, or not one alone (약 40명, 15~20명)."""


class NotWhole(CellRefused):
    """A fraction where only a whole number makes sense."""


class OutOfRange(CellRefused):
    """Below `low` or above `high`."""


class NotMoney(CellRefused):
    """No amount in won."""


class NotAPercent(CellRefused):
    """No percentage from 1 to 100."""


class PercentUnclear(CellRefused):
    """1 without a percent sign: 1 % or 100 %?"""


class NotHours(CellRefused):
    """No number of hours."""


class NotAnAge(CellRefused):
    """No highest age."""


YEARS = (2000, 2100)
COUNTS = (1, 9999)
AGES = (1, 120)
MOST_WON = 100_000_000
MOST_MINUTES = 5000 * 60
FREE = frozenset({"무료", "전액지원", "전액무료", "없음", "면제"})
NONE_AT_ALL = frozenset({"없음", "안받음", "받지않음"})


def year(cell: Cell) -> Reading[int]:
    """연도: 2022 or 2022년."""
    return Reading(_within(_number(cell, "년|년도"), YEARS, cell))


def cohort(cell: Cell) -> Reading[int]:
    """기수: 1, 1기 or 제1기."""
    return Reading(_within(_number(cell, "기", before="제"), COUNTS, cell))


def count(cell: Cell) -> Reading[int]:
    """정원, 회차: 40, 40명, 10회."""
    return Reading(_within(_number(cell, "명|인|회|회차|차시|차"), COUNTS, cell))


def waiting_limit(cell: Cell) -> Reading[int | None]:
    """대기정원: a number from 0, or 제한 없음, which is None."""
    words = squeezed(sound(cell))
    if words in NO_LIMIT:
        return Reading(None)
    if words in NONE_AT_ALL:
        return Reading(0)
    return Reading(_within(_number(cell, "명|인"), (0, COUNTS[1]), cell))


def max_age(cell: Cell) -> Reading[int | None]:
    """최대연령, inclusive: 55, 55세, 만 55세 이하; 미만 is one less; 제한 없음."""
    value = sound(cell)
    if squeezed(value) in NO_LIMIT:
        return Reading(None)
    if not isinstance(value, str):
        return Reading(_within(_number(cell, ""), AGES, cell))
    match = re.fullmatch(
        r"만?(\d{1,3})(?:세(?:까지|(이하|미만))?)?", squeezed(value), re.ASCII
    )
    if match is None:
        raise NotAnAge(value=written(value))
    age = int(match[1])
    if match[2] != "미만":
        return Reading(_within(age, AGES, cell))
    highest = _within(age - 1, AGES, cell)
    said = {"value": written(value), "age": str(highest)}
    return Reading(highest, (Remark(RemarkKind.UNDER_AGE, said),))


def percent(cell: Cell) -> Reading[int]:
    """수료출석률 in percent: 80%, 80, 0.8, or a cell shown as a percentage.

    Raises PercentUnclear for a bare 1, else NotAPercent.
    """
    value = sound(cell)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number, with_sign = (float(value) if _is_small(value) else -1.0), False
    else:
        pattern = r"(\d{1,3}|0?\.\d{1,4})(%|퍼센트|프로)?(?:이상)?"
        match = re.fullmatch(pattern, squeezed(value), re.ASCII)
        number, with_sign = (float(match[1]), bool(match[2])) if match else (-1.0, True)
    if number == 1 and not (with_sign or cell.as_percent):
        raise PercentUnclear(value=written(value))
    if not with_sign and (cell.as_percent or 0 < number < 1):
        number *= 100
    # 0.57 * 100 is 56.99999999999999; a thousandth of a percent is nobody's rule.
    whole = round(number)
    if not 1 <= whole <= 100 or abs(number - whole) > 0.001:  # noqa: PLR2004
        raise NotAPercent(value=written(value))
    return Reading(whole)


def money(cell: Cell) -> Reading[int]:
    """수강료, 재료비 in won: 30000, 30,000원, 3만 원, 무료, 전액 지원."""
    value = sound(cell)
    words = squeezed(value)
    if words in FREE:
        said = Remark(RemarkKind.FREE_OF_CHARGE, {"value": written(value)})
        return Reading(0, () if words == "무료" else (said,))
    if not isinstance(value, str):
        return Reading(_within(_number(cell, ""), (0, MOST_WON), cell))
    match = re.fullmatch(
        r"[₩\\￦]?(?:(\d{1,4})만)?(\d{1,3}(?:,\d{3})+|\d{1,9})?원?", words, re.ASCII
    )
    if match is None or not (match[1] or match[2]):
        raise NotMoney(value=written(value))
    won = int(match[1] or 0) * 10_000 + int((match[2] or "0").replace(",", ""))
    return Reading(_within(won, (0, MOST_WON), cell))


def minutes(cell: Cell) -> Reading[int]:
    """총시간 in minutes: 10, 10시간, 10시간 30분, 1.5, or a length of time."""
    value = sound(cell)
    if isinstance(value, bool):
        raise NotHours(value=written(value))
    if isinstance(value, time):
        total = value.hour * 60.0 + value.minute + value.second / 60
    elif isinstance(value, timedelta):
        total = value.total_seconds() / 60
    elif isinstance(value, (int, float)):
        total = float(value) * 60 if _is_small(value) else -1.0
    else:
        total = _typed_minutes(plain(value))
    if total < 1 or abs(total - round(total)) > 0.01:  # noqa: PLR2004 - of a minute
        raise NotHours(value=written(value))
    return Reading(_within(round(total), (1, MOST_MINUTES), cell))


def _typed_minutes(words: str) -> float:
    """Minutes, or -1 where the words are not hours."""
    match = re.fullmatch(
        r"(?:총 ?)?(\d{1,5}(?:\.\d{1,2})?) ?(?:시간(?: ?(\d{1,2}) ?분)?|h)?",
        words,
        re.ASCII,
    )
    if match is None:
        return -1.0
    return float(match[1]) * 60 + int(match[2] or 0)


def _number(cell: Cell, units: str, *, before: str = "") -> int:
    """The whole number in the cell, with one of the units (`|` between) or none."""
    value = sound(cell)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise NotANumber(value=written(value))
    if isinstance(value, str):
        pattern = rf"(?:{before})?(\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})(?:{units})?"
        match = re.fullmatch(pattern, squeezed(value), re.ASCII)
        if match is None:
            raise NotANumber(value=written(value))
        return int(match[1].replace(",", ""))
    if not _is_small(value):
        raise NotANumber(value=written(value))
    if value != int(value):
        raise NotWhole(value=written(value))
    return int(value)


def _is_small(value: int | float) -> bool:
    """Neither infinite, nor no number, nor beyond what a column holds."""
    return -1e9 < value < 1e9  # noqa: PLR2004 - false for nan too


def _within(number: int, bounds: tuple[int, int], cell: Cell) -> int:
    low, high = bounds
    if not low <= number <= high:
        raise OutOfRange(value=written(cell.value), low=low, high=high)
    return number
