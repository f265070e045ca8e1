"""Reads about the lessons of a module, with what the person has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, defer

from app.entrepreneurship.models import Lesson, LessonRead


@dataclass(frozen=True)
class LessonLine:
    lesson: Lesson
    read_at: datetime | None


def lesson_lines(
    session: Session, *, person_id: int, module_id: int
) -> Sequence[LessonLine]:
    """The module's lessons in their order, without their texts; one statement."""
    rows = session.execute(
        select(Lesson, LessonRead.at)
        .outerjoin(
            LessonRead,
            and_(LessonRead.lesson_id == Lesson.id, LessonRead.person_id == person_id),
        )
        .where(Lesson.module_id == module_id, ~Lesson.withdrawn)
        .order_by(Lesson.position)
        .options(defer(Lesson.body_ko), defer(Lesson.body_en))
    )
    return [LessonLine(lesson, read_at) for lesson, read_at in rows]


def lesson_at(session: Session, *, module_id: int, position: int) -> Lesson | None:
    return session.scalar(
        select(Lesson).where(
            Lesson.module_id == module_id,
            Lesson.position == position,
            ~Lesson.withdrawn,
        )
    )


def lesson_after(session: Session, *, module_id: int, position: int) -> Lesson | None:
    """The next lesson; none after the last."""
    return session.scalar(
        select(Lesson)
        .where(
            Lesson.module_id == module_id,
            Lesson.position > position,
            ~Lesson.withdrawn,
        )
        .order_by(Lesson.position)
        .limit(1)
    )


def was_read(session: Session, *, person_id: int, lesson_id: int) -> bool:
    marked = select(LessonRead.id).where(
        LessonRead.person_id == person_id, LessonRead.lesson_id == lesson_id
    )
    return session.scalar(marked) is not None
