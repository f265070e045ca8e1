"""What a notice can't do without, and what stands against publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from app.courses.kinds import SelectionMethod
from app.courses.publication import (
    MethodNotBuilt,
    Missing,
    NoticeIncomplete,
    PublicationFacts,
    Window,
    WindowOutlastsRun,
    missing_for_publication,
    publication_refusals,
)
from tests.support.time import seoul

WHOLE = PublicationFacts(
    starts_on=date(2026, 4, 7),
    ends_on=date(2026, 4, 30),
    weekdays="13",
    begins_at=time(14),
    finishes_at=time(17),
    meeting_count=8,
    total_minutes=1440,
    venue="금천구 사회적경제지원센터 3층",
    capacity=15,
    selection_method=SelectionMethod.FIRST_COME,
    windows=(Window(seoul(2026, 3, 2, 9), seoul(2026, 3, 21)),),
    fee_won=0,
    completion_percent=80,
    contact="02-000-0001",
)


def test_a_whole_notice_lacks_nothing_and_may_be_published() -> None:
    assert missing_for_publication(WHOLE) == ()
    assert publication_refusals(WHOLE) == ()


@pytest.mark.parametrize(
    ("name", "blank", "missing"),
    [
        ("starts_on", None, Missing.STARTS_ON),
        ("ends_on", None, Missing.ENDS_ON),
        ("weekdays", "", Missing.WEEKDAYS),
        ("begins_at", None, Missing.TIME),
        ("finishes_at", None, Missing.TIME),
        ("meeting_count", None, Missing.MEETING_COUNT),
        ("total_minutes", None, Missing.TOTAL_HOURS),
        ("venue", " ", Missing.VENUE),
        ("capacity", None, Missing.CAPACITY),
        ("selection_method", None, Missing.SELECTION_METHOD),
        ("fee_won", None, Missing.FEE),
        ("completion_percent", None, Missing.COMPLETION_PERCENT),
        ("contact", "", Missing.CONTACT),
    ],
)
def test_each_blank_is_named(name: str, blank: Any, missing: Missing) -> None:
    facts = replace(WHOLE, **{name: blank})

    assert missing_for_publication(facts) == (missing,)
    assert [type(r) for r in publication_refusals(facts)] == [NoticeIncomplete]


def test_an_empty_notice_lacks_everything_in_the_order_of_a_notice() -> None:
    assert missing_for_publication(PublicationFacts()) == tuple(Missing)


def test_dated_meetings_say_weekday_time_count_and_hours() -> None:
    facts = replace(
        WHOLE,
        weekdays="",
        begins_at=None,
        finishes_at=None,
        meeting_count=None,
        total_minutes=None,
        meetings=8,
    )

    assert missing_for_publication(facts) == ()


@pytest.mark.parametrize(
    ("windows", "missing"),
    [
        ((), (Missing.OPENS_AT, Missing.CLOSES_AT)),
        ((Window(None, None),), (Missing.OPENS_AT, Missing.CLOSES_AT)),
        ((Window(None, seoul(2026, 3, 21)),), (Missing.OPENS_AT,)),
        ((Window(seoul(2026, 3, 2), None),), (Missing.CLOSES_AT,)),
        (
            # Two halves are no window.
            (Window(seoul(2026, 3, 2), None), Window(None, seoul(2026, 3, 21))),
            (Missing.CLOSES_AT,),
        ),
        (
            (
                Window(seoul(2026, 3, 2), None),
                Window(seoul(2026, 3, 2), seoul(2026, 3, 21)),
            ),
            (),
        ),
    ],
)
def test_one_window_with_both_ends_is_needed(
    windows: tuple[Window, ...], missing: tuple[Missing, ...]
) -> None:
    assert missing_for_publication(replace(WHOLE, windows=windows)) == missing


@pytest.mark.parametrize(
    "method",
    [SelectionMethod.LOTTERY, SelectionMethod.SCREENING, SelectionMethod.PERFORMANCE],
)
def test_a_way_of_choosing_that_is_not_built_can_not_be_published(
    method: SelectionMethod,
) -> None:
    (refusal,) = publication_refusals(replace(WHOLE, selection_method=method))

    assert isinstance(refusal, MethodNotBuilt)
    assert refusal.facts == {"method": method}


def test_applications_may_close_on_the_last_day_but_not_after_it() -> None:
    on_it = replace(WHOLE, windows=(Window(seoul(2026, 3, 2), seoul(2026, 5, 1)),))
    after = replace(WHOLE, windows=(Window(seoul(2026, 3, 2), seoul(2026, 5, 1, 1)),))

    assert publication_refusals(on_it) == ()
    assert [type(r) for r in publication_refusals(after)] == [WindowOutlastsRun]
