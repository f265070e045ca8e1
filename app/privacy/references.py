"""Who refers to a row: asked of the schema, so that no table is forgotten."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import FromClause, Table, exists, or_
from sqlalchemy.sql import ColumnElement

from app.orm import Base


def referring(to: str) -> list[tuple[Table, str]]:
    """Every table and column with a foreign key to this table's id."""
    return [
        (table, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == to
    ]


def refers_to(
    thing: FromClause, *, besides: Collection[str] = ()
) -> ColumnElement[bool]:
    """Whether any row of any table refers to the row of `thing` looked at."""
    assert isinstance(thing, Table)  # noqa: S101 - a model's table
    looking = [
        (table.alias(), column)
        for table, column in referring(thing.name)
        if table.name not in besides
    ]
    return or_(*(exists().where(by.c[name] == thing.c.id) for by, name in looking))
