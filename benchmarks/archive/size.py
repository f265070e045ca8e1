"""How much there is of everything, and who opens the pages."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from tests.support.time import MONDAY_TEN

NOW = MONDAY_TEN
TODAY = NOW.date()
PERSONAS = ("administrator", "coordinator", "city", "instructor", "mentor", "learner")
"""Their persons and accounts are numbered from 1 in this order."""
RECENT = timedelta(days=365)
SCHOOLS = 25
MINE = 1
"""The school of the coordinator, the instructor and the mentor."""
LOOKS_ALIKE = 150
"""One in so many was entered twice, by the same school."""


@dataclass(frozen=True)
class Run:
    id: int
    school: int
    course: int
    state: str
    first: date
    last: date

    @property
    def held(self) -> bool:
        return self.state in ("running", "finished")

    @property
    def recent(self) -> bool:
        """Begun, and not over for a year yet."""
        return self.held and self.last >= TODAY - RECENT


@dataclass
class Size:
    """Of one database. What grows is the archive: a school has as much in hand as
    before, and every page that lists what is over has a full one."""

    runs: int
    enrolments: int
    chance: random.Random = field(default_factory=lambda: random.Random(20260302))  # noqa: S311

    @property
    def people_a_run(self) -> int:
        return self.enrolments // self.runs

    @cached_property
    def persons(self) -> int:
        return max(20_000, self.enrolments * 3 // 10)

    @cached_property
    def runs_of_mine(self) -> int:
        return max(75, self.runs // SCHOOLS)

    def of(self, share: float, *, at_least: int) -> int:
        """So many for a run, and a full page of them at any size."""
        return max(at_least, int(self.runs * share))

    @cached_property
    def people_of(self) -> list[list[int]]:
        """By school the persons who apply there; the newest are everywhere."""
        others = (self.runs - self.runs_of_mine) / (SCHOOLS - 1)
        shares = [0.0, self.runs_of_mine, *[max(others, 3)] * (SCHOOLS - 1)]
        pools: list[list[int]] = [[] for _ in shares]
        ids = range(len(PERSONAS) + 1, self.persons + 1)
        schools = self.chance.choices(range(len(shares)), shares, k=len(ids))
        schools[self.rare - ids.start] = MINE
        before = MINE
        for person, school in zip(ids, schools, strict=True):
            before = school if person % LOOKS_ALIKE else before
            pools[before].append(person)
        return pools

    @property
    def rare(self) -> int:
        """Whose name nobody else has."""
        return self.persons // 2 + 1


def day_before(days: int) -> date:
    return TODAY - timedelta(days=days)


def instant(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo)
