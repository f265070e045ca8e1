"""A longer application period: what was lost, what is proposed, what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.courses.extending import (
    EndsBeforeNow,
    NotLonger,
    OpenTime,
    Outage,
    WindowMoved,
    demand_extension,
    last_closing,
    outages_in,
    proposed_end,
    window_to_extend,
)
from app.courses.publication import (
    PublicationFacts,
    Window,
    WindowOutlastsRun,
    publication_refusals,
)
from tests.support.time import seoul

OPENS, CLOSES = seoul(2026, 3, 1, 10), seoul(2026, 3, 9, 18)
WINDOW = OpenTime(1, OPENS, CLOSES)
ENDS_ON = date(2026, 3, 31)
NOON = seoul(2026, 3, 2, 12)


def test_an_outage_is_what_of_the_open_window_was_lost() -> None:
    gaps = [
        (seoul(2026, 3, 1, 9, 50), seoul(2026, 3, 1, 10, 7)),
        (seoul(2026, 3, 2, 10, 2), seoul(2026, 3, 2, 10, 9)),
        (seoul(2026, 3, 9, 17, 55), seoul(2026, 3, 9, 18, 30)),
    ]

    found = outages_in([WINDOW], gaps)

    assert [(o.began_at, o.ended_at) for o in found] == [
        (OPENS, seoul(2026, 3, 1, 10, 7)),
        (seoul(2026, 3, 2, 10, 2), seoul(2026, 3, 2, 10, 9)),
        (seoul(2026, 3, 9, 17, 55), CLOSES),
    ]


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        (seoul(2026, 2, 28), OPENS),
        (CLOSES, seoul(2026, 3, 10)),
        (seoul(2026, 3, 20), seoul(2026, 3, 21)),
    ],
)
def test_a_gap_while_nobody_could_apply_is_no_outage(
    began: object, ended: object
) -> None:
    assert outages_in([WINDOW], [(began, ended)]) == []  # type: ignore[list-item]


def outage(minutes: int) -> Outage:
    return Outage(1, NOON, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("minutes", "end"),
    [
        (7, seoul(2026, 3, 9, 18, 10)),
        (10, seoul(2026, 3, 9, 18, 10)),
        (11, seoul(2026, 3, 9, 18, 20)),
    ],
)
def test_the_proposed_end_gives_back_what_was_lost_on_the_next_ten_minutes(
    minutes: int, end: datetime
) -> None:
    assert proposed_end(CLOSES, [outage(minutes)], ends_on=ENDS_ON, now=NOON) == end


def test_several_outages_are_added_up() -> None:
    end = proposed_end(CLOSES, [outage(7), outage(7)], ends_on=ENDS_ON, now=NOON)

    assert end == seoul(2026, 3, 9, 18, 20)


def test_without_an_outage_a_day_is_proposed() -> None:
    end = proposed_end(CLOSES, [], ends_on=ENDS_ON, now=NOON)

    assert end == seoul(2026, 3, 10, 18)


def test_a_window_that_has_closed_is_counted_from_now() -> None:
    now = seoul(2026, 3, 9, 19, 3)

    end = proposed_end(CLOSES, [outage(7)], ends_on=ENDS_ON, now=now)

    assert end == seoul(2026, 3, 9, 19, 10)


def test_nothing_later_than_publication_allows_is_proposed() -> None:
    late = seoul(2026, 3, 31, 23, 55)

    end = proposed_end(late, [outage(7)], ends_on=ENDS_ON, now=NOON)

    assert end == last_closing(ENDS_ON) == seoul(2026, 4, 1)


@pytest.mark.parametrize(("later", "refused"), [(0, False), (1, True)])
def test_the_latest_closing_is_the_publication_rules(later: int, refused: bool) -> None:
    closes = last_closing(ENDS_ON) + timedelta(microseconds=later)

    refusals = publication_refusals(
        PublicationFacts(ends_on=ENDS_ON, windows=(Window(OPENS, closes),))
    )

    assert any(isinstance(one, WindowOutlastsRun) for one in refusals) is refused


def test_the_end_that_was_seen_must_still_be_the_end() -> None:
    with pytest.raises(WindowMoved):
        demand_extension(
            CLOSES, seen=CLOSES - timedelta(hours=1), until=seoul(2026, 3, 10), now=NOON
        )


@pytest.mark.parametrize("until", [CLOSES, CLOSES - timedelta(minutes=1)])
def test_an_extension_ends_later(until: datetime) -> None:
    with pytest.raises(NotLonger):
        demand_extension(CLOSES, seen=CLOSES, until=until, now=NOON)


def test_an_end_that_has_passed_opens_nothing() -> None:
    now = seoul(2026, 3, 10)

    with pytest.raises(EndsBeforeNow):
        demand_extension(
            CLOSES, seen=CLOSES, until=CLOSES + timedelta(minutes=10), now=now
        )


def test_the_window_that_lost_time_is_extended_before_any_other() -> None:
    later = OpenTime(2, CLOSES, seoul(2026, 3, 12))
    lost = Outage(2, CLOSES, CLOSES + timedelta(minutes=5))

    assert window_to_extend([WINDOW, later], [lost], now=NOON) == later
    assert window_to_extend([WINDOW, later], [], now=NOON) == WINDOW
    assert window_to_extend([WINDOW, later], [], now=seoul(2026, 3, 10)) == later
    assert window_to_extend([WINDOW, later], [], now=seoul(2026, 3, 20)) == later
    assert window_to_extend([], [], now=NOON) is None
