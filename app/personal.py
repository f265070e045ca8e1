"""What a package says of the personal data it holds: the words for its `personal.py`.

Each package that keeps something about people has a module `personal.py` with

- `HOLDINGS`: its tables that refer to a person, a tuple of `Holding`;
- `export(session, person_id)`: everything about her, a list of `Chapter`;
- `erase(session, person_id, *, now)`: destroys what may go, and makes nameless what
  statistics need;
- `kept(session, person_id, *, now)`: a list of `Kept`, what an erasure leaves because
  law or a register must keep it;
- `obstacles(session, person_id, *, now)`: what she must end before an erasure;
- `DUE`: for each kind of record whose keeping ends (`app/reference/retention.toml`),
  which rows are due and how they go.

All but `HOLDINGS` may be missing where there is nothing to say.

`app.privacy` composes them; no package knows another's.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import LazyString
from sqlalchemy import Select, Table
from sqlalchemy.orm import InstrumentedAttribute, Session

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
    """The columns which, with the person, must stay unique, e.g. ``run_id``. The
    person's own column says that there is one row a person at most."""
    live: str = ""
    """The SQL condition of that unique index, where it has one."""
    clash: Clash = Clash.STAY
    items: LazyString | None = None
    """Which facts of hers, in words, for `/privacy`."""
    about: tuple[str, ...] = ()
    """Its columns of text, dates of birth and JSON that may say something of her:
    exported, and gone after an erasure where no `Kept` names them."""
    plain: tuple[str, ...] = ()
    """Its columns of text that never do: codes, names of files, words of the law."""
    passing: tuple[str, ...] = ()
    """Its columns that change by themselves, e.g. that a message was delivered: they
    don't keep a merge from being undone."""


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


@dataclass(frozen=True)
class Obstacle:
    """What she must end before she can be erased, and the page where she can."""

    what: LazyString | str
    endpoint: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Due:
    """Rows of one kind of record whose keeping ends."""

    kind: str
    ids: Callable[[datetime], Select[int]]
    """The ids of what began before this instant and has been kept long enough."""
    destroy: Callable[[Session, Sequence[int], datetime], None]
    """Destroys these, or makes them nameless, in the caller's transaction."""


def facts_of(row: object, *names: str, **more: Fact) -> dict[str, Fact]:
    """These columns of a row as facts: enums as their values."""
    facts: dict[str, Fact] = {}
    for name in names:
        value = getattr(row, name)
        facts[name] = value.value if isinstance(value, enum.Enum) else value
    return {**facts, **more}


def live_where(model: type[Base], index: str) -> str:
    """The SQL condition of a partial unique index, as `Holding.live` wants it."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is one table
    found = next(one for one in table.indexes if one.name == index)
    return str(found.dialect_options["sqlite"]["where"])
