"""On which days classes fall."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.courses.holidays_kr import public_holidays
from app.courses.timetable import (
    LONGEST,
    EndsBeforeItBegins,
    Holiday,
    LeftOut,
    MeetingsOverlap,
    NoDaysLeft,
    Pattern,
    PatternIncomplete,
    Slot,
    TooManyMeetings,
    check_slots,
    plan,
)
from app.exceptions import DomainError


def tuesdays_and_thursdays(**more: Any) -> Pattern:
    values: dict[str, Any] = {
        "starts_on": date(2026, 3, 10),
        "weekdays": "13",
        "begins": time(14),
        "finishes": time(17),
        "count": 4,
    }
    return Pattern(**{**values, **more})


def days(pattern: Pattern, **more: Any) -> list[date]:
    holidays = public_holidays(date(2025, 1, 1), date(2027, 12, 31))
    return [slot.on for slot in plan(pattern, holidays=holidays, **more).slots]


def test_classes_fall_on_the_weekdays_until_the_count_is_reached() -> None:
    assert days(tuesdays_and_thursdays()) == [
        date(2026, 3, 10),
        date(2026, 3, 12),
        date(2026, 3, 17),
        date(2026, 3, 19),
    ]


def test_the_first_day_need_not_be_one_of_the_weekdays() -> None:
    assert days(tuesdays_and_thursdays(starts_on=date(2026, 3, 11), count=1)) == [
        date(2026, 3, 12)
    ]


def test_without_a_count_classes_go_on_until_the_last_day() -> None:
    pattern = tuesdays_and_thursdays(count=None, until=date(2026, 3, 17))

    assert days(pattern)[-1] == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("starts_on", "weekdays", "left_out"),
    [
        (date(2026, 2, 10), "1", (date(2026, 2, 17), "설날")),
        (date(2026, 9, 17), "3", (date(2026, 9, 24), "추석 전날")),
        (date(2026, 5, 5), "1", (date(2026, 5, 5), "어린이날")),
        # Children's Day and Buddha's Birthday fell on one Monday in 2025.
        (date(2025, 5, 6), "1", (date(2025, 5, 6), None)),
        (date(2026, 3, 2), "0", (date(2026, 3, 2), "삼일절 대체 휴일")),
    ],
)
def test_public_holidays_and_their_substitutes_have_no_class(
    starts_on: date, weekdays: str, left_out: tuple[date, str | None]
) -> None:
    holidays = public_holidays(date(2025, 1, 1), date(2026, 12, 31))
    pattern = tuesdays_and_thursdays(starts_on=starts_on, weekdays=weekdays, count=3)

    timetable = plan(pattern, holidays=holidays)

    day, name = left_out
    assert day not in [slot.on for slot in timetable.slots]
    assert len(timetable.slots) == 3
    skipped = {out.on: out.holiday for out in timetable.left_out}
    holiday = skipped[day]
    assert holiday is not None
    assert name is None or holiday.name_ko == name


def test_a_holiday_can_be_kept_and_a_day_dropped() -> None:
    pattern = tuesdays_and_thursdays(starts_on=date(2026, 5, 5), count=3)

    timetable = plan(
        pattern,
        holidays={date(2026, 5, 5): Holiday("어린이날", "Children's Day")},
        keep=[date(2026, 5, 5)],
        drop=[date(2026, 5, 7)],
    )

    assert [slot.on for slot in timetable.slots] == [
        date(2026, 5, 5),
        date(2026, 5, 12),
        date(2026, 5, 14),
    ]
    assert timetable.left_out == (LeftOut(date(2026, 5, 7), None),)
    assert timetable.minutes == 540


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"weekdays": ""}, PatternIncomplete),
        ({"count": None}, PatternIncomplete),
        ({"finishes": time(14)}, EndsBeforeItBegins),
        ({"count": None, "until": date(2026, 3, 9)}, EndsBeforeItBegins),
        ({"count": None, "until": date(2026, 3, 10), "weekdays": "4"}, NoDaysLeft),
        ({"count": LONGEST + 1}, TooManyMeetings),
        (
            {"count": None, "until": date(2099, 1, 1), "weekdays": "0123456"},
            TooManyMeetings,
        ),
    ],
)
def test_what_cannot_be_laid_out_is_refused(
    more: dict[str, Any], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        plan(tuesdays_and_thursdays(**more), holidays={})


def test_classes_are_put_in_order_and_never_overlap() -> None:
    morning = Slot(date(2026, 3, 10), time(9), time(12))
    noon = Slot(date(2026, 3, 10), time(12), time(13))
    late_morning = Slot(date(2026, 3, 10), time(11), time(12))

    assert check_slots([noon, morning]) == (morning, noon)
    with pytest.raises(MeetingsOverlap):
        check_slots([morning, late_morning])
    with pytest.raises(EndsBeforeItBegins):
        check_slots([Slot(date(2026, 3, 10), time(12), time(12))])


def test_holidays_are_named_in_both_languages() -> None:
    holidays = public_holidays(date(2026, 9, 25), date(2026, 9, 25))

    assert holidays == {date(2026, 9, 25): Holiday("추석", "Chuseok")}
