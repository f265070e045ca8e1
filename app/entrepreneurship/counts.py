"""The counts from which a person's progress with modules follows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.entrepreneurship.models import Attempt, Lesson, LessonRead, Question, Quiz
from app.entrepreneurship.progress import Progress


@dataclass(frozen=True)
class Lessons:
    whole: int = 0
    read: int = 0


@dataclass(frozen=True)
class Asked:
    questions: int = 0
    max_tries: int | None = None


@dataclass(frozen=True)
class Tries:
    submitted: int = 0
    passed_at: datetime | None = None


def progress_by_module(
    session: Session, person_id: int, module_ids: Collection[int]
) -> dict[int, tuple[Progress, datetime | None]]:
    """Progress and the instant of passing, by module: three statements."""
    all_lessons = _lessons(session, person_id, module_ids)
    all_asked = _asked(session, module_ids)
    all_tries = _tries(session, person_id, module_ids)
    facts = {}
    for module_id in module_ids:
        lessons = all_lessons.get(module_id, Lessons())
        asked = all_asked.get(module_id, Asked())
        tries = all_tries.get(module_id, Tries())
        progress = Progress(
            lessons=lessons.whole,
            lessons_read=lessons.read,
            questions=asked.questions,
            tries=tries.submitted,
            max_tries=asked.max_tries,
            passed=tries.passed_at is not None,
        )
        facts[module_id] = (progress, tries.passed_at)
    return facts


def _lessons(
    session: Session, person_id: int, module_ids: Collection[int]
) -> dict[int, Lessons]:
    rows = session.execute(
        select(Lesson.module_id, func.count(Lesson.id), func.count(LessonRead.id))
        .outerjoin(
            LessonRead,
            and_(LessonRead.lesson_id == Lesson.id, LessonRead.person_id == person_id),
        )
        .where(Lesson.module_id.in_(module_ids), ~Lesson.withdrawn)
        .group_by(Lesson.module_id)
    )
    return {module_id: Lessons(whole, read) for module_id, whole, read in rows}


def _asked(session: Session, module_ids: Collection[int]) -> dict[int, Asked]:
    rows = session.execute(
        select(Quiz.module_id, func.count(Question.id), Quiz.max_attempts)
        .outerjoin(Question, and_(Question.quiz_id == Quiz.id, ~Question.withdrawn))
        .where(Quiz.module_id.in_(module_ids))
        .group_by(Quiz.module_id, Quiz.max_attempts)
    )
    return {module_id: Asked(questions, limit) for module_id, questions, limit in rows}


def _tries(
    session: Session, person_id: int, module_ids: Collection[int]
) -> dict[int, Tries]:
    rows = session.execute(
        select(
            Quiz.module_id,
            func.count(Attempt.id),
            func.min(case((Attempt.passed, Attempt.submitted_at))),
        )
        .join(Attempt.quiz)
        .where(
            Quiz.module_id.in_(module_ids),
            Attempt.person_id == person_id,
            Attempt.submitted_at.is_not(None),
        )
        .group_by(Quiz.module_id)
    )
    return {module_id: Tries(count, at) for module_id, count, at in rows}
