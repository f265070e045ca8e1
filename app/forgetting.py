"""Taking words out of text: what names a person goes, what was said stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from typing import cast as cast_type

from sqlalchemy import Text, cast, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import ColumnElement

from app.orm import Base
from app.personal import ERASED_NAME

A_BATCH = 200


@dataclass(frozen=True)
class Traces:
    """The spellings under which somebody may be found."""

    names: tuple[str, ...]
    unique: tuple[str, ...]
    """Addresses and telephone numbers: nobody else's."""
    birth: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.unique, *self.names, *self.birth)


def together(found: Sequence[Traces]) -> Traces:
    """The spellings of several records of one person."""
    return Traces(
        names=tuple(dict.fromkeys(one for each in found for one in each.names)),
        unique=tuple(dict.fromkeys(one for each in found for one in each.unique)),
        birth=tuple(dict.fromkeys(one for each in found for one in each.birth)),
    )


def spellings(
    *, name: str, emails: Collection[str], mobile: str | None, born: date | None
) -> Traces:
    """What to look for. An erased name is nobody's."""
    return Traces(
        names=(name,) if name and name != ERASED_NAME else (),
        unique=(*sorted(set(filter(None, emails))), *_mobile(mobile)),
        birth=_birth(born),
    )


def _mobile(mobile: str | None) -> tuple[str, ...]:
    if not mobile:
        return ()
    parts = (mobile[:3], mobile[3:7], mobile[7:])
    return (mobile, "-".join(parts), " ".join(parts), ".".join(parts))


def _birth(born: date | None) -> tuple[str, ...]:
    if born is None:
        return ()
    year, month, day = born.year, born.month, born.day
    return (
        born.isoformat(),
        f"{born:%Y%m%d}",
        f"{born:%Y.%m.%d}",
        f"{year}. {month}. {day}.",
        f"{year}.{month}.{day}",
        f"{year}년 {month}월 {day}일",
    )


def without(value: Any, words: Sequence[str]) -> Any:
    """The text, or the JSON with its texts, without these words."""
    match value:
        case str():
            for word in words:
                value = value.replace(word, ERASED_NAME)
            return value
        case list():
            return [without(one, words) for one in value]
        case dict():
            return {key: without(one, words) for key, one in value.items()}
    return value


def holds(
    column: InstrumentedAttribute[Any], words: Sequence[str]
) -> ColumnElement[bool]:
    """Whether the column's text, or JSON as it is stored, has one of the words."""
    stored = cast(column, Text)
    spelled = {word for each in words for word in (each, json.dumps(each)[1:-1])}
    return or_(*(stored.contains(word, autoescape=True) for word in sorted(spelled)))


def take_out(
    session: Session,
    columns: Sequence[InstrumentedAttribute[Any]],
    words: Sequence[str],
    *where: ColumnElement[bool],
) -> None:
    """Take the words out of these columns of one table, in every row `where` leaves."""
    if not words:
        return
    model = cast_type(type[Base], columns[0].class_)
    key = inspect(model).primary_key[0]
    with_words = or_(*(holds(column, words) for column in columns))
    seen = 0
    while rows := session.scalars(
        select(model)
        .where(with_words, key > seen, *where)
        .order_by(key)
        .limit(A_BATCH)
        .execution_options(populate_existing=True)
    ).all():
        for row in rows:
            for column in columns:
                _rewrite(row, column.key, words)
        seen = getattr(rows[-1], str(key.key))
        session.flush()


def _rewrite(row: Base, name: str, words: Sequence[str]) -> None:
    before = getattr(row, name)
    after = without(before, words)
    if after != before:
        setattr(row, name, after)
