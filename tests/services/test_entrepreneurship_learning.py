"""Reading lessons, trying the quiz, passing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.entrepreneurship import queries, services
from app.entrepreneurship.models import Attempt, LessonRead, Question
from app.entrepreneurship.progress import (
    AlreadyPassed,
    LessonsUnread,
    NoTriesLeft,
    Standing,
)
from tests.support.factories.entrepreneurship import (
    ANSWERS,
    WRONG,
    lessons_of,
    make_attempt,
    make_lesson,
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


def how_many(session: Session, model: type[Attempt] | type[LessonRead]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_reading_a_lesson_twice_marks_it_once(
    session: Session, module: Module, learner: Account
) -> None:
    lesson = lessons_of(session, module)[0]
    before = how_many(session, LessonRead)

    marks = [
        services.mark_read(
            session, person_id=learner.person_id, lesson_id=lesson.id, now=MONDAY_TEN
        )
        for _ in range(2)
    ]

    assert marks == [True, False]
    assert how_many(session, LessonRead) == before + 1


def test_the_quiz_waits_for_the_last_lesson(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id, 1)

    with pytest.raises(LessonsUnread):
        start(session, module, learner)

    last = lessons_of(session, module)[1]
    services.mark_read(
        session, person_id=learner.person_id, lesson_id=last.id, now=MONDAY_TEN
    )
    assert start(session, module, learner).total == 3


def test_another_persons_reading_opens_nothing(
    session: Session, module: Module, learner: Account, other_learner: Account
) -> None:
    read_lessons(session, module, other_learner.person_id)

    with pytest.raises(LessonsUnread):
        start(session, module, learner)


def test_beginning_twice_goes_on_with_the_same_attempt(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)

    first, second = start(session, module, learner), start(session, module, learner)

    assert first.id == second.id


def test_changed_questions_begin_the_attempt_anew(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)
    begun = start(session, module, learner)
    question = session.scalars(
        select(Question).where(Question.code == "number", Question.quiz == begun.quiz)
    ).one()
    question.prompt_ko = "발기인은 적어도 몇 명?"
    session.flush()

    renewed = services.start_attempt(
        session,
        person_id=learner.person_id,
        module_id=module.id,
        now=MONDAY_TEN + timedelta(hours=1),
    )

    assert renewed.id == begun.id
    assert renewed.answers[2]["prompt_ko"] == "발기인은 적어도 몇 명?"
    with pytest.raises(services.AttemptGone):
        services.submit_attempt(
            session,
            person_id=learner.person_id,
            attempt_id=renewed.id,
            begun_at=MONDAY_TEN,
            answers=ANSWERS,
            now=MONDAY_TEN + timedelta(hours=2),
        )


def test_who_has_passed_begins_no_further_attempt(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)
    make_attempt(session, module, learner.person_id)

    with pytest.raises(AlreadyPassed):
        start(session, module, learner)


def test_tries_are_counted_when_they_are_handed_in(
    session: Session, learner: Account
) -> None:
    module = make_module(session, max_attempts=2)
    read_lessons(session, module, learner.person_id)
    for _ in range(2):
        attempt = start(session, module, learner)
        start(session, module, learner)
        submit(session, attempt, learner, WRONG)

    with pytest.raises(NoTriesLeft):
        start(session, module, learner)

    progress = queries.progress_of(
        session, person_id=learner.person_id, module_id=module.id
    )
    assert progress.standing is Standing.NO_TRIES_LEFT


def test_a_module_without_a_quiz_says_so(session: Session, learner: Account) -> None:
    module = Module(
        code="empty", position=99, title_ko="빈 모듈", title_en="E", minutes=60
    )
    session.add(module)
    session.commit()

    with pytest.raises(services.NoQuiz):
        start(session, module, learner)


def test_a_passed_module_stays_passed_when_a_lesson_is_added(
    session: Session, module: Module, learner: Account
) -> None:
    read_lessons(session, module, learner.person_id)
    make_attempt(session, module, learner.person_id)
    session.add(make_lesson(module, 3))
    session.commit()

    standing = queries.standing_with(
        session, person_id=learner.person_id, module=module
    )

    assert (standing.lessons, standing.lessons_read) == (3, 2)
    assert standing.standing is Standing.PASSED
