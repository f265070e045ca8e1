"""A certificate's number and the year it counts in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.certificates.numbering import certificate_number, certificate_year


@pytest.mark.parametrize(
    ("serial", "number"),
    [
        (1, "제 2026-001호"),
        (14, "제 2026-014호"),
        (999, "제 2026-999호"),
        (1014, "제 2026-1014호"),
    ],
)
def test_the_serial_has_three_digits_or_more(serial: int, number: str) -> None:
    assert certificate_number(2026, serial) == number


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2026, 12, 31, 14, 59, tzinfo=UTC), 2026),  # 23:59 in Seoul
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), 2027),  # midnight in Seoul
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), 2026),
    ],
)
def test_the_year_is_the_one_on_the_wall_in_seoul(now: datetime, year: int) -> None:
    assert certificate_year(now) == year
