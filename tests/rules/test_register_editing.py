"""Who may change a register when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.attendance.editing import (
    MeetingCancelled,
    Occasion,
    ReasonNeeded,
    RegisterClosed,
    RunCalledOff,
    TooEarly,
    demand_open,
    demand_reason,
)

DAY = date(2026, 3, 10)
LAST = date(2026, 3, 31)


def on(today: date, **more: bool) -> Occasion:
    return Occasion(today=today, meeting_day=DAY, last_day=LAST, **more)


def test_nobody_is_marked_before_the_day() -> None:
    with pytest.raises(TooEarly) as refusal:
        demand_open(on(DAY - timedelta(days=1)), corrects=True)

    assert refusal.value.facts == {"day": DAY}


@pytest.mark.parametrize("today", [DAY, DAY + timedelta(days=1), LAST])
def test_the_instructor_writes_until_the_run_ends(today: date) -> None:
    demand_open(on(today), corrects=False)


def test_afterwards_only_the_school_corrects() -> None:
    late = on(LAST + timedelta(days=1))

    demand_open(late, corrects=True)
    with pytest.raises(RegisterClosed):
        demand_open(late, corrects=False)


def test_a_class_that_is_not_held_has_no_register() -> None:
    with pytest.raises(MeetingCancelled):
        demand_open(on(DAY, meeting_cancelled=True), corrects=True)
    with pytest.raises(RunCalledOff):
        demand_open(on(DAY, run_cancelled=True), corrects=True)


def test_until_the_end_of_the_day_no_reason_is_asked() -> None:
    demand_reason(on(DAY), "")


def test_the_day_after_a_change_says_why() -> None:
    late = on(DAY + timedelta(days=1))

    demand_reason(late, "문자로 알려 옴")
    with pytest.raises(ReasonNeeded):
        demand_reason(late, "  ")
