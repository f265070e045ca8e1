"""Since when a school has been operated by whom: dated facts, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.exceptions import DomainError


class OperatorTooEarly(DomainError):
    """An operator began on or after that day already (`since`)."""


def last_day_before(since: date, *, others: Iterable[date]) -> date:
    """The last day of whoever operates the school until then.

    Raises OperatorTooEarly where another operator began on that day or later:
    certificates name the operator of their day, so the past stays.
    """
    latest = max(others, default=None)
    if latest is not None and since <= latest:
        raise OperatorTooEarly(since=latest.isoformat())
    return since - timedelta(days=1)
