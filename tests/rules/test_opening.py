"""When it opens for one person; how long is left, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask, session

from app.enrollment.applicant import Period
from app.enrollment.eligibility import Closed, NotYetOpen, ResidentsFirst
from app.enrollment.opening import next_opening, opening_in, opening_to_remind_of
from app.formats import left
from tests.support.time import seoul

RESIDENTS = Period(seoul(2026, 3, 2, 10), seoul(2026, 3, 4, 18), residents_only=True)
EVERYBODY = Period(seoul(2026, 3, 5, 10), seoul(2026, 3, 9, 18))
BOTH = [RESIDENTS, EVERYBODY]
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("resident", "now", "opens_at"),
    [
        (True, seoul(2026, 3, 2, 9, 59), RESIDENTS.opens_at),
        (True, RESIDENTS.opens_at, None),  # she can apply
        (False, RESIDENTS.opens_at, EVERYBODY.opens_at),
        (True, RESIDENTS.closes_at, EVERYBODY.opens_at),
        (False, EVERYBODY.closes_at, None),  # never again
    ],
)
def test_her_next_opening_is_that_of_a_period_she_may_use(
    resident: bool, now: datetime, opens_at: datetime | None
) -> None:
    assert next_opening(BOTH, resident=resident, now=now) == opens_at


@pytest.mark.parametrize(
    ("resident", "now", "opening"),
    [
        (True, seoul(2026, 3, 2, 9, 29), None),
        (True, seoul(2026, 3, 2, 9, 30), RESIDENTS.opens_at),
        (False, seoul(2026, 3, 2, 9, 30), None),
        (True, seoul(2026, 3, 3, 15), RESIDENTS.opens_at),  # a worker that comes late
        (False, seoul(2026, 3, 5, 9, 45), EVERYBODY.opens_at),
        (False, EVERYBODY.closes_at, None),
    ],
)
def test_she_is_reminded_of_her_own_opening_shortly_before(
    resident: bool, now: datetime, opening: datetime | None
) -> None:
    found = opening_to_remind_of(BOTH, resident=resident, before=HALF_AN_HOUR, now=now)

    assert found == opening


def test_only_a_refusal_that_is_a_matter_of_time_names_an_opening() -> None:
    at = EVERYBODY.opens_at

    assert opening_in(NotYetOpen(opens_at=at)) == at
    assert opening_in(ResidentsFirst(district="x", opens_at=at)) == at
    assert opening_in(Closed(closed_at=at)) is None
    assert opening_in(None) is None


@pytest.mark.parametrize(
    ("seconds", "korean", "english"),
    [
        (2 * 86_400 + 2 * 3600 + 1, "2일 3시간", "2 days 3 hours"),
        (86_400, "1일", "1 day"),
        (86_399, "1일", "1 day"),
        (3 * 3600 + 59, "3시간 1분", "3 hours 1 minute"),
        (601, "11분", "11 minutes"),
        (599, "9분 59초", "9 minutes 59 seconds"),
        (60, "1분", "1 minute"),
        (0.2, "1초", "1 second"),
        (0, "0초", "0 seconds"),
        (-5, "0초", "0 seconds"),
    ],
)
def test_what_is_left_in_words(
    app: Flask, seconds: float, korean: str, english: str
) -> None:
    time = timedelta(seconds=seconds)

    with app.test_request_context():
        said = left(time)
    with app.test_request_context():
        session["language"] = "en"
        told = left(time)

    assert (said, told) == (korean, english)
