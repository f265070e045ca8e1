"""When two records look like one person, and which of the two is kept."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from app.exceptions import DomainError

ENOUGH = 2


class Sameness(enum.Enum):
    """What two records have in common."""

    NAME = "name"
    BIRTH = "birth_date"
    MOBILE = "mobile"


class MergeRefused(DomainError):
    """These two records are not joined."""


class BothSignIn(MergeRefused):
    """Each has an account with which somebody can sign in."""


@dataclass(frozen=True)
class Details:
    """What a record is recognised by."""

    name: str
    birth_date: date | None
    mobile: str | None


@dataclass(frozen=True)
class Record:
    """One of the two that are to be joined."""

    person_id: int
    has_account: bool
    account_open: bool


def name_key(name: str) -> str:
    """The name without blanks, in small letters: “Kim  Mi Kyung” is “kimmikyung”."""
    return name.replace(" ", "").lower()


def shared(one: Details, other: Details) -> frozenset[Sameness]:
    """What they have in common; what is not known is not in common."""
    same = {
        Sameness.NAME: name_key(one.name) == name_key(other.name),
        Sameness.BIRTH: one.birth_date is not None
        and one.birth_date == other.birth_date,
        Sameness.MOBILE: one.mobile is not None and one.mobile == other.mobile,
    }
    return frozenset(what for what, so in same.items() if so)


def alike(one: Details, other: Details) -> bool:
    """Whether they are likely one person: two of name, birth date and mobile agree."""
    return len(shared(one, other)) >= ENOUGH


def kept_of(first: Record, second: Record) -> tuple[int, int]:
    """The ids of the record that is kept, and of the one that goes into it.

    Kept is the one with which somebody can sign in, else the one with an account,
    else the older. Raises BothSignIn.
    """
    if first.account_open and second.account_open:
        raise BothSignIn
    best, other = sorted(
        (first, second),
        key=lambda one: (not one.account_open, not one.has_account, one.person_id),
    )
    return best.person_id, other.person_id
