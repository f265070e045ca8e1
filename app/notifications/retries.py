"""When a failed delivery is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
"""How long one delivery holds a message; longer than its network time-outs."""
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
ATTEMPTS = len(WAITS) + 1
"""After so many tries, spread over about a day, the message has failed."""


def next_try(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None when it has failed."""
    if attempts > len(WAITS):
        return None
    return now + WAITS[attempts - 1]
