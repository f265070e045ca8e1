"""How a run stands, by its facts and the clock: the edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.courses.state import (
    RunFacts,
    RunState,
    Window,
    seats_left,
    standing,
    state_of,
)
from tests.support.time import seoul

MOMENT = timedelta(microseconds=1)
OPENS, CLOSES = seoul(2026, 3, 2, 10), seoul(2026, 3, 9, 18)
RUN = RunFacts(
    published_at=seoul(2026, 2, 20),
    windows=(Window(OPENS, CLOSES),),
    starts_on=date(2026, 3, 17),
    ends_on=date(2026, 4, 23),
    capacity=15,
    waiting_limit=5,
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - MOMENT, RunState.UPCOMING),
        (OPENS, RunState.OPEN),
        (CLOSES - MOMENT, RunState.OPEN),
        (CLOSES, RunState.CLOSED),  # the closing instant is exclusive
        (seoul(2026, 3, 17) - MOMENT, RunState.CLOSED),
        (seoul(2026, 3, 17), RunState.RUNNING),
        (seoul(2026, 4, 24) - MOMENT, RunState.RUNNING),
        (seoul(2026, 4, 24), RunState.FINISHED),
    ],
)
def test_the_state_changes_at_these_instants(now: datetime, expected: RunState) -> None:
    assert state_of(RUN, now=now) is expected


def test_days_are_those_of_seoul_not_of_utc() -> None:
    first_day_in_seoul = datetime(2026, 3, 16, 15, tzinfo=UTC)

    assert state_of(RUN, now=first_day_in_seoul) is RunState.RUNNING
    assert state_of(RUN, now=first_day_in_seoul - MOMENT) is RunState.CLOSED


def test_what_is_not_published_is_a_draft_whatever_its_dates_say() -> None:
    draft = replace(RUN, published_at=None)

    assert state_of(draft, now=OPENS) is RunState.DRAFT


def test_a_cancelled_run_stays_cancelled() -> None:
    cancelled = replace(RUN, cancelled_at=OPENS)

    assert state_of(cancelled, now=seoul(2026, 5, 1)) is RunState.CANCELLED


def test_half_known_dates_claim_nothing() -> None:
    bare = RunFacts(published_at=OPENS)

    assert state_of(bare, now=CLOSES) is RunState.CLOSED


def test_late_seats_make_a_running_run_open() -> None:
    late = replace(RUN, windows=(Window(OPENS, seoul(2026, 3, 20)),))

    assert state_of(late, now=seoul(2026, 3, 18)) is RunState.OPEN


def test_between_residents_and_everybody_it_is_upcoming_again() -> None:
    second = Window(seoul(2026, 3, 11, 10), seoul(2026, 3, 13, 18))
    run = replace(RUN, windows=(Window(OPENS, CLOSES, residents_only=True), second))

    stands = standing(run, now=seoul(2026, 3, 10))

    assert stands.state is RunState.UPCOMING
    assert stands.opens_at == second.opens_at


def test_a_residents_window_is_said_to_be_one() -> None:
    run = replace(RUN, windows=(Window(OPENS, CLOSES, residents_only=True),))

    assert standing(run, now=OPENS).residents_only
    assert not standing(RUN, now=OPENS).residents_only


@pytest.mark.parametrize(
    ("confirmed", "offered", "waiting", "expected"),
    [
        (0, 0, 0, 15),
        (11, 0, 0, 4),
        (11, 3, 0, 1),  # an offer holds its seat
        (15, 0, 0, 0),
        (14, 0, 1, 0),  # a freed seat belongs to the queue
        (17, 0, 0, 0),  # a capacity that was lowered
    ],
)
def test_seats_left_for_whoever_applies_next(
    confirmed: int, offered: int, waiting: int, expected: int
) -> None:
    run = replace(RUN, confirmed=confirmed, offered=offered, waiting=waiting)

    assert seats_left(run) == expected


def test_full_with_a_queue_gives_waiting_numbers_only() -> None:
    stands = standing(replace(RUN, confirmed=15, waiting=4), now=OPENS)

    assert stands.waiting_only
    assert not stands.full
    assert not stands.closing_soon


def test_full_with_a_full_queue_is_full() -> None:
    stands = standing(replace(RUN, confirmed=15, waiting=5), now=OPENS)

    assert stands.full
    assert not stands.waiting_only


def test_a_queue_without_a_limit_is_never_full() -> None:
    run = replace(RUN, confirmed=15, waiting=99, waiting_limit=None)

    assert standing(run, now=OPENS).waiting_only


@pytest.mark.parametrize(
    ("now", "confirmed", "expected"),
    [
        (CLOSES - timedelta(days=3) - MOMENT, 0, False),
        (CLOSES - timedelta(days=3), 0, True),
        (OPENS, 11, False),  # four seats
        (OPENS, 12, True),  # three
        (OPENS - MOMENT, 12, False),  # not open yet
        (CLOSES, 12, False),  # no longer open
    ],
)
def test_closing_soon_is_three_days_or_three_seats(
    now: datetime, confirmed: int, expected: bool
) -> None:
    run = replace(RUN, confirmed=confirmed)

    assert standing(run, now=now).closing_soon is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (seoul(2026, 2, 27, 23, 59), 3),  # to the opening
        (OPENS - MOMENT, 0),
        (OPENS, 7),  # to the closing
        (seoul(2026, 3, 8, 23, 59), 1),
        (CLOSES - MOMENT, 0),
        (CLOSES, None),
    ],
)
def test_days_left_are_days_of_the_calendar(
    now: datetime, expected: int | None
) -> None:
    assert standing(RUN, now=now).days_left == expected


def test_a_window_that_ends_at_midnight_ends_the_day_before() -> None:
    run = replace(RUN, windows=(Window(OPENS, seoul(2026, 3, 10)),))

    assert standing(run, now=seoul(2026, 3, 9, 9)).days_left == 0


def test_a_closed_run_still_says_when_it_closed() -> None:
    assert standing(RUN, now=seoul(2026, 3, 12)).closes_at == CLOSES
