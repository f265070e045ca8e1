"""Lessons, quizzes and questions of a module; what was read; attempts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.courses.models import Module
from app.entrepreneurship.asking import Kind
from app.orm import Base, EnumText, one_of


class Lesson(Base):
    """차시: one page of a module to read. Its body is Markdown."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("module_id", "code"),
        Index(
            "uq_lessons_position",
            "module_id",
            "position",
            unique=True,
            sqlite_where=text("NOT withdrawn"),
            postgresql_where=text("NOT withdrawn"),
        ),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    code: Mapped[str] = mapped_column(String(40))
    """Its name for ever, so that it may move without losing who read it."""
    position: Mapped[int]
    title_ko: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(100))
    body_ko: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """No longer part of the module; kept because somebody may have read it."""

    module: Mapped[Module] = relationship()


class Quiz(Base):
    """The one quiz of a module."""

    __tablename__ = "quizzes"
    __table_args__ = (
        UniqueConstraint("module_id"),
        CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_percent_range"),
        CheckConstraint("max_attempts > 0", name="max_attempts_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    pass_percent: Mapped[int]
    max_attempts: Mapped[int | None]
    """Empty means no limit."""

    module: Mapped[Module] = relationship()


class Question(Base):
    """A question as it is asked now; an attempt keeps its own copy."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("quiz_id", "code"),
        one_of("kind", Kind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    kind: Mapped[Kind] = mapped_column(EnumText(Kind))
    prompt_ko: Mapped[str] = mapped_column(String(300))
    prompt_en: Mapped[str] = mapped_column(String(400))
    choices_ko: Mapped[list[str]]
    choices_en: Mapped[list[str]]
    answer: Mapped[str] = mapped_column(String(40))
    """The number of the right choice from 1, ``true`` or ``false``, or a number."""
    units: Mapped[list[str]]
    """Every spelling of the unit that may follow a number."""
    unit_ko: Mapped[str] = mapped_column(String(20), default="")
    unit_en: Mapped[str] = mapped_column(String(20), default="")
    explanation_ko: Mapped[str] = mapped_column(Text)
    explanation_en: Mapped[str] = mapped_column(Text)
    reviewed_on: Mapped[date]
    """The day on which the answer was last compared with its source."""
    source_ko: Mapped[str] = mapped_column(String(200), default="")
    source_en: Mapped[str] = mapped_column(String(240), default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)

    quiz: Mapped[Quiz] = relationship()


class LessonRead(Base):
    """Somebody said that she has read a lesson."""

    __tablename__ = "lesson_reads"
    __table_args__ = (UniqueConstraint("person_id", "lesson_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    lesson: Mapped[Lesson] = relationship()


class Attempt(Base):
    """One try at a quiz. Begun, then submitted once; what was asked is frozen in it.

    A passed attempt is a fact: the module stays passed when its content changes.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        CheckConstraint("NOT passed OR submitted_at IS NOT NULL", name="passed_is_in"),
        CheckConstraint("correct BETWEEN 0 AND total", name="correct_range"),
        Index(
            "uq_attempts_open",
            "person_id",
            "quiz_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("ix_attempts_person_id_quiz_id", "person_id", "quiz_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), index=True)
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    pass_percent: Mapped[int]
    """The pass mark when it was begun."""
    answers: Mapped[list[dict[str, Any]]]
    """The questions as asked (`asking.Asked`), once submitted with the answers."""
    correct: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    passed: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
    quiz: Mapped[Quiz] = relationship()
