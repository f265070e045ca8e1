"""How long one waits after wrong passwords, and how long a session sleeps not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.devices import Device, device_of
from app.accounts.idle import sleeps
from app.accounts.slowing import SlowedDown, demand_turn, waiting_minutes
from tests.support.time import MONDAY_TEN


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (10**6, 15)],
)
def test_the_wait_doubles_after_the_fifth_up_to_a_quarter_of_an_hour(
    failures: int, minutes: int
) -> None:
    assert waiting_minutes(failures) == minutes


def test_the_wait_is_said_in_minutes_begun() -> None:
    later = MONDAY_TEN + timedelta(seconds=61)

    with pytest.raises(SlowedDown) as refusal:
        demand_turn(failures=7, failed_at=MONDAY_TEN, now=later)

    assert refusal.value.facts == {"minutes": 3}


def test_when_it_is_over_the_next_is_looked_at() -> None:
    demand_turn(failures=7, failed_at=MONDAY_TEN, now=MONDAY_TEN + timedelta(minutes=4))


@pytest.mark.parametrize(
    ("staff", "away", "asleep"),
    [
        (True, timedelta(minutes=30, seconds=59), False),
        (True, timedelta(minutes=31), True),
        (False, timedelta(days=13, hours=23), False),
        (False, timedelta(days=14), True),
    ],
)
def test_staff_sleep_after_the_limit_learners_after_two_weeks(
    staff: bool, away: timedelta, asleep: bool
) -> None:
    answer = sleeps(
        seen_at=MONDAY_TEN, now=MONDAY_TEN + away, staff=staff, idle_minutes=30
    )

    assert answer is asleep


def test_a_limit_is_never_assumed() -> None:
    with pytest.raises(LookupError):
        sleeps(seen_at=MONDAY_TEN, now=MONDAY_TEN, staff=True, idle_minutes=None)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36 (KHTML, like "
            "Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
            Device("Samsung Internet", "Android"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 "
            "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.8.0",
            Device("KakaoTalk", "iPhone"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
            "Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
            Device("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) Version/17.5 Safari/605.1.15",
            Device("Safari", "Mac"),
        ),
        ("curl/8.5.0", Device("", "")),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(agent: str, device: Device) -> None:
    assert device_of(agent) == device
