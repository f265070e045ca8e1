"""Completion by HRD3: domain.md §3's worked rows, the boundaries, and what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attendance.hrd3 import Tally, credited, passes


def tally(
    scheduled: int, absent: int, events: int = 0, ahead: int = 0, percent: int = 80
) -> Tally:
    return Tally(
        scheduled=scheduled,
        attended=scheduled - absent - ahead,
        absent=absent,
        events=events,
        percent=percent,
    )


@pytest.mark.parametrize(
    ("days", "absent", "events", "expected", "passed"),
    [
        (20, 1, 7, 17, True),  # 19 − 2 = 17: 85 %; the excused day is among the 19
        (10, 1, 3, 8, True),  # 9 − 1 = 8: 80 %, the boundary
        (12, 2, 3, 9, False),  # 10 − 1 = 9: 75 %
        (12, 2, 2, 10, True),  # 83.3 %
    ],
)
def test_the_worked_rows(
    days: int, absent: int, events: int, expected: int, passed: bool
) -> None:
    standing = tally(days, absent, events)

    assert standing.credited == expected
    assert standing.passes is passed
    assert standing.impossible is not passed


@pytest.mark.parametrize(
    ("events", "expected"), [(0, 5), (2, 5), (3, 4), (5, 4), (6, 3)]
)
def test_three_events_cost_one_meeting(events: int, expected: int) -> None:
    assert credited(5, events) == expected


def test_exactly_the_percentage_passes_and_a_hair_less_does_not() -> None:
    assert passes(4, scheduled=5, percent=80)
    assert not passes(4, scheduled=5, percent=81)


def test_a_run_without_meetings_is_never_passed() -> None:
    empty = tally(0, 0)

    assert not empty.passes
    assert empty.absences_left == 0
    assert empty.rate_permille is None


def test_what_is_left_at_the_beginning_is_what_is_allowed() -> None:
    beginning = tally(12, 0, ahead=12)

    assert beginning.needed == 10
    assert beginning.absences_allowed == beginning.absences_left == 2
    assert not beginning.passes
    assert not beginning.impossible


def test_no_absence_left_is_not_yet_impossible() -> None:
    at_the_edge = tally(10, 2, ahead=5)

    assert at_the_edge.absences_left == 0
    assert not at_the_edge.impossible


def test_one_absence_more_makes_it_impossible() -> None:
    assert tally(10, 3, ahead=5).impossible


def test_the_rate_is_rounded_down() -> None:
    assert tally(7, 1).rate_permille == 857
    assert tally(2999, 600).rate_permille == 799  # 79.99 % is not 80.0 %


tallies = st.builds(
    lambda present, absent, ahead, percent, events: Tally(
        scheduled=present + absent + ahead,
        attended=present,
        absent=absent,
        events=min(events, present * 3),
        percent=percent,
    ),
    present=st.integers(0, 12),
    absent=st.integers(0, 6),
    ahead=st.integers(0, 12),
    percent=st.integers(1, 100),
    events=st.integers(0, 30),
)


def ended(standing: Tally, missed: int) -> Tally:
    """The run's end when so many of the meetings ahead are missed."""
    return Tally(
        scheduled=standing.scheduled,
        attended=standing.attended + standing.unmarked - missed,
        absent=standing.absent + missed,
        events=standing.events,
        percent=standing.percent,
    )


@given(tallies)
def test_absences_left_is_what_trying_every_number_finds(standing: Tally) -> None:
    survived = [
        missed
        for missed in range(standing.unmarked + 1)
        if ended(standing, missed).passes
    ]

    assert standing.absences_left == max(survived, default=0)
    assert standing.impossible is (not survived)


@given(tallies, st.integers(0, 3))
def test_what_is_enough_stays_enough(standing: Tally, events: int) -> None:
    if not standing.unmarked:
        return
    after = Tally(
        scheduled=standing.scheduled,
        attended=standing.attended + 1,
        absent=standing.absent,
        events=standing.events + events,
        percent=standing.percent,
    )

    assert after.passes or not standing.passes


@given(tallies)
def test_the_needed_number_is_the_smallest_that_passes(standing: Tally) -> None:
    if not standing.scheduled:
        return
    enough = {"scheduled": standing.scheduled, "percent": standing.percent}

    assert passes(standing.needed, **enough)
    assert not passes(standing.needed - 1, **enough)
