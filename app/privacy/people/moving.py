"""Which rows of a person move to another record, and how they looked then.

Every package says in its `personal.py` what it holds (`Holding`); this reads it.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Table, literal_column, select, tuple_
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.personal import Clash, Holding
from app.privacy.composition import holdings

Key = tuple[Any, ...]
"""The primary key of a row."""
STAY_WITH_HER = (Person, Account)
"""The record itself; and an account never changes its person."""


@dataclass(frozen=True)
class Move:
    """What becomes of one table's rows."""

    holding: Holding
    keys: tuple[Key, ...]
    """Of the rows that move."""
    staying: int
    """Rows that say what the kept record says already."""
    contradicting: int
    """Rows for which the merge is refused."""


def movable() -> tuple[Holding, ...]:
    """The holdings whose rows have a column for the person."""
    return tuple(
        one
        for one in holdings()
        if one.person is not None and one.model not in STAY_WITH_HER
    )


def moves_between(session: Session, *, gone_id: int, kept_id: int) -> list[Move]:
    """What would move from one to the other; tables without a row are left out."""
    found = [
        _move(session, holding, gone_id=gone_id, kept_id=kept_id)
        for holding in movable()
    ]
    return [one for one in found if one.keys or one.staying or one.contradicting]


def table_of(holding: Holding) -> Table:
    return cast(Table, holding.model.__table__)


def person_column(holding: Holding) -> Column[Any]:
    """The column by which a row changes its person."""
    return cast("Column[Any]", cast(Any, holding.person).property.columns[0])


def set_person(
    session: Session, holding: Holding, keys: Collection[Key], *, to: int
) -> list[Key]:
    """Give these rows to a person; their keys afterwards."""
    table, column = table_of(holding), person_column(holding)
    session.execute(
        update_rows(table).where(_among(table, keys)).values({column: to}),
        execution_options={"synchronize_session": False},
    )
    parts = list(table.primary_key.columns)
    return [
        tuple(
            to if part is column else value
            for part, value in zip(parts, key, strict=True)
        )
        for key in keys
    ]


def digests(
    session: Session, holding: Holding, keys: Collection[Key]
) -> dict[Key, str]:
    """SHA-256 of each of these rows that is there. What passes by itself (that a
    message was delivered) is no part of it."""
    table = table_of(holding)
    parts = [part.name for part in table.primary_key.columns]
    rows = session.execute(select(table).where(_among(table, keys))).mappings()
    return {
        tuple(row[part] for part in parts): _digest(row, without=holding.passing)
        for row in rows
    }


def written_key(key: Key) -> str:
    return json.dumps([_plain(part) for part in key])


def read_key(written: str) -> Key:
    return tuple(json.loads(written))


def _move(session: Session, holding: Holding, *, gone_id: int, kept_id: int) -> Move:
    table, column = table_of(holding), person_column(holding)
    parts = list(table.primary_key.columns)
    unique = [table.c[name] for name in holding.once if name != column.name]
    taken = set(_unique_of(session, holding, unique, kept_id))
    counts: ColumnElement[Any] = literal_column(f"({holding.live or '1'})")
    keys: list[Key] = []
    clashing = 0
    query = select(*parts, counts.label("counts"), *unique).where(column == gone_id)
    for row in session.execute(query.order_by(*parts)):
        said = tuple(row[len(parts) + 1 :])
        if holding.once and row.counts and said in taken:
            clashing += 1
        else:
            keys.append(tuple(row[: len(parts)]))
    refused = holding.clash is Clash.REFUSE
    return Move(
        holding,
        tuple(keys),
        staying=0 if refused else clashing,
        contradicting=clashing if refused else 0,
    )


def _unique_of(
    session: Session, holding: Holding, unique: Sequence[Column[Any]], person_id: int
) -> list[Key]:
    if not holding.once:
        return []
    column = person_column(holding)
    query = select(column, *unique).where(column == person_id)
    if holding.live:
        query = query.where(literal_column(f"({holding.live})"))
    return [tuple(row[1:]) for row in session.execute(query)]


def _among(table: Table, keys: Collection[Key]) -> ColumnElement[bool]:
    parts = list(table.primary_key.columns)
    if len(parts) == 1:
        return parts[0].in_([key[0] for key in keys])
    return tuple_(*parts).in_(list(keys))


def _digest(row: Mapping[Any, Any], *, without: Collection[str]) -> str:
    facts = {
        str(name): _plain(value) for name, value in row.items() if name not in without
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case enum.Enum():
            return value.value
        case bytes():
            return hashlib.sha256(value).hexdigest()
    return value
