"""Until when people move up from a run's waiting list.

Who comes after the second class has missed what the others build on, so a list ends
with a class of the run; the run says with which, or else the policy does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from app.seoul import SEOUL

Class = tuple[datetime, datetime]
"""When a class begins, and when it ends."""


def last_second(day: date) -> datetime:
    """23:59:59 of this day in Seoul, the moment that deadlines name."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=SEOUL)


def list_ends_at(
    held: Sequence[Class], *, after: int, last_day: date | None
) -> datetime | None:
    """The end of the class with that number; of number 0, the start of the first.

    `held`: the classes in order, without those called off. A run that has fewer, or
    none with a date yet, keeps its list until its last day; None where not even that
    is known.
    """
    last = None if last_day is None else last_second(last_day)
    if len(held) < max(after, 1):
        return last
    end = held[after - 1][1] if after else held[0][0]
    return end if last is None else min(end, last)


def is_ended(ends_at: datetime | None, now: datetime) -> bool:
    """From the very moment on nobody moves up any more."""
    return ends_at is not None and now >= ends_at
