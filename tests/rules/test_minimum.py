"""How many people a run needs to be held, and whether too few have come."""

from __future__ import annotations

import pytest

from app.courses.minimum import (
    MinimumAboveCapacity,
    check_minimum,
    people_missing,
    people_needed,
)
from app.courses.state import RunState


def missing_of(
    state: RunState,
    *,
    begun: bool = False,
    decided: bool = False,
    needed: int | None = 6,
    taken: int = 0,
) -> int:
    return people_missing(
        state, begun=begun, decided=decided, needed=needed, taken=taken
    )


@pytest.mark.parametrize(
    ("capacity", "minimum", "percent", "needed"),
    [
        (12, None, 50, 6),
        (15, None, 50, 8),  # a half person rounds up
        (15, None, 70, 11),
        (10, None, 33, 4),
        (1, None, 50, 1),
        (12, 8, 50, 8),  # its own number goes before the policy's
        (12, 2, 50, 2),
        (None, 8, 50, 8),
        (None, None, 50, None),
    ],
)
def test_people_needed(
    capacity: int | None, minimum: int | None, percent: int, needed: int | None
) -> None:
    assert people_needed(capacity=capacity, minimum=minimum, percent=percent) == needed


@pytest.mark.parametrize(
    ("taken", "missing"), [(0, 6), (5, 1), (6, 0), (7, 0), (12, 0)]
)
@pytest.mark.parametrize("state", [RunState.OPEN, RunState.CLOSED])
def test_an_undecided_run_is_short_below_its_minimum(
    state: RunState, taken: int, missing: int
) -> None:
    assert missing_of(state, taken=taken) == missing


@pytest.mark.parametrize(
    "state",
    [
        RunState.DRAFT,
        RunState.UPCOMING,
        RunState.RUNNING,
        RunState.FINISHED,
        RunState.CANCELLED,
    ],
)
def test_nothing_is_missing_before_people_can_come_or_once_it_is_settled(
    state: RunState,
) -> None:
    assert missing_of(state) == 0


def test_a_run_that_has_begun_is_held_though_late_seats_are_given() -> None:
    assert missing_of(RunState.OPEN, begun=True, taken=2) == 0


def test_nothing_is_missing_once_the_school_holds_it_anyway() -> None:
    assert missing_of(RunState.CLOSED, decided=True, taken=2) == 0


def test_without_a_known_minimum_nothing_is_missing() -> None:
    assert missing_of(RunState.OPEN, needed=None) == 0


@pytest.mark.parametrize(
    ("minimum", "capacity"), [(None, 5), (5, None), (5, 5), (1, 5), (None, None)]
)
def test_a_minimum_within_the_seats_is_taken(
    minimum: int | None, capacity: int | None
) -> None:
    check_minimum(minimum, capacity=capacity)


def test_more_people_than_seats_are_never_demanded() -> None:
    with pytest.raises(MinimumAboveCapacity) as refused:
        check_minimum(6, capacity=5)

    assert refused.value.facts == {"minimum": 6, "capacity": 5}
