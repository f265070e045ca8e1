"""Moving somebody in a line: who stands where afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.enrollment import line
from app.enrollment.line import Shift, shifts

LINE = [11, 12, 13, 14, 15]


def test_who_moves_up_pushes_those_whom_she_passes_down_by_one() -> None:
    assert shifts(LINE, key=14, to=2) == [
        Shift(14, before=4, after=2),
        Shift(12, before=2, after=3),
        Shift(13, before=3, after=4),
    ]


def test_who_moves_down_lets_those_behind_her_up() -> None:
    assert shifts(LINE, key=11, to=3) == [
        Shift(12, before=2, after=1),
        Shift(13, before=3, after=2),
        Shift(11, before=1, after=3),
    ]


@pytest.mark.parametrize("to", [0, -1, 6])
def test_there_is_no_position_outside_the_line(to: int) -> None:
    with pytest.raises(line.PositionUnknown) as caught:
        shifts(LINE, key=11, to=to)

    assert caught.value.facts == {"last": 5}


def test_staying_where_she_is_is_no_move() -> None:
    with pytest.raises(line.SamePosition):
        shifts(LINE, key=13, to=3)


def test_who_does_not_wait_has_no_position() -> None:
    with pytest.raises(line.NotWaiting):
        shifts(LINE, key=99, to=1)


@given(st.data())
def test_nobody_is_lost_and_the_others_keep_their_order(data: st.DataObject) -> None:
    people = data.draw(st.lists(st.integers(), min_size=2, unique=True))
    key = data.draw(st.sampled_from(people))
    others = [p for p in range(1, len(people) + 1) if p != people.index(key) + 1]
    to = data.draw(st.sampled_from(others))

    after = list(people)
    for shift in shifts(people, key=key, to=to):
        assert people[shift.before - 1] == shift.key
        after[shift.after - 1] = shift.key

    assert sorted(after) == sorted(people)
    assert after.index(key) == to - 1
    assert [p for p in after if p != key] == [p for p in people if p != key]
