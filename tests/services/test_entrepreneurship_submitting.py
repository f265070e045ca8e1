"""Handing in the answers of a quiz."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.entrepreneurship import services
from app.entrepreneurship.grading import NotAnswered, NumberNotReadable
from app.entrepreneurship.models import Attempt
from tests.support.factories.entrepreneurship import (
    ANSWERS,
    WRONG,
    make_module,
    read_lessons,
)
from tests.support.time import MONDAY_TEN


@pytest.fixture
def module(session: Session) -> Module:
    return make_module(session)


def start(session: Session, module: Module, person: Account) -> Attempt:
    return services.start_attempt(
        session, person_id=person.person_id, module_id=module.id, now=MONDAY_TEN
    )


def submit(
    session: Session, attempt: Attempt, person: Account, answers: dict[str, str]
) -> Attempt:
    return services.submit_attempt(
        session,
        person_id=person.person_id,
        attempt_id=attempt.id,
        begun_at=attempt.started_at,
        answers=answers,
        now=MONDAY_TEN + timedelta(minutes=9),
    )


def test_right_answers_pass_and_are_kept_with_the_questions(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)

    attempt = submit(session, start(session, module, learner), learner, ANSWERS)

    assert (attempt.correct, attempt.total, attempt.passed) == (3, 3, True)
    assert attempt.submitted_at == MONDAY_TEN + timedelta(minutes=9)
    assert [(kept["given"], kept["right"]) for kept in attempt.answers] == [
        ("2", True),
        ("false", True),
        ("5", True),
    ]
    assert attempt.answers[0]["prompt_ko"] == "알맞은 것은?"


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({**ANSWERS, "number": "4"}, (2, True)),
        ({**WRONG, "number": "5 명"}, (1, False)),
        (WRONG, (0, False)),
    ],
)
def test_the_pass_mark_decides(
    session: Session,
    module: Module,
    learner: Account,
    answers: dict[str, str],
    result: tuple[int, bool],
) -> None:
    read_lessons(session, module, learner.person_id)

    attempt = submit(session, start(session, module, learner), learner, answers)

    assert (attempt.correct, attempt.passed) == result


def test_handing_in_twice_keeps_the_first_answers(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)
    attempt = submit(session, start(session, module, learner), learner, WRONG)

    again = submit(session, attempt, learner, ANSWERS)

    assert again.id == attempt.id
    assert (again.correct, again.passed) == (0, False)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({}, NotAnswered),
        ({**ANSWERS, "number": " "}, NotAnswered),
        ({**ANSWERS, "number": "다섯"}, NumberNotReadable),
    ],
)
def test_what_can_not_be_graded_is_not_handed_in(
    session: Session,
    module: Module,
    learner: Account,
    answers: dict[str, str],
    refusal: type[Exception],
) -> None:
    read_lessons(session, module, learner.person_id)
    attempt = start(session, module, learner)

    with pytest.raises(refusal):
        submit(session, attempt, learner, answers)

    assert attempt.submitted_at is None


def test_nobody_hands_in_another_persons_attempt(
    session: Session, module: Module, learner: Account, other_learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)
    attempt = start(session, module, learner)

    with pytest.raises(services.AttemptGone):
        submit(session, attempt, other_learner, ANSWERS)

    assert attempt.submitted_at is None
