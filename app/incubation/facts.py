"""What a step asks for, declared as data, and reading what was answered."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from app.exceptions import DomainError

FactValue = date | datetime | int | str | bool
LARGEST = 2_000_000_000
"""Numbers beyond this are slips of the finger (the columns hold no more either)."""
FARTHEST_YEARS = 10


class FactRefused(DomainError):
    """What was answered can't be taken; `fact` names the answer to mend."""

    fact: ClassVar[str] = ""

    def __init__(self, *, about: str = "", **more: object) -> None:
        super().__init__(**more)
        self.about = about or type(self).fact


class FactMissing(FactRefused):
    pass


class FactMalformed(FactRefused):
    pass


class DayAhead(FactRefused):
    """What has happened can't lie ahead."""


class DayPast(FactRefused):
    """What is planned can't lie behind."""


class Kind(enum.Enum):
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CONFIRM = "confirm"  # a box to tick


class When(enum.Enum):
    ANY = "any"
    PAST = "past"  # today at the latest
    AHEAD = "ahead"  # after now


@dataclass(frozen=True)
class Fact:
    """One thing a step asks for. The form's field is made from it."""

    name: str
    kind: Kind
    required: bool = True
    when: When = When.ANY
    least: int = 0
    longest: int = 200
    pattern: str = ""
    staff_only: bool = False
    """Shown to the school's staff, never in the public register."""


class Facts(Mapping[str, FactValue]):
    """Answers by name, with their kinds."""

    def __init__(self, values: Mapping[str, FactValue] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, name: str) -> FactValue:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def day(self, name: str) -> date:
        """Raises KeyError where it isn't known. Of a moment, its date as written."""
        value = self._values[name]
        if isinstance(value, datetime):
            return value.date()
        if not isinstance(value, date):
            raise TypeError(name)
        return value

    def moment(self, name: str) -> datetime:
        value = self._values[name]
        if not isinstance(value, datetime):
            raise TypeError(name)
        return value

    def number(self, name: str) -> int:
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(name)
        return value

    def text(self, name: str) -> str:
        """Empty where it isn't known."""
        return str(self._values.get(name, ""))

    def with_more(self, more: Mapping[str, FactValue]) -> Facts:
        return Facts({**self._values, **more})


def read(asked: tuple[Fact, ...], given: Mapping[str, Any], *, now: datetime) -> Facts:
    """The answers to what is asked; what wasn't asked is left out.

    `now` is aware and in the zone of the wall clock.
    Raises a FactRefused that names the first answer to mend.
    """
    values: dict[str, FactValue] = {}
    for fact in asked:
        value = given.get(fact.name)
        if isinstance(value, str):
            value = value.strip()
        if value is None or value is False or value == "":
            if fact.required:
                raise FactMissing(about=fact.name)
            continue
        values[fact.name] = _checked(fact, value, now=now)
    return Facts(values)


def _checked(fact: Fact, value: Any, *, now: datetime) -> FactValue:
    match fact.kind, value:
        case Kind.CONFIRM, True:
            return True
        case Kind.NUMBER, int() if not isinstance(value, bool):
            if not fact.least <= value <= LARGEST:
                raise FactMalformed(about=fact.name)
            return value
        case Kind.DAY, date() if not isinstance(value, datetime):
            _in_time(fact, value, ahead=value > now.date(), now=now)
            return value
        case Kind.MOMENT, datetime() if value.tzinfo is not None:
            local = value.astimezone(now.tzinfo)
            _in_time(fact, local.date(), ahead=local > now, now=now)
            return local
        case ((Kind.TEXT | Kind.LONG_TEXT), str()):
            if len(value) > fact.longest or not _fits(fact.pattern, value):
                raise FactMalformed(about=fact.name)
            return value
    raise FactMalformed(about=fact.name)


def _in_time(fact: Fact, day: date, *, ahead: bool, now: datetime) -> None:
    if fact.when is When.PAST and ahead:
        raise DayAhead(about=fact.name)
    if fact.when is When.AHEAD and not ahead:
        raise DayPast(about=fact.name)
    if abs(day.year - now.year) > FARTHEST_YEARS:
        raise FactMalformed(about=fact.name)


def _fits(pattern: str, value: str) -> bool:
    return not pattern or re.fullmatch(pattern, value) is not None


def to_json(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    """Dates as ISO text; everything else as it is."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }


def from_json(asked: tuple[Fact, ...], stored: Mapping[str, Any]) -> Facts:
    """What `to_json` wrote, by the kinds of what was asked."""
    kinds = {fact.name: fact.kind for fact in asked}
    values: dict[str, FactValue] = {}
    for name, value in stored.items():
        match kinds.get(name):
            case Kind.DAY:
                values[name] = date.fromisoformat(value)
            case Kind.MOMENT:
                values[name] = datetime.fromisoformat(value)
            case Kind():
                values[name] = value
    return Facts(values)
