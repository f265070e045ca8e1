"""The school's wall clock: Asia/Seoul. Pure, so that rules may use it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def seoul_date(instant: datetime) -> date:
    """The date on the wall in Seoul at this instant."""
    return instant.astimezone(SEOUL).date()


def month_of(instant: datetime) -> str:
    """The month on the wall in Seoul, e.g. ``2026-03``."""
    return f"{seoul_date(instant):%Y-%m}"


def next_month(month: str, by: int = 1) -> str:
    """The month so many later (or, below zero, earlier)."""
    year, number = int(month[:4]), int(month[5:])
    years, rest = divmod(year * 12 + number - 1 + by, 12)
    return f"{years:04d}-{rest + 1:02d}"


def begins_at(month: str) -> datetime:
    """The first instant of a month in Seoul."""
    return datetime(int(month[:4]), int(month[5:]), 1, tzinfo=SEOUL)


def ends_at(month: str) -> datetime:
    """The first instant that is no longer in it."""
    return begins_at(next_month(month))
