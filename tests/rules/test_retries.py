"""A failed delivery is tried again, less and less often, and in the end no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.notifications.retries import ATTEMPTS, next_try

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_each_wait_is_longer_than_the_one_before() -> None:
    tries = [next_try(n, now=NOW) for n in range(1, ATTEMPTS)]

    assert tries[0] == NOW + timedelta(minutes=1)
    assert all(a < b for a, b in pairwise(tries) if a and b)


def test_after_the_last_try_there_is_none() -> None:
    assert next_try(ATTEMPTS, now=NOW) is None
