"""What learning says of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, joinedload

from app.entrepreneurship.asking import from_json
from app.entrepreneurship.models import Attempt, LessonRead, Quiz
from app.formats import english, local
from app.personal import Chapter, Due, Fact, Holding, Kept, facts_of, live_where

HOLDINGS = (
    Holding(
        LessonRead,
        _l("Lessons read"),
        kind="learning",
        person=LessonRead.person_id,
        once=("lesson_id",),
        items=_l("which lesson was read when"),
    ),
    Holding(
        Attempt,
        _l("Quiz attempts"),
        kind="learning",
        person=Attempt.person_id,
        once=("quiz_id",),
        live=live_where(Attempt, "uq_attempts_open"),
        items=_l("answers and results"),
        about=("answers",),
    ),
)

_READ = {"lesson": _l("Lesson"), "at": _l("Read on")}
_TRIED = {
    "module": _l("Module"),
    "started_at": _l("Begun on"),
    "submitted_at": _l("Submitted on"),
    "correct": _l("Right"),
    "total": _l("Questions"),
    "passed": _l("Passed"),
    "answered": _l("Answers"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """What she read and what she answered."""
    reads = session.scalars(
        select(LessonRead)
        .where(LessonRead.person_id == person_id)
        .options(joinedload(LessonRead.lesson))
        .order_by(LessonRead.id)
    )
    attempts = session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id)
        .options(joinedload(Attempt.quiz).joinedload(Quiz.module))
        .order_by(Attempt.id)
    )
    read = [facts_of(r, "at", lesson=local(r.lesson, "title")) for r in reads]
    tried = [_attempt(attempt) for attempt in attempts]
    return [
        Chapter(_l("Lessons read"), "lessons", read, _READ),
        Chapter(_l("Quiz attempts"), "attempts", tried, _TRIED),
    ]


def _attempt(attempt: Attempt) -> dict[str, Fact]:
    asked = [from_json(one) for one in attempt.answers]
    answered = "; ".join(
        f"{one.prompt_en}: {one.given_en}"
        if english()
        else f"{one.prompt_ko}: {one.given_ko}"
        for one in asked
    )
    return facts_of(
        attempt,
        "started_at",
        "submitted_at",
        "correct",
        "total",
        "passed",
        module=local(attempt.quiz.module, "title"),
        answered=answered if attempt.submitted_at else None,
    )


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """Whether a module was passed stays without her name: completions rest on it."""
    there = select(Attempt.id).where(Attempt.person_id == person_id)
    if session.scalar(there.limit(1)) is None:
        return []
    return [
        Kept(
            _l("Results of quizzes, without your name and your answers"),
            _l("The figures of the courses stay true; nobody can tell it was you"),
            None,
        )
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """What she answered goes, and an attempt she never sent in."""
    session.execute(
        delete(Attempt).where(
            Attempt.person_id == person_id, Attempt.submitted_at.is_(None)
        )
    )
    for attempt in session.scalars(
        select(Attempt).where(Attempt.person_id == person_id)
    ):
        attempt.answers = [{**asked, "given": ""} for asked in attempt.answers]


def _old_reads(before: datetime) -> Select[int]:
    return select(LessonRead.id).where(LessonRead.at < before)


def _forget_reads(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(LessonRead).where(LessonRead.id.in_(ids)))


def _old_attempts(before: datetime) -> Select[int]:
    return select(Attempt.id).where(Attempt.started_at < before)


def _forget_attempts(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Attempt).where(Attempt.id.in_(ids)))


DUE = (
    Due("learning", _old_reads, _forget_reads),
    Due("learning", _old_attempts, _forget_attempts),
)
