"""A mailed link works once and for its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.links import (
    LinkExpired,
    LinkUsed,
    demand_live,
    hash_of,
    new_secret,
)

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_a_link_works_until_its_end() -> None:
    demand_live(expires_at=NOW + timedelta(seconds=1), used_at=None, now=NOW)

    with pytest.raises(LinkExpired):
        demand_live(expires_at=NOW, used_at=None, now=NOW)


def test_a_used_link_is_used_even_when_it_has_expired() -> None:
    with pytest.raises(LinkUsed):
        demand_live(expires_at=NOW, used_at=NOW - timedelta(hours=3), now=NOW)


def test_secrets_differ_and_their_hash_fits_the_column() -> None:
    first, second = new_secret(), new_secret()

    assert first != second
    assert len(hash_of(first)) == 64
