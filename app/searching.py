"""Finding rows by a part of a text, in time that doesn't grow with the table.

Korean words are often two syllables: the engines' indexes of words and trigrams find
none of them. A plain index does, over the text from its first character on, from its
second, and so on: a part of a name is the beginning of one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    func,
    select,
    union,
)
from sqlalchemy.orm import Session

MOST = 1_000
"""Up to so many finds are rare; above, a page is full after a short look."""
LAST = "\U0010ffff"


def begins_with(
    session: Session, column: SQLColumnExpression[Any], text: str
) -> ColumnElement[bool]:
    """The column begins with the text, such that a plain index finds it: on
    PostgreSQL one with a pattern operator class."""
    if session.get_bind().dialect.name == "postgresql":
        return column.startswith(text, autoescape=True)
    return (column >= text) & (column < text + LAST)


def has(column: SQLColumnExpression[str], text: str) -> ColumnElement[bool]:
    """The text stands somewhere in the column, in small letters or large ones. Of
    letters that have no such forms the column is read as it stands: it is quicker."""
    if text.lower() == text.upper():
        return column.contains(text, autoescape=True)
    return func.lower(column).contains(text.lower(), autoescape=True)


def rare(session: Session, *finds: Select[int]) -> Sequence[int] | None:
    """The ids that these find, where they are few; None where they are many.

    Each find goes by an index. Where there are many, the newest of them are found
    sooner by looking at the newest rows.
    """
    limited = [select(find.limit(MOST + 1).subquery()) for find in finds]
    found = session.scalars(union(*limited).limit(MOST + 1)).all()
    return found if len(found) <= MOST else None


def first(
    query: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]], name: str
) -> CTE:
    """The query, answered before what is joined with it: a page of ids. PostgreSQL
    would else weigh the joins by how dear it reckons the whole to be."""
    return query.cte(name).prefix_with("MATERIALIZED")
