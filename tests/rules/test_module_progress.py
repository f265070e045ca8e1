"""How far somebody is with a module."""

from __future__ import annotations

from typing import Any

import pytest

from app.entrepreneurship.progress import (
    AlreadyPassed,
    LessonsUnread,
    Missing,
    NoTriesLeft,
    Progress,
    Standing,
)


def progress(**more: Any) -> Progress:
    values: dict[str, Any] = {
        "lessons": 4,
        "lessons_read": 0,
        "questions": 7,
        "tries": 0,
        "max_tries": None,
        "passed": False,
    }
    return Progress(**{**values, **more})


@pytest.mark.parametrize(
    ("facts", "standing", "missing"),
    [
        ({}, Standing.NEW, (Missing.LESSONS, Missing.QUIZ)),
        ({"lessons_read": 1}, Standing.READING, (Missing.LESSONS, Missing.QUIZ)),
        ({"lessons_read": 4}, Standing.QUIZ, (Missing.QUIZ,)),
        ({"lessons_read": 4, "tries": 9}, Standing.QUIZ, (Missing.QUIZ,)),
        (
            {"lessons_read": 4, "tries": 3, "max_tries": 3},
            Standing.NO_TRIES_LEFT,
            (Missing.TRIES,),
        ),
        ({"lessons_read": 4, "passed": True}, Standing.PASSED, ()),
        ({"lessons": 0}, Standing.PREPARING, (Missing.CONTENT,)),
        ({"questions": 0}, Standing.PREPARING, (Missing.CONTENT,)),
    ],
)
def test_where_somebody_stands(
    facts: dict[str, Any], standing: Standing, missing: tuple[Missing, ...]
) -> None:
    found = progress(**facts)

    assert found.standing is standing
    assert found.missing == missing


def test_a_passed_module_stays_passed_when_lessons_are_added() -> None:
    found = progress(lessons=9, lessons_read=4, passed=True)

    assert found.standing is Standing.PASSED
    assert found.missing == ()


def test_a_passed_module_stays_passed_when_its_content_goes() -> None:
    assert progress(lessons=0, questions=0, passed=True).standing is Standing.PASSED


def test_the_quiz_opens_once_every_lesson_is_read() -> None:
    progress(lessons_read=4).check_may_try()

    with pytest.raises(LessonsUnread) as refusal:
        progress(lessons_read=3).check_may_try()
    assert refusal.value.facts == {"left": 1}


def test_who_has_passed_needs_no_further_try() -> None:
    with pytest.raises(AlreadyPassed):
        progress(lessons_read=4, passed=True).check_may_try()


def test_tries_run_out() -> None:
    progress(lessons_read=4, tries=2, max_tries=3).check_may_try()

    with pytest.raises(NoTriesLeft) as refusal:
        progress(lessons_read=4, tries=3, max_tries=3).check_may_try()
    assert refusal.value.facts == {"limit": 3}


@pytest.mark.parametrize(
    ("tries", "limit", "left"), [(0, None, None), (1, 3, 2), (5, 3, 0)]
)
def test_tries_left(tries: int, limit: int | None, left: int | None) -> None:
    assert progress(tries=tries, max_tries=limit).tries_left == left


def test_nothing_can_be_tried_where_nothing_is_written() -> None:
    with pytest.raises(LessonsUnread):
        progress(lessons=0, questions=0).check_may_try()
