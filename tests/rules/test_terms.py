"""Half-years, and days counted in months."""

from __future__ import annotations

from datetime import date

import pytest

from app.enrollment.terms import Term, months_after, term_of

SPRING = Term(date(2026, 1, 1), date(2026, 7, 1))
AUTUMN = Term(date(2026, 7, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 1, 1), SPRING),
        (date(2026, 6, 30), SPRING),
        (date(2026, 7, 1), AUTUMN),
        (date(2026, 12, 31), AUTUMN),
    ],
)
def test_a_term_is_half_a_year(day: date, term: Term) -> None:
    assert term_of(day) == term


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 12), 6, date(2026, 9, 12)),
        (date(2026, 11, 24), 6, date(2027, 5, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),  # the month's last day
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later
