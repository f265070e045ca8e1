"""How far past lines came: said from five courses on, and else not at all."""

from __future__ import annotations

from datetime import date

import pytest

from app.enrollment.estimate import Estimate, compared_since, estimate


@pytest.mark.parametrize("runs", [0, 1, 4])
def test_of_few_courses_nothing_is_said(runs: int) -> None:
    assert estimate(got_in=runs, runs=runs) is None


def test_from_five_on_it_is_said_even_where_nobody_got_in() -> None:
    assert estimate(got_in=5, runs=6) == Estimate(got_in=5, runs=6)
    assert estimate(got_in=0, runs=5) == Estimate(got_in=0, runs=5)


def test_three_years_are_compared() -> None:
    assert compared_since(date(2026, 3, 2)) == date(2023, 3, 2)
    assert compared_since(date(2028, 2, 29)) == date(2025, 2, 28)
