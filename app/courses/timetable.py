"""On which days classes fall: weekdays from a day on, holidays left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from app.exceptions import DomainError

LONGEST = 200
"""No run has more meetings: a slip of the keyboard is not planned for years."""
FURTHEST = timedelta(days=731)


class PatternIncomplete(DomainError):
    """Without first day, weekdays, times and an end there is nothing to plan."""


class EndsBeforeItBegins(DomainError):
    """A class ends after it begins, and a period after its first day."""


class TooManyMeetings(DomainError):
    """More than `limit` meetings."""


class NoDaysLeft(DomainError):
    """The pattern has no day within its period, or all were left out."""


class MeetingsOverlap(DomainError):
    """Two classes of the run would be held at once, on the day `on`."""


@dataclass(frozen=True)
class Holiday:
    name_ko: str
    name_en: str


@dataclass(frozen=True)
class Pattern:
    """Weekdays are digits, Monday 0 … Sunday 6. It ends after `count` classes or
    on `until`, whichever comes first; one of them is needed."""

    starts_on: date
    weekdays: str
    begins: time
    finishes: time
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class Slot:
    """One class, on the wall in Seoul."""

    on: date
    begins: time
    finishes: time

    @property
    def minutes(self) -> int:
        midnight = date.min
        span = datetime.combine(midnight, self.finishes) - datetime.combine(
            midnight, self.begins
        )
        return int(span.total_seconds()) // 60


@dataclass(frozen=True)
class LeftOut:
    """A day of the pattern without a class; no holiday where staff dropped it."""

    on: date
    holiday: Holiday | None


@dataclass(frozen=True)
class Timetable:
    slots: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def minutes(self) -> int:
        return sum(slot.minutes for slot in self.slots)


def plan(
    pattern: Pattern,
    *,
    holidays: Mapping[date, Holiday],
    keep: Collection[date] = (),
    drop: Collection[date] = (),
) -> Timetable:
    """Lay the classes over the calendar; public holidays have none.

    A day in `keep` is held although it is a holiday, a day in `drop` is not held
    although it is none; with a count, later days take the place of those left out.
    Raises a DomainError where the pattern can't be laid out.
    """
    _check(pattern)
    slots, left_out = list[Slot](), list[LeftOut]()
    last = min(pattern.until or date.max, pattern.starts_on + FURTHEST)
    wanted = LONGEST if pattern.count is None else pattern.count
    day = pattern.starts_on
    while day <= last and len(slots) < wanted:
        if str(day.weekday()) in pattern.weekdays:
            if day in drop or (day in holidays and day not in keep):
                left_out.append(LeftOut(on=day, holiday=holidays.get(day)))
            else:
                slots.append(Slot(day, pattern.begins, pattern.finishes))
        day += timedelta(days=1)
    if not slots:
        raise NoDaysLeft
    if pattern.count is None and day <= last:
        raise TooManyMeetings(limit=LONGEST)
    return Timetable(slots=tuple(slots), left_out=tuple(left_out))


def _check(pattern: Pattern) -> None:
    if not pattern.weekdays or (pattern.count is None and pattern.until is None):
        raise PatternIncomplete
    if pattern.count is not None and pattern.count > LONGEST:
        raise TooManyMeetings(limit=LONGEST)
    if pattern.finishes <= pattern.begins:
        raise EndsBeforeItBegins
    if pattern.until is not None and pattern.until < pattern.starts_on:
        raise EndsBeforeItBegins


def check_slots(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The classes in order of time, none of them at the same time as another.

    Raises EndsBeforeItBegins, MeetingsOverlap or TooManyMeetings.
    """
    if len(slots) > LONGEST:
        raise TooManyMeetings(limit=LONGEST)
    for slot in slots:
        if slot.finishes <= slot.begins:
            raise EndsBeforeItBegins
    ordered = tuple(sorted(slots, key=lambda slot: (slot.on, slot.begins)))
    for earlier, later in pairwise(ordered):
        if earlier.on == later.on and later.begins < earlier.finishes:
            raise MeetingsOverlap(on=later.on.isoformat())
    return ordered
