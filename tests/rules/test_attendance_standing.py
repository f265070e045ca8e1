"""Somebody's thread of meetings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.attendance.presence import Marked, Word, marked
from app.attendance.standing import Missing, Scheduled, StepState, standing_of

FIRST = date(2026, 3, 10)


def week(number: int, cancelled: int | None = None) -> list[Scheduled]:
    return [
        Scheduled(
            meeting_id=i,
            starts_at=datetime(2026, 3, 10, 5, tzinfo=UTC) + timedelta(days=i - 1),
            day=FIRST + timedelta(days=i - 1),
            cancelled=i == cancelled,
        )
        for i in range(1, number + 1)
    ]


def marks(words: str) -> dict[int, Marked]:
    return {i: marked(Word(w)) for i, w in enumerate(words, start=1) if w != "."}


def test_the_thread_tells_marked_today_later_and_forgotten_apart() -> None:
    standing = standing_of(
        1,
        meetings=week(5),
        marks=marks("P.A"),
        percent=80,
        today=FIRST + timedelta(days=3),
    )

    assert [step.state for step in standing.steps] == [
        StepState.MARKED,
        StepState.UNMARKED,
        StepState.MARKED,
        StepState.TODAY,
        StepState.LATER,
    ]
    assert standing.unmarked == 1
    assert [step.symbols for step in standing.steps] == ["○", "", "×", "", ""]


def test_a_cancelled_meeting_has_no_number_and_leaves_the_count() -> None:
    standing = standing_of(1, meetings=week(3, cancelled=2), marks={}, percent=80)

    assert [step.number for step in standing.steps] == [1, None, 2]
    assert standing.scheduled == 2


def test_a_mark_of_a_meeting_cancelled_later_does_not_count() -> None:
    standing = standing_of(
        1, meetings=week(3, cancelled=1), marks=marks("APP"), percent=80
    )

    assert standing.credited == 2
    assert standing.passes


def test_missing_says_how_many_meetings_are_needed() -> None:
    standing = standing_of(
        1, meetings=week(5), marks=marks("PP"), percent=80, today=FIRST
    )

    assert standing.missing == (Missing.MORE_MEETINGS,)
    assert standing.lacking == 2


def test_missing_names_the_meetings_that_nobody_marked() -> None:
    standing = standing_of(
        1,
        meetings=week(5),
        marks=marks("PP"),
        percent=80,
        today=FIRST + timedelta(days=9),
    )

    assert standing.missing == (Missing.UNMARKED, Missing.MORE_MEETINGS)


def test_missing_says_when_it_is_out_of_reach() -> None:
    standing = standing_of(1, meetings=week(5), marks=marks("AA"), percent=80)

    assert standing.missing == (Missing.IMPOSSIBLE,)


def test_nothing_is_missing_once_it_is_enough() -> None:
    standing = standing_of(1, meetings=week(5), marks=marks("PPPP"), percent=80)

    assert standing.missing == ()
    assert standing.rate == "100"


def test_the_rate_shows_tenths_only_where_there_are_some() -> None:
    standing = standing_of(1, meetings=week(7), marks=marks("PPPPPPA"), percent=80)

    assert standing.rate == "85.7"


def test_words_are_counted_and_the_legend_names_only_those_that_occur() -> None:
    standing = standing_of(1, meetings=week(4), marks=marks("PLLA"), percent=80)

    assert standing.count(Word.LATE) == 2
    assert standing.words == (Word.PRESENT, Word.LATE, Word.ABSENT)
