"""How urgent a thing is, by the day on which it is due."""

from __future__ import annotations

import enum
from datetime import date, timedelta

AT_ONCE = timedelta(days=1)
A_WEEK = timedelta(days=7)


class Urgency(enum.Enum):
    """In the order of the page."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


def urgency_of(due: date | None, *, today: date) -> Urgency:
    """TODAY what is due by tomorrow, or late; THIS_WEEK what is due within seven
    days; LATER the rest, and what has no day yet."""
    if due is None or due > today + A_WEEK:
        return Urgency.LATER
    return Urgency.TODAY if due <= today + AT_ONCE else Urgency.THIS_WEEK
