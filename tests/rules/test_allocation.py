"""Who gets a seat, who waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.kinds import SelectionMethod
from app.enrollment.allocation import (
    Arrival,
    EnrollmentStatus,
    MethodNotBuilt,
    Seats,
    first_come,
    move_up,
    rule_for,
)

SEAT, LINE = EnrollmentStatus.CONFIRMED, EnrollmentStatus.WAITING


def seats(taken: int, waiting: int = 0, limit: int | None = 2) -> Seats:
    return Seats(capacity=3, taken=taken, waiting=waiting, waiting_limit=limit)


@pytest.mark.parametrize(
    ("taken", "waiting", "expected"),
    [
        (2, 0, SEAT),
        (3, 0, LINE),
        (2, 1, LINE),  # a freed seat belongs to who waits
        (3, 2, None),  # neither seat nor waiting number
    ],
)
def test_the_next_one(
    taken: int, waiting: int, expected: EnrollmentStatus | None
) -> None:
    (outcome,) = first_come(seats(taken, waiting), [Arrival(7)])

    assert (outcome.key, outcome.status) == (7, expected)


def test_arrivals_are_placed_one_after_the_other() -> None:
    outcomes = first_come(seats(taken=2), [Arrival(i) for i in range(5)])

    assert [o.status for o in outcomes] == [SEAT, LINE, LINE, None, None]


def test_without_a_limit_everybody_may_wait() -> None:
    outcomes = first_come(seats(taken=3, limit=None), [Arrival(i) for i in range(50)])

    assert {o.status for o in outcomes} == {LINE}


def test_two_together_wait_where_one_seat_is_free_and_nobody_passes_them() -> None:
    outcomes = first_come(seats(taken=2, limit=None), [Arrival(1, size=2), Arrival(2)])

    assert [o.status for o in outcomes] == [LINE, LINE]


@given(
    capacity=st.integers(0, 8),
    limit=st.none() | st.integers(0, 5),
    sizes=st.lists(st.integers(1, 3), max_size=20),
)
def test_nothing_is_ever_oversold(
    capacity: int, limit: int | None, sizes: list[int]
) -> None:
    arrivals = [Arrival(i, size) for i, size in enumerate(sizes)]
    empty = Seats(capacity=capacity, taken=0, waiting=0, waiting_limit=limit)

    outcomes = first_come(empty, arrivals)

    taken = sum(sizes[o.key] for o in outcomes if o.status is SEAT)
    waiting = sum(sizes[o.key] for o in outcomes if o.status is LINE)
    assert taken <= capacity
    assert limit is None or waiting <= limit
    assert [o.key for o in outcomes] == list(range(len(sizes)))


def test_the_line_moves_from_its_head() -> None:
    line = [Arrival(5), Arrival(3), Arrival(9)]

    assert move_up(2, line) == [5, 3]
    assert move_up(0, line) == []


def test_who_needs_two_seats_is_not_passed_over() -> None:
    assert move_up(1, [Arrival(1, size=2), Arrival(2)]) == []


def test_first_come_is_built_and_the_others_say_so() -> None:
    assert rule_for(SelectionMethod.FIRST_COME) is first_come
    for method in (SelectionMethod.LOTTERY, SelectionMethod.SCREENING, None):
        with pytest.raises(MethodNotBuilt):
            rule_for(method)
