"""How long one waits after wrong passwords: a guesser for ever, an owner briefly."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from app.exceptions import DomainError

FREE_TRIES = 5
"""So many wrong ones in a row cost nothing yet."""
LONGEST_MINUTES = 15
FORGOTTEN_AFTER = timedelta(days=1)
"""So long after the last wrong one, counting begins anew."""


class SlowedDown(DomainError):
    """Too many wrong passwords; `minutes` until the next is looked at."""


def waiting_minutes(failures: int) -> int:
    """1 after the fifth wrong one in a row, then 2, 4, 8, and 15 from there on."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, LONGEST_MINUTES.bit_length())
    return int(min(2**doublings, LONGEST_MINUTES))


def demand_turn(*, failures: int, failed_at: datetime, now: datetime) -> None:
    """Raises SlowedDown while the wait after the last wrong one lasts."""
    left = failed_at + timedelta(minutes=waiting_minutes(failures)) - now
    if left > timedelta():
        raise SlowedDown(minutes=math.ceil(left / timedelta(minutes=1)))
