"""From nine in the evening to eight in the morning nothing is sent that can wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.quiet_hours import QuietHours
from tests.support.time import seoul

NIGHT = QuietHours(21, 8)
EIGHT = seoul(2026, 3, 3, 8)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (seoul(2026, 3, 2, 20, 59), seoul(2026, 3, 2, 20, 59)),
        (seoul(2026, 3, 2, 21), EIGHT),
        (seoul(2026, 3, 2, 23, 59), EIGHT),
        (seoul(2026, 3, 3, 0), EIGHT),
        (seoul(2026, 3, 3, 7, 59), EIGHT),
        (EIGHT, EIGHT),
        (seoul(2026, 12, 31, 22), seoul(2027, 1, 1, 8)),
    ],
)
def test_what_can_wait_waits_for_the_morning(at: datetime, due: datetime) -> None:
    assert NIGHT.after(at) == due
    assert NIGHT.after(at.astimezone(UTC)) == due


@pytest.mark.parametrize(
    ("not_after", "due"),
    [
        (EIGHT - timedelta(minutes=1), seoul(2026, 3, 2, 22)),
        (EIGHT, seoul(2026, 3, 2, 22)),
        (EIGHT + timedelta(minutes=1), EIGHT),
    ],
)
def test_what_must_be_there_before_the_morning_goes_at_once(
    not_after: datetime, due: datetime
) -> None:
    assert NIGHT.after(seoul(2026, 3, 2, 22), not_after=not_after) == due


def test_hours_may_lie_within_a_day_or_be_none_at_all() -> None:
    noon = seoul(2026, 3, 2, 12)

    assert QuietHours(12, 14).after(noon) == seoul(2026, 3, 2, 14)
    assert QuietHours(12, 14).after(seoul(2026, 3, 2, 14)) == seoul(2026, 3, 2, 14)
    assert QuietHours(0, 0).after(noon) == noon
