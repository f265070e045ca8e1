"""What may still be changed about a run, and who operates a school."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.courses.changes import (
    CapacityBelowSeats,
    Change,
    ConfirmationNeeded,
    FixedOncePublished,
    Life,
    ReasonNeeded,
    RunIsCancelled,
    RunIsOver,
    check_cancel,
    check_change,
)
from app.exceptions import DomainError
from app.places.operators import OperatorTooEarly, last_day_before

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def life(*, published: bool = True, cancelled: bool = False, seats: int = 0) -> Life:
    return Life(
        published_at=NOW if published else None,
        cancelled_at=NOW if cancelled else None,
        ends_on=date(2026, 3, 31),
        seats_taken=seats,
    )


def test_a_draft_takes_every_change() -> None:
    change: Change = {"fee_won": (None, 0), "starts_on": (None, TODAY)}

    check_change(life(published=False), change, capacity=None, confirmed=False)


@pytest.mark.parametrize(
    ("change", "capacity", "confirmed", "refusal"),
    [
        ({"fee_won": (0, 5000)}, 15, True, FixedOncePublished),
        ({"completion_percent": (80, 70)}, 15, True, FixedOncePublished),
        ({"starts_on": (1, 2)}, 15, False, ConfirmationNeeded),
        ({"windows": (1, 2)}, 15, False, ConfirmationNeeded),
        ({"capacity": (15, 12)}, 12, False, ConfirmationNeeded),
        ({"capacity": (15, 9)}, 9, True, CapacityBelowSeats),
    ],
)
def test_a_published_run_keeps_its_terms(
    change: Change, capacity: int, confirmed: bool, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        check_change(life(seats=10), change, capacity=capacity, confirmed=confirmed)


def test_a_published_run_takes_what_nobody_relied_on() -> None:
    check_change(life(seats=10), {"venue": ("1", "2")}, capacity=10, confirmed=False)
    check_change(life(seats=10), {"capacity": (15, 10)}, capacity=10, confirmed=True)


def test_a_cancelled_run_takes_no_change() -> None:
    with pytest.raises(RunIsCancelled):
        check_change(life(cancelled=True), {}, capacity=15, confirmed=True)


@pytest.mark.parametrize(
    ("stand", "reason", "today", "refusal"),
    [
        (life(cancelled=True), "사정", TODAY, RunIsCancelled),
        (life(), "사정", date(2026, 4, 1), RunIsOver),
        (life(), "  ", TODAY, ReasonNeeded),
    ],
)
def test_a_run_is_called_off_once_in_time_and_with_a_reason(
    stand: Life, reason: str, today: date, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        check_cancel(stand, reason=reason, today=today)


def test_the_former_operator_ends_on_the_day_before() -> None:
    assert last_day_before(date(2026, 1, 1), others=[date(2020, 1, 1)]) == date(
        2025, 12, 31
    )
    with pytest.raises(OperatorTooEarly):
        last_day_before(date(2020, 1, 1), others=[date(2020, 1, 1)])
