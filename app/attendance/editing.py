"""Who may change a register when (domain.md §3, correction)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.exceptions import DomainError


class RegisterRefused(DomainError):
    """The register can't be changed now, or not by this person."""


class TooEarly(RegisterRefused):
    """Nobody is marked before the day of the meeting. Facts: day."""


class MeetingCancelled(RegisterRefused):
    """휴강: nobody attends a class that isn't held."""


class RunCalledOff(RegisterRefused):
    """폐강: the run takes place no more."""


class RegisterClosed(RegisterRefused):
    """The run has ended; only the school corrects its register. Facts: ended_on."""


class ReasonNeeded(RegisterRefused):
    """After the day of the meeting a change says why."""


@dataclass(frozen=True)
class Occasion:
    """A meeting and its run on one day in Seoul."""

    today: date
    meeting_day: date
    last_day: date
    """The run's last day."""
    meeting_cancelled: bool = False
    run_cancelled: bool = False

    @property
    def needs_reason(self) -> bool:
        """Until the end of the meeting's day a register is written freely."""
        return self.today > self.meeting_day


def demand_open(occasion: Occasion, *, corrects: bool) -> None:
    """Raises a RegisterRefused where nobody, or not this person, may change marks.

    `corrects`: a coordinator of the school, who may do so after the run's end too.
    """
    if occasion.run_cancelled:
        raise RunCalledOff
    if occasion.meeting_cancelled:
        raise MeetingCancelled
    if occasion.today < occasion.meeting_day:
        raise TooEarly(day=occasion.meeting_day)
    if occasion.today > occasion.last_day and not corrects:
        raise RegisterClosed(ended_on=occasion.last_day)


def demand_reason(occasion: Occasion, reason: str) -> None:
    """Raises ReasonNeeded for a late change without one."""
    if occasion.needs_reason and not reason.strip():
        raise ReasonNeeded
