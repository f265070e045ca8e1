"""What a package says of the personal data it holds: the words for its `personal.py`.

Each package that keeps something about people has a module `personal.py` with

- `HOLDINGS`: its tables that refer to a person, a tuple of `Holding`;
- `export(session, person_id)`: everything about her, a list of `Chapter`;
- `erase(session, person_id, *, now)`: destroys what may go, makes nameless what
  statistics need, and gives a list of `Kept` for what law or a register must keep;
- `destroy_due(session, kind, *, before, limit)` where it holds kinds of record whose
  keeping ends (`app/reference/retention.toml`).

`app.privacy` composes them; no package knows another's.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import LazyString
from sqlalchemy.orm import InstrumentedAttribute

from app.orm import Base

ERASED_NAME = "(지움)"
"""What stands where a name was erased, in both languages."""


class Clash(enum.Enum):
    """When two records of one person are merged and both have such a row."""

    STAY = "stay"
    """The other's row stays where it is: hers says the same."""
    REFUSE = "refuse"
    """The merge is refused, because the two rows contradict each other."""


@dataclass(frozen=True)
class Holding:
    """The rows of one table that are about a person."""

    model: type[Base]
    what: LazyString
    """What it is, e.g. “Applications and places in classes”."""
    kind: str
    """The kind of record in `retention.toml`: why and how long it is kept."""
    person: InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | None = None
    """The column with the person's id; a merge moves the row by it. None for rows
    reached through another table of the package, or through an account."""
    account: tuple[str, ...] = ()
    """Columns with the id of her account, where she acted as a member of staff: they
    say who did it, are never moved, and stay as long as the row does."""
    once: tuple[str, ...] = ()
    """The columns which, with the person, must stay unique, e.g. ``run_id``."""
    live: str = ""
    """The SQL condition of that unique index, where it has one."""
    clash: Clash = Clash.STAY


Fact = str | int | bool | date | datetime | None


@dataclass(frozen=True)
class Chapter:
    """A part of the export: a title, and rows of labelled facts."""

    title: LazyString
    key: str
    """Its name in the JSON file, e.g. ``enrollments``."""
    rows: Sequence[dict[str, Fact]]
    """By column, named as in the database."""
    labels: dict[str, LazyString] = field(default_factory=dict)
    """Words for the columns, for the readable file."""


@dataclass(frozen=True)
class Kept:
    """What an erasure leaves, and why."""

    what: LazyString
    why: LazyString
    """The law and article, or the register that must stay whole."""
    until: date | None
    """The first day on which it may go; None for what stays with the register."""
