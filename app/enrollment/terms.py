"""A term is half a year; a course belongs to the one in which it begins."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

JULY = 7


@dataclass(frozen=True)
class Term:
    """January to June, or July to December."""

    first_day: date
    next_first_day: date
    """When the next term begins."""


def term_of(day: date) -> Term:
    if day.month < JULY:
        return Term(date(day.year, 1, 1), date(day.year, JULY, 1))
    return Term(date(day.year, JULY, 1), date(day.year + 1, 1, 1))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day
    (민법 제160조제3항)."""
    years, rest = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, rest + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
