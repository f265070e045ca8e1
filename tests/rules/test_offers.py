"""Until when an offer holds, and what can still be answered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.enrollment import offers
from app.enrollment.offers import (
    OfferOutcome,
    deadline_of,
    demand_answerable,
    is_late,
    lapses_before,
)
from tests.support.time import seoul

DEADLINE = seoul(2026, 3, 3, 23, 59) + timedelta(seconds=59)


@pytest.mark.parametrize(
    "made_at", [seoul(2026, 3, 2), seoul(2026, 3, 2, 10), seoul(2026, 3, 2, 23, 59)]
)
def test_it_holds_until_the_end_of_the_next_day(made_at: datetime) -> None:
    assert deadline_of(made_at, days=1, list_ends_at=None) == DEADLINE


def test_the_day_is_that_of_seoul() -> None:
    made_at = datetime.fromisoformat("2026-03-01T15:30:00+00:00")  # 00:30 of the 2nd

    assert deadline_of(made_at, days=1, list_ends_at=None) == DEADLINE


def test_it_never_outlasts_the_list() -> None:
    end = seoul(2026, 3, 3, 17)

    assert deadline_of(seoul(2026, 3, 2, 10), days=1, list_ends_at=end) == end
    later = end + timedelta(days=3)
    assert deadline_of(seoul(2026, 3, 2, 10), days=1, list_ends_at=later) == DEADLINE


def test_at_the_deadline_itself_it_can_be_answered() -> None:
    assert not is_late(DEADLINE, DEADLINE)
    assert is_late(DEADLINE, DEADLINE + timedelta(microseconds=1))


def test_an_answer_that_came_in_time_may_wait_for_the_lock() -> None:
    """What lapses now is later than what can still be answered."""
    now = DEADLINE + timedelta(seconds=5)

    assert is_late(DEADLINE, now)
    assert not lapses_before(now) > DEADLINE


def answer(outcome: OfferOutcome | None, now: datetime) -> None:
    demand_answerable(outcome, deadline_at=DEADLINE, settled_at=DEADLINE, now=now)


@pytest.mark.parametrize(
    ("outcome", "refusal"),
    [
        (OfferOutcome.ACCEPTED, offers.OfferAccepted),
        (OfferOutcome.DECLINED, offers.OfferDeclined),
        (OfferOutcome.LAPSED, offers.OfferTooLate),
        (OfferOutcome.ENDED, offers.OfferEnded),
    ],
)
def test_what_is_settled_is_not_answered_again(
    outcome: OfferOutcome, refusal: type[offers.OfferRefused]
) -> None:
    with pytest.raises(refusal):
        answer(outcome, DEADLINE - timedelta(hours=1))


def test_the_deadline_counts_whether_or_not_the_clock_noted_it() -> None:
    answer(None, DEADLINE)

    with pytest.raises(offers.OfferTooLate) as caught:
        answer(None, DEADLINE + timedelta(seconds=1))
    assert caught.value.facts == {"deadline_at": DEADLINE}
