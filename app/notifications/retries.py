"""When a failed delivery is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
"""How long one delivery holds a message; longer than its network time-outs."""
BEGIN_WITHIN = LEASE / 2
"""Of those claimed together, the last is begun so early that its own delivery ends
before the lease does; what is left is given back."""
TOGETHER = 20
"""So many messages are claimed at once."""
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
WAITS_OF_TEXT = WAITS[:2]
"""Of a text that can go by e-mail as well: who has to answer soon must hear soon."""
PATIENCE_WITH_TEXTS = sum(WAITS_OF_TEXT, timedelta())
"""So old a text goes by e-mail where the gateway can't be reached at all."""
ATTEMPTS = len(WAITS) + 1
"""After so many tries, spread over about a day, the message has failed."""


def next_try(
    attempts: int, *, now: datetime, waits: tuple[timedelta, ...] = WAITS
) -> datetime | None:
    """When to try again after so many attempts; None when it has failed."""
    if attempts > len(waits):
        return None
    return now + waits[attempts - 1]
