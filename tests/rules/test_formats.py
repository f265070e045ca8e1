"""Dates, money and numbers as Koreans write them, and as English readers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from app import formats
from tests.support.time import FakeClock, seoul

FRIDAY = date(2026, 9, 18)
LATE = datetime(2026, 9, 18, 15, 30, tzinfo=UTC)
"""Half past midnight on the 19th, on the wall in Seoul."""


@pytest.fixture(autouse=True)
def in_september(app: Flask, clock: FakeClock) -> Iterator[None]:
    clock.set(seoul(2026, 9, 1, 10))
    with app.test_request_context():
        yield


def english() -> AbstractContextManager[None]:
    locale: AbstractContextManager[None] = force_locale("en")
    return locale


def both(write: Callable[..., str], *args: Any, **more: Any) -> tuple[str, str]:
    """In Korean and in English, without the joiner that keeps a line together."""
    korean = write(*args, **more)
    with english():
        return korean.replace(formats.WORD_JOINER, ""), write(*args, **more)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FRIDAY, ("9월 18일(금)", "Fri 18 Sep")),
        (date(2026, 1, 1), ("1월 1일(목)", "Thu 1 Jan")),
        (date(2025, 12, 31), ("2025년 12월 31일(수)", "Wed 31 Dec 2025")),
        (date(2027, 1, 3), ("2027년 1월 3일(일)", "Sun 3 Jan 2027")),
        (LATE, ("9월 19일(토)", "Sat 19 Sep")),
        (None, ("", "")),
    ],
)
def test_a_day_names_its_year_where_it_is_another(
    day: date | None, expected: tuple[str, str]
) -> None:
    assert both(formats.day, day) == expected


def test_the_year_can_be_asked_for_or_left_out() -> None:
    assert both(formats.day, FRIDAY, year=True) == (
        "2026년 9월 18일(금)",
        "Fri 18 Sep 2026",
    )
    assert formats.moment(seoul(2025, 2, 3, 9), year=False).endswith("(월) 09:00")


def test_this_year_is_that_of_the_wall_in_seoul(clock: FakeClock) -> None:
    clock.set(datetime(2026, 12, 31, 15, 30, tzinfo=UTC))  # new year in Seoul

    assert formats.day(date(2027, 1, 2)).startswith("1월 2일")


def test_a_day_does_not_lose_its_weekday_at_the_end_of_a_line() -> None:
    assert formats.day(FRIDAY) == "9월 18일\u2060(금)"


def test_a_moment_is_told_on_the_wall_in_seoul() -> None:
    assert both(formats.moment, LATE) == ("9월 19일(토) 00:30", "Sat 19 Sep 00:30")
    assert formats.moment(None) == ""


def test_an_hour_is_told_with_two_digits() -> None:
    assert formats.hour(time(9, 5)) == "09:05"
    assert formats.hour(LATE) == "00:30"
    assert formats.hour(None) == ""


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (2880, ("48시간", "48 hours")),
        (60, ("1시간", "1 hour")),
        (90, ("1시간 30분", "1 h 30 min")),
        (45, ("45분", "45 min")),
        (0, ("0분", "0 min")),
        (None, ("", "")),
    ],
)
def test_a_length_of_time(minutes: int | None, expected: tuple[str, str]) -> None:
    assert both(formats.hours, minutes) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (30_000, ("30,000원", "₩30,000")),
        (0, ("0원", "₩0")),
        (1_234_567, ("1,234,567원", "₩1,234,567")),
        (None, ("", "")),
    ],
)
def test_money(amount: int | None, expected: tuple[str, str]) -> None:
    assert both(formats.won, amount) == expected


def test_weekdays_and_cohorts() -> None:
    assert both(formats.weekdays, "13") == ("화·목", "Tue, Thu")
    assert both(formats.weekdays, "0123456")[0] == "월·화·수·목·금·토·일"
    assert both(formats.weekdays, "") == ("", "")
    assert both(formats.cohort, 3) == ("3기", "(cohort 3)")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("01012345678", "010-1234-5678"),
        ("02-123-4567", "02-123-4567"),
        ("0212345678", "0212345678"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_mobile_number_gets_its_hyphens(number: str | None, expected: str) -> None:
    assert formats.phone(number) == expected


@dataclass
class Trade:
    name_ko: str = "옷수선"
    name_en: str = "Mending"


def test_data_is_shown_in_the_readers_language_or_else_in_korean() -> None:
    assert both(formats.local, Trade(), "name") == ("옷수선", "Mending")
    assert both(formats.local, Trade(name_en=""), "name") == ("옷수선", "옷수선")


def test_a_mail_address_breaks_at_its_joints_and_stays_text() -> None:
    shown = formats.mail_address("kim@demo.example")
    assert shown == "kim<wbr>@demo<wbr>.example"
    assert formats.mail_address("<b>@demo.example").startswith("&lt;b&gt;<wbr>@")
    assert not formats.mail_address(None)
