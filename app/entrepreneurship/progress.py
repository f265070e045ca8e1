"""How far somebody is with a module, what she may do next, and what is missing."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.exceptions import DomainError


class LessonsUnread(DomainError):
    """The quiz opens once every lesson is marked read. Fact: left."""


class AlreadyPassed(DomainError):
    """Who has passed has nothing left to answer."""


class NoTriesLeft(DomainError):
    """Every try that the quiz allows was used. Fact: limit."""


class Standing(enum.Enum):
    """Where somebody stands with a module."""

    PREPARING = "preparing"  # it has no lessons or questions yet
    NEW = "new"
    READING = "reading"
    QUIZ = "quiz"
    NO_TRIES_LEFT = "no_tries_left"
    PASSED = "passed"


class Missing(enum.Enum):
    """What still separates somebody from having passed."""

    CONTENT = "content"
    LESSONS = "lessons"
    QUIZ = "quiz"
    TRIES = "tries"


@dataclass(frozen=True)
class Progress:
    """One person's facts about one module."""

    lessons: int
    lessons_read: int
    questions: int
    tries: int
    """How many attempts were submitted."""
    max_tries: int | None
    """Empty means no limit."""
    passed: bool

    @property
    def lessons_left(self) -> int:
        return max(self.lessons - self.lessons_read, 0)

    @property
    def tries_left(self) -> int | None:
        """How often the quiz may still be tried; empty means no limit."""
        if self.max_tries is None:
            return None
        return max(self.max_tries - self.tries, 0)

    @property
    def standing(self) -> Standing:
        """A passed module stays passed, whatever became of its content."""
        if self.passed:
            return Standing.PASSED
        if not self.lessons or not self.questions:
            return Standing.PREPARING
        if self.tries_left == 0:
            return Standing.NO_TRIES_LEFT
        if not self.lessons_left:
            return Standing.QUIZ
        return Standing.READING if self.lessons_read or self.tries else Standing.NEW

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing, in the order in which it can be done."""
        standing = self.standing
        if standing is Standing.PASSED:
            return ()
        if standing is Standing.PREPARING:
            return (Missing.CONTENT,)
        if standing is Standing.NO_TRIES_LEFT:
            return (Missing.TRIES,)
        return (Missing.LESSONS, Missing.QUIZ) if self.lessons_left else (Missing.QUIZ,)

    def check_may_try(self) -> None:
        """Let her try the quiz, or raise AlreadyPassed, NoTriesLeft, LessonsUnread."""
        if self.passed:
            raise AlreadyPassed
        if self.tries_left == 0:
            raise NoTriesLeft(limit=self.max_tries)
        if self.lessons_left or not self.lessons or not self.questions:
            raise LessonsUnread(left=self.lessons_left)
