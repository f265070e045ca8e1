"""Who may join a team of founders, and until when one may leave it."""

from __future__ import annotations

from app.exceptions import DomainError
from app.incubation.stages import BEFORE_MEETING, BEFORE_NOTICE, Stage


class TooYoung(DomainError):
    """`age`: how old a founder must be at least (민법 제4조)."""


class BirthDateUnknown(DomainError):
    """Whether she is of age can't be told."""


class TeamClosed(DomainError):
    """The notice names the founders: nobody joins after it."""


class LeavingTooLate(DomainError):
    """The meeting has decided on these founders; leaving now follows the articles."""


class TeamWouldBreak(DomainError):
    """Too few would stay for what the team has already settled. `needed`: heads."""


class LastFounder(DomainError):
    """Nobody would stay. Stop the venture instead."""


def of_age(age: int | None, *, adult_age: int) -> None:
    """Raises BirthDateUnknown or TooYoung."""
    if age is None:
        raise BirthDateUnknown()
    if age < adult_age:
        raise TooYoung(age=adult_age)


def may_join(stage: Stage) -> None:
    """Raises TeamClosed once the notice is given, and while a venture rests."""
    if stage not in BEFORE_NOTICE:
        raise TeamClosed()


def may_leave(stage: Stage, *, founders: int, needed: int) -> None:
    """Leaving is free while the team forms; later enough must stay.

    `stage` is where the venture stands, or was left from while on hold.
    Raises LeavingTooLate, LastFounder or TeamWouldBreak.
    """
    if stage not in BEFORE_MEETING and stage is not Stage.STOPPED:
        raise LeavingTooLate()
    if founders <= 1:
        raise LastFounder()
    if stage in (Stage.IDEA, Stage.TEAM, Stage.STOPPED):
        return
    if founders - 1 < needed:
        raise TeamWouldBreak(needed=needed)
