"""Completed, or exactly what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.certificates.completion import (
    Attendance,
    MeetingsUnmarked,
    ModuleNotPassed,
    NoMeetings,
    RequiredModule,
    TooFewMeetings,
    completion,
)

ENOUGH = Attendance(
    scheduled=10, credited=8, needed=8, percent=80, marked=10, reachable=True
)
CO_OPS = RequiredModule(2, "co-operatives", "협동조합 이해", "Co-operatives")
CANVAS = RequiredModule(3, "canvas", "비즈니스모델 캔버스", "Business model canvas")


def test_enough_attendance_and_no_module_completes() -> None:
    result = completion(ENOUGH, required=[], passed=set())

    assert result.completed
    assert result.missing == ()


def test_one_meeting_too_few_is_missing_with_its_numbers() -> None:
    short = replace(ENOUGH, credited=7, reachable=False)

    result = completion(short, required=[], passed=set())

    assert result.missing == (
        TooFewMeetings(credited=7, needed=8, scheduled=10, percent=80, reachable=False),
    )
    assert result.missing[0].lacking == 1
    assert not result.reachable


def test_meetings_to_come_hold_completion_back_even_where_the_rate_is_met() -> None:
    early = replace(ENOUGH, marked=8)

    result = completion(early, required=[], passed=set())

    assert result.missing == (MeetingsUnmarked(unmarked=2, scheduled=10),)


def test_what_is_lost_for_good_does_not_ask_for_marks() -> None:
    lost = replace(ENOUGH, credited=3, marked=6, reachable=False)

    result = completion(lost, required=[], passed=set())

    assert [type(reason) for reason in result.missing] == [TooFewMeetings]


def test_a_run_without_meetings_completes_nobody() -> None:
    nothing = Attendance(
        scheduled=0, credited=0, needed=0, percent=80, marked=0, reachable=False
    )

    result = completion(nothing, required=[], passed=set())

    assert result.missing == (NoMeetings(),)


@pytest.mark.parametrize(
    ("passed", "missing"),
    [
        (set(), [CO_OPS, CANVAS]),
        ({2}, [CANVAS]),
        ({3, 9}, [CO_OPS]),
        ({2, 3}, []),
    ],
)
def test_each_required_module_not_passed_is_named(
    passed: set[int], missing: list[RequiredModule]
) -> None:
    result = completion(ENOUGH, required=[CO_OPS, CANVAS], passed=passed)

    assert result.missing == tuple(ModuleNotPassed(module) for module in missing)
    assert result.completed == (not missing)


def test_everything_missing_is_said_at_once() -> None:
    begun = replace(ENOUGH, credited=2, marked=3)

    result = completion(begun, required=[CANVAS], passed=set())

    assert [type(reason) for reason in result.missing] == [
        TooFewMeetings,
        MeetingsUnmarked,
        ModuleNotPassed,
    ]
