"""When keeping ends, counted as the Civil Act counts months."""

from __future__ import annotations

from datetime import date

import pytest

from app.retention import Ending, RetentionRule
from tests.support.time import seoul


def rule(*, months: int | None = None, days: int | None = None) -> RetentionRule:
    return RetentionRule(kind="made", months=months, days=days, ending=Ending.DESTROY)


@pytest.mark.parametrize(
    ("begun", "months", "ends"),
    [
        (date(2026, 3, 2), 36, date(2029, 3, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 120, date(2034, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(
    begun: date, months: int, ends: date
) -> None:
    assert rule(months=months).ends_on(begun) == ends


def test_days_are_counted() -> None:
    assert rule(days=7).ends_on(date(2026, 2, 26)) == date(2026, 3, 5)


def test_what_began_on_the_last_day_of_its_time_is_due_and_the_next_day_is_not() -> (
    None
):
    before = rule(months=6).before(date(2026, 9, 2))

    assert before == seoul(2026, 3, 3, 0)


def test_without_a_period_nothing_ends() -> None:
    assert not rule().timed
    with pytest.raises(ValueError, match="no period"):
        rule().ends_on(date(2026, 3, 2))
