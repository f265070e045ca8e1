"""What the rules of eligibility are told: of the run, and of who applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Area:
    """A district as the rules need it."""

    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True)
class Names:
    """What something, or several things, are called in both languages."""

    name_ko: str
    name_en: str


@dataclass(frozen=True)
class CourseName:
    """A course as the rules need it."""

    id: int
    name_ko: str
    name_en: str


def names_of(courses: Sequence[CourseName]) -> Names:
    """All of them in one line."""
    return Names(
        ", ".join(c.name_ko for c in courses),
        ", ".join(c.name_en or c.name_ko for c in courses),
    )


@dataclass(frozen=True)
class Bar:
    """A restriction that holds: she may not apply at the school until it is over."""

    course: Names
    """Which she left without an excuse."""
    since: date
    until: date
    """The last day on which it holds."""


@dataclass(frozen=True)
class Period:
    """An application window; `closes_at` is exclusive."""

    opens_at: datetime
    closes_at: datetime
    residents_only: bool = False

    def contains(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True)
class Conditions:
    """What a run asks of who applies."""

    area: Area
    """The school's district: who lives there is a resident."""
    first_day: date | None
    adult_age: int
    """A policy figure (민법 제4조), in force on the day of applying."""
    max_age: int | None = None
    """만 나이 on the first day, inclusive (이하)."""
    residents_only: bool = False
    prerequisites: tuple[CourseName, ...] = ()
    """All of them must be completed."""
    courses_a_term: int | None = None
    """How many courses of the school somebody may have in the run's half-year."""
    contact: Names = Names("", "")
    """Whom to ask who finds a restriction wrong."""


@dataclass(frozen=True)
class Applicant:
    birth_date: date | None
    district_code: str | None
    place: int | None = None
    """Her live enrolment in this very run."""
    completed: frozenset[int] = frozenset()
    """Those of the prerequisites that she holds a valid certificate of."""
    this_term: tuple[CourseName, ...] = ()
    """Her places in other runs of the school in the run's half-year."""
    bar: Bar | None = None
    """What holds against her at the school today."""
