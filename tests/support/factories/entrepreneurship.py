"""Modules with lessons and a quiz, and people who have read or passed them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import CourseRun, Module, RunModule
from app.entrepreneurship.asking import Asked, Kind
from app.entrepreneurship.models import Attempt, Lesson, LessonRead, Question, Quiz
from tests.support.time import MONDAY_TEN

_number = count(101)

ANSWERS = {"choice": "2", "true-false": "false", "number": "5"}
"""The right answers of a made module's three questions."""
WRONG = {"choice": "1", "true-false": "true", "number": "4"}


def make_module(
    session: Session,
    *,
    lessons: int = 2,
    pass_percent: int = 60,
    max_attempts: int | None = None,
    **more: Any,
) -> Module:
    """A module of three questions, one of each kind; two right ones pass."""
    number = next(_number)
    values: dict[str, Any] = {
        "code": f"module-{number}",
        "position": number,
        "title_ko": f"사업 연습 {number}",
        "title_en": f"Practice {number}",
        "minutes": 90,
    }
    module = Module(**{**values, **more})
    session.add(module)
    session.flush()
    for place in range(1, lessons + 1):
        session.add(make_lesson(module, place))
    quiz = Quiz(module=module, pass_percent=pass_percent, max_attempts=max_attempts)
    session.add(quiz)
    session.flush()
    session.add_all(_questions(quiz))
    session.commit()
    return module


def make_lesson(module: Module, place: int) -> Lesson:
    return Lesson(
        module_id=module.id,
        code=f"lesson-{place}",
        position=place,
        title_ko=f"{place}번째 이야기",
        title_en=f"Story {place}",
        body_ko="## 함께\n\n다섯 사람이 **함께** 시작해요.",
        body_en="## Together\n\nFive people begin **together**.",
        minutes=20,
    )


SHARED: dict[str, Any] = {
    "choices_ko": [],
    "choices_en": [],
    "units": [],
    "explanation_ko": "까닭은 이래요.",
    "explanation_en": "This is why.",
    "reviewed_on": date(2026, 3, 1),
    "source_ko": "협동조합 기본법 제15조",
    "source_en": "Framework Act on Cooperatives, Article 15",
}
CHOICE: dict[str, Any] = {
    "code": "choice",
    "kind": Kind.SINGLE_CHOICE,
    "prompt_ko": "알맞은 것은?",
    "prompt_en": "Which fits?",
    "choices_ko": ["하나", "둘"],
    "choices_en": ["One", "Two"],
    "answer": "2",
}
TRUE_FALSE: dict[str, Any] = {
    "code": "true-false",
    "kind": Kind.TRUE_FALSE,
    "prompt_ko": "혼자 세울 수 있다.",
    "prompt_en": "One person can found it.",
    "answer": "false",
}
NUMBER: dict[str, Any] = {
    "code": "number",
    "kind": Kind.NUMBER,
    "prompt_ko": "발기인은 몇 명?",
    "prompt_en": "How many founders?",
    "answer": "5",
    "units": ["명", "people"],
    "unit_ko": "명",
    "unit_en": "people",
}


def _questions(quiz: Quiz) -> list[Question]:
    rows = enumerate((CHOICE, TRUE_FALSE, NUMBER), start=1)
    return [
        Question(**{**SHARED, **row, "position": place, "quiz_id": quiz.id})
        for place, row in rows
    ]


def lessons_of(session: Session, module: Module) -> Sequence[Lesson]:
    return session.scalars(
        select(Lesson).where(Lesson.module_id == module.id).order_by(Lesson.position)
    ).all()


def read_lessons(
    session: Session, module: Module, person_id: int, number: int | None = None
) -> None:
    """The person has read the first lessons, all of them unless told how many."""
    for lesson in lessons_of(session, module)[:number]:
        session.add(LessonRead(person_id=person_id, lesson=lesson, at=MONDAY_TEN))
    session.commit()


def make_attempt(
    session: Session,
    module: Module,
    person_id: int,
    *,
    passed: bool = True,
    at: datetime = MONDAY_TEN,
) -> Attempt:
    """A submitted attempt; with `passed` the module is passed."""
    quiz = session.scalars(select(Quiz).where(Quiz.module_id == module.id)).one()
    attempt = Attempt(
        person_id=person_id,
        quiz=quiz,
        started_at=at,
        submitted_at=at,
        pass_percent=quiz.pass_percent,
        answers=[],
        correct=3 if passed else 0,
        total=3,
        passed=passed,
    )
    session.add(attempt)
    session.commit()
    return attempt


def ask_for(
    session: Session, run: CourseRun, module: Module, *, required: bool = True
) -> None:
    """The run names the module."""
    session.add(RunModule(run_id=run.id, module_id=module.id, required=required))
    session.commit()


def asked(kind: Kind = Kind.NUMBER, **more: Any) -> Asked:
    """A question as asked, for rules."""
    values: dict[str, Any] = {
        "code": "q",
        "kind": kind,
        "prompt_ko": "몇 명?",
        "prompt_en": "How many?",
        "answer": "5" if kind is Kind.NUMBER else "2",
        "explanation_ko": "까닭",
        "explanation_en": "Why",
        "reviewed_on": date(2026, 3, 1),
        "choices_ko": ("하나", "둘"),
        "choices_en": ("One", "Two"),
    }
    return Asked(**{**values, **more})
