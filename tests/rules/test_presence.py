"""The six words, and minutes that decide otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attendance.presence import (
    Marked,
    Presence,
    Thresholds,
    Word,
    judged,
    marked,
)

THRESHOLDS = Thresholds(late_from=10, early_beyond=10, present_percent=50)


def judge(mark: Marked, minutes: int = 180) -> Marked:
    return judged(mark, meeting_minutes=minutes, thresholds=THRESHOLDS)


def test_each_word_has_its_symbol() -> None:
    assert "".join(word.symbol for word in Word) == "○△▽◇×◎"


@pytest.mark.parametrize("word", list(Word))
def test_a_word_alone_stands_as_pressed(word: Word) -> None:
    mark = judge(marked(word))

    assert mark.words == (word,)
    assert mark.pressed is word


@pytest.mark.parametrize(("minutes", "late"), [(9, False), (10, True), (11, True)])
def test_ten_minutes_or_more_are_late(minutes: int, late: bool) -> None:
    mark = judge(marked(Word.LATE, late_minutes=minutes))

    assert mark.late is late
    assert mark.presence is Presence.PRESENT
    assert mark.late_minutes == minutes  # noted all the same


@pytest.mark.parametrize(("minutes", "early"), [(10, False), (11, True)])
def test_more_than_ten_minutes_are_early(minutes: int, early: bool) -> None:
    assert judge(marked(Word.EARLY, early_minutes=minutes)).early is early


@pytest.mark.parametrize(("minutes", "credited"), [(90, True), (91, False)])
def test_less_than_half_of_the_meeting_is_absent(minutes: int, credited: bool) -> None:
    mark = judge(marked(Word.LATE, late_minutes=minutes), minutes=180)

    assert mark.credited is credited
    assert mark.words == ((Word.LATE,) if credited else (Word.ABSENT,))


def test_minutes_of_every_kind_add_up() -> None:
    mark = marked(Word.LATE, late_minutes=40, early_minutes=30, out_minutes=21)

    assert not judge(mark).credited


def test_one_person_may_be_late_and_leave_early() -> None:
    mark = judge(marked(Word.LATE, late_minutes=15, early_minutes=20))

    assert mark.words == (Word.LATE, Word.EARLY)
    assert mark.symbols == "△▽"
    assert mark.events == 2


def test_minutes_beside_present_make_it_late() -> None:
    assert judge(marked(Word.PRESENT, late_minutes=12)).words == (Word.LATE,)


@pytest.mark.parametrize("word", [Word.ABSENT, Word.EXCUSED])
def test_minutes_beside_absent_and_excused_decide_nothing(word: Word) -> None:
    mark = judge(marked(word, late_minutes=100))

    assert mark.words == (word,)
    assert mark.events == 0


def test_an_excused_day_is_credited_and_an_absent_one_is_not() -> None:
    assert marked(Word.EXCUSED).credited
    assert not marked(Word.ABSENT).credited


minutes = st.none() | st.integers(0, 180)
marks = st.builds(
    lambda word, late, early, out: judge(
        marked(word, late_minutes=late, early_minutes=early, out_minutes=out)
    ),
    st.sampled_from(Word),
    minutes,
    minutes,
    minutes,
)


@given(marks)
def test_a_page_sent_back_unchanged_changes_nothing(mark: Marked) -> None:
    again = marked(
        mark.pressed,
        late_minutes=mark.late_minutes,
        early_minutes=mark.early_minutes,
        out_minutes=mark.out_minutes,
    )

    assert judge(again) == mark


@given(marks)
def test_the_ledger_keeps_all_of_a_mark(mark: Marked) -> None:
    assert Marked.from_json(mark.as_json()) == mark
