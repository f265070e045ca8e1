"""Whether somebody has completed a run, and if not, what exactly is missing.

수료 means that the criteria are met: enough attendance by the run's rule, its whole
register marked, and every required module passed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Attendance:
    """Where the attendance rule sees somebody, in meetings."""

    scheduled: int
    credited: int
    needed: int
    percent: int
    """Of a hundred, what the run demands."""
    marked: int
    reachable: bool
    """Coming to all that is left would still be enough."""


@dataclass(frozen=True)
class RequiredModule:
    module_id: int
    code: str
    title_ko: str
    title_en: str


@dataclass(frozen=True)
class NoMeetings:
    """The run has no meeting that counts: there is nothing to complete."""


@dataclass(frozen=True)
class TooFewMeetings:
    """Attendance isn't enough (yet)."""

    credited: int
    needed: int
    scheduled: int
    percent: int
    reachable: bool

    @property
    def lacking(self) -> int:
        return self.needed - self.credited


@dataclass(frozen=True)
class MeetingsUnmarked:
    """Meetings still to come, or past ones that nobody has marked."""

    unmarked: int
    scheduled: int


@dataclass(frozen=True)
class ModuleNotPassed:
    module: RequiredModule


Reason = NoMeetings | TooFewMeetings | MeetingsUnmarked | ModuleNotPassed


@dataclass(frozen=True)
class Completion:
    attendance: Attendance
    missing: tuple[Reason, ...]
    """In the order in which they can be mended; empty where all is there."""

    @property
    def completed(self) -> bool:
        return not self.missing

    @property
    def reachable(self) -> bool:
        """Whether it can still be completed, as far as attendance goes."""
        return self.attendance.reachable


def completion(
    attendance: Attendance,
    *,
    required: Sequence[RequiredModule],
    passed: Collection[int],
) -> Completion:
    """Weigh attendance and modules; `passed` are the ids of modules passed."""
    missing: list[Reason] = [*_attendance_lacks(attendance)]
    missing += [
        ModuleNotPassed(module) for module in required if module.module_id not in passed
    ]
    return Completion(attendance=attendance, missing=tuple(missing))


def _attendance_lacks(attendance: Attendance) -> list[Reason]:
    if attendance.scheduled == 0:
        return [NoMeetings()]
    lacks: list[Reason] = []
    if attendance.credited < attendance.needed:
        lacks.append(
            TooFewMeetings(
                credited=attendance.credited,
                needed=attendance.needed,
                scheduled=attendance.scheduled,
                percent=attendance.percent,
                reachable=attendance.reachable,
            )
        )
    if attendance.marked < attendance.scheduled and attendance.reachable:
        lacks.append(
            MeetingsUnmarked(
                unmarked=attendance.scheduled - attendance.marked,
                scheduled=attendance.scheduled,
            )
        )
    return lacks
