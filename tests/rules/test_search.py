"""What is looked for, and the cursor of a page."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from app.courses.search import (
    Place,
    cohort_of,
    cursor_of,
    place_of,
    states_of,
    words_of,
)
from app.courses.state import RunState
from tests.support.time import seoul


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("밥", ("밥",)),
        ("  바지   밑단 ", ("바지", "밑단")),
        (unicodedata.normalize("NFD", "밥"), ("밥",)),
        ("50%_", ("50%_",)),
        ("밥\x00\u200b죽", ("밥", "죽")),
        ("", ()),
        ("가 나 다 라 마 바 사", ("가", "나", "다", "라", "마", "바")),
    ],
)
def test_words_are_cleaned_and_counted(typed: str, expected: tuple[str, ...]) -> None:
    assert words_of(typed) == expected


def test_an_endless_query_is_cut() -> None:
    assert len(words_of("밥" * 5000)[0]) == 100


@pytest.mark.parametrize(
    ("word", "expected"), [("3기", 3), ("기", None), ("3", None), ("99999기", None)]
)
def test_a_cohort_is_read_as_titles_write_it(word: str, expected: int | None) -> None:
    assert cohort_of(word) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([], frozenset()),
        ([""], frozenset()),
        (["open", "running"], frozenset({RunState.OPEN, RunState.RUNNING})),
        (["open", "nonsense"], frozenset({RunState.OPEN})),
        (["nonsense"], None),
        (["draft"], None),  # nobody finds a draft by asking for it
    ],
)
def test_states_by_name(named: list[str], expected: frozenset[RunState] | None) -> None:
    assert states_of(named) == expected


@pytest.mark.parametrize(
    "place",
    [
        Place(RunState.OPEN, seoul(2026, 3, 9, 18), 17),
        Place(RunState.UPCOMING, seoul(2026, 3, 9, 18).replace(microsecond=5), 1),
        Place(RunState.FINISHED, date(2019, 7, 30), 2_000_000_000),
    ],
)
def test_a_cursor_is_read_back(place: Place) -> None:
    assert place_of(cursor_of(place)) == place


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "open",
        "open-x-1",
        "open-20260309-1",
        "running-20260309T090000.000000-1",
        "draft-20260309-1",
        "open-20260309T090000.000000-99999999999999999999",
        "open-20260309T090000.000000--1",
        "open-20260309T090000.000000-1-2",
        "finished-00000101-1",
        "'; DROP TABLE course_runs-20260309-1",
        "finished-20260309-1\x00",
    ],
)
def test_a_cursor_that_nobody_wrote_is_no_place(cursor: str) -> None:
    assert place_of(cursor) is None
