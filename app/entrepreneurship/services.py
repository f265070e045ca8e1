"""Verbs of learning: read a lesson, begin a quiz, hand it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.queries import lock_person
from app.entrepreneurship import attempts, lessons, queries
from app.entrepreneurship.asking import Asked, from_json, to_json
from app.entrepreneurship.grading import grade
from app.entrepreneurship.models import Attempt, LessonRead, Question
from app.exceptions import DomainError


class AttemptGone(DomainError):
    """No such attempt of this person, or its questions were renewed since."""


class NoQuiz(DomainError):
    """The module has no questions yet."""


def mark_read(
    session: Session, *, person_id: int, lesson_id: int, now: datetime
) -> bool:
    """Note that the person has read the lesson; False where that was noted before."""
    lock_person(session, person_id)
    if lessons.was_read(session, person_id=person_id, lesson_id=lesson_id):
        return False
    session.add(LessonRead(person_id=person_id, lesson_id=lesson_id, at=now))
    session.flush()
    return True


def start_attempt(
    session: Session, *, person_id: int, module_id: int, now: datetime
) -> Attempt:
    """Begin the quiz: freeze its questions. An attempt begun before is gone on with;
    where the questions have changed since, it begins anew with those of today.

    Raises AlreadyPassed, NoTriesLeft, LessonsUnread or NoQuiz.
    """
    lock_person(session, person_id)
    quiz = queries.quiz_of(session, module_id)
    if quiz is None:
        raise NoQuiz
    queries.progress_of(
        session, person_id=person_id, module_id=module_id
    ).check_may_try()
    asked = [to_json(ask(q)) for q in queries.questions_of(session, quiz.id)]
    begun = attempts.open_attempt(session, person_id=person_id, module_id=module_id)
    if begun is None:
        begun = Attempt(person_id=person_id, quiz=quiz, answers=[])
        session.add(begun)
    if begun.answers != asked or begun.pass_percent != quiz.pass_percent:
        begun.started_at = now
        begun.pass_percent = quiz.pass_percent
        begun.answers, begun.total = asked, len(asked)
    session.flush()
    return begun


def submit_attempt(
    session: Session,
    *,
    person_id: int,
    attempt_id: int,
    begun_at: datetime,
    answers: Mapping[str, str],
    now: datetime,
) -> Attempt:
    """Grade the answers, kept by question code, and close the attempt.

    The attempt is locked first: of two presses the second finds it closed and gets
    the result of the first. Raises AttemptGone where it isn't the person's or has
    begun anew since the page was opened, or a refusal of `grading`.
    """
    attempt = attempts.lock_own_attempt(session, attempt_id, person_id=person_id)
    if attempt is None:
        raise AttemptGone
    if attempt.submitted_at is not None:
        return attempt
    if attempt.started_at != begun_at:
        raise AttemptGone
    asked = [from_json(kept) for kept in attempt.answers]
    graded = grade(asked, answers, pass_percent=attempt.pass_percent)
    attempt.answers = [to_json(asked) for asked in graded.asked]
    attempt.correct, attempt.passed = graded.correct, graded.passed
    attempt.submitted_at = now
    session.flush()
    return attempt


def ask(question: Question) -> Asked:
    """The question with its words of today."""
    return Asked(
        code=question.code,
        kind=question.kind,
        prompt_ko=question.prompt_ko,
        prompt_en=question.prompt_en,
        answer=question.answer,
        explanation_ko=question.explanation_ko,
        explanation_en=question.explanation_en,
        reviewed_on=question.reviewed_on,
        source_ko=question.source_ko,
        source_en=question.source_en,
        choices_ko=tuple(question.choices_ko),
        choices_en=tuple(question.choices_en),
        units=tuple(question.units),
        unit_ko=question.unit_ko,
        unit_en=question.unit_en,
    )
