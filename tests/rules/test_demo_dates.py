"""The demo is dated relative to today: on any day it fits together."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from app.courses.holidays_kr import public_holidays
from app.courses.timetable import Pattern, plan
from app.demo.plans import Plan, office_plans, plans
from app.demo.runs import curriculum

ITEMS = {trade: len(about["items"]) for trade, about in curriculum().items()}
HOLIDAYS = public_holidays(date(2025, 1, 1), date(2031, 12, 31))
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(5 * 366)]
WEEK = 7


def class_days(planned: Plan, today: date) -> list[date]:
    pattern = Pattern(
        starts_on=today + timedelta(days=planned.starts),
        weekdays=planned.weekdays,
        begins=planned.begins,
        finishes=time(23),
        count=ITEMS[planned.trade],
    )
    keep = (today, today - timedelta(days=1))
    return [slot.on for slot in plan(pattern, holidays=HOLIDAYS, keep=keep).slots]


def test_the_run_under_way_always_has_a_class_today() -> None:
    for today in DAYS:
        days = class_days(plans(today)["running"], today)

        assert today in days
        assert days[2] < today < days[-1], "some were held, some are to come"


def test_the_evening_course_always_had_a_class_yesterday_and_goes_on() -> None:
    for today in DAYS[::3]:
        days = class_days(office_plans(today)["evening"], today)

        assert today - timedelta(days=1) in days
        assert today < days[-1]


def test_the_run_whose_certificates_are_owed_is_over() -> None:
    for today in DAYS[::3]:
        assert class_days(office_plans(today)["ready"], today)[-1] < today


@pytest.mark.parametrize(("name", "venture_begun"), [("first", 240), ("finished", 40)])
def test_certificates_are_issued_before_the_venture_that_rests_on_them(
    name: str, venture_begun: int
) -> None:
    for today in DAYS:
        last = class_days(plans(today)[name], today)[-1]

        assert (today - last).days - WEEK > venture_begun


def test_applications_close_before_a_run_begins_and_one_is_open() -> None:
    for today in DAYS[:: 2 * WEEK]:
        for each in (plans(today) | office_plans(today)).values():
            assert each.opens < each.closes < each.starts
        assert any(each.opens < 0 < each.closes for each in plans(today).values())
