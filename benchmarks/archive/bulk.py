"""Rows by the million: COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Engine, Table, func, select, text

from app.orm import Base

Rows = Iterable[dict[str, Any]]
AT_A_TIME = 50_000


class Bulk:
    """Writes rows past the ORM. What a row doesn't say is the column's default."""

    def __init__(self, engine: Engine, cursor: Any) -> None:
        self.postgresql = engine.dialect.name == "postgresql"
        self.cursor = cursor

    def fill(self, model: type[Base], rows: Rows) -> None:
        """All rows of one table; each names the same columns as the first."""
        table: Table = model.__table__  # type: ignore[assignment]
        stream = iter(rows)
        first = next(stream, None)
        if first is None:
            return
        said = list(first)
        silent = _defaults(table, said)
        columns = [table.c[name].name for name in (*said, *silent)]
        tail = tuple(self._stored(value) for value in silent.values())
        lines = (
            (*(self._stored(row[name]) for name in said), *tail)
            for row in _and(first, stream)
        )
        (self._copy if self.postgresql else self._insert)(table.name, columns, lines)

    def _copy(self, table: str, columns: list[str], lines: Iterator[Any]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        with self.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)

    def _insert(self, table: str, columns: list[str], lines: Iterator[Any]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        self.cursor.executemany(statement, lines)

    def _stored(self, value: Any) -> Any:
        """As the column types of `app.orm` store it."""
        change = _CHANGES.get(type(value))
        if change is not None:
            return change(value)
        if isinstance(value, enum.Enum):
            return value.value
        if self.postgresql:
            return value
        change = _FOR_SQLITE.get(type(value))
        return change(value) if change else value


def _and(first: dict[str, Any], rest: Iterable[dict[str, Any]]) -> Iterator[Any]:
    yield first
    yield from rest


def _defaults(table: Table, said: list[str]) -> dict[str, Any]:
    """The defaults of columns that the rows leave out.

    Raises LookupError where one has none and may not be empty.
    """
    silent: dict[str, Any] = {}
    for column in table.columns:
        default = column.default
        if column.key in said or column.computed is not None:
            continue
        if default is not None and default.is_scalar:
            silent[column.key] = default.arg  # type: ignore[attr-defined]
        elif not column.nullable and not column.primary_key:
            raise LookupError(f"{table.name}.{column.key} has to be said")
    return silent


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


_CHANGES: dict[type, Callable[[Any], Any]] = {dict: _json, list: _json}
_FOR_SQLITE: dict[type, Callable[[Any], Any]] = {
    datetime: _instant,
    date: date.isoformat,
    time: lambda value: value.strftime("%H:%M:%S.%f"),
    bool: int,
}


@contextmanager
def filling(engine: Engine) -> Iterator[Bulk]:
    """A writer that looks after no foreign key and no durability: the rows are made
    by us, and gone with the benchmark. At the end the planner knows them."""
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        cursor = raw.cursor()
        postgresql = engine.dialect.name == "postgresql"
        for setting in _SETTINGS[postgresql]:
            cursor.execute(setting)
        if not postgresql:
            cursor.execute("BEGIN")
        yield Bulk(engine, cursor)
        raw.commit()
        connection.invalidate()  # its settings are for nobody else
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as after:
        if postgresql:
            _number_on(after)
            after.execute(text("VACUUM ANALYZE"))
        else:
            after.execute(text("ANALYZE"))


_SETTINGS = {
    True: ("SET session_replication_role = replica",),
    False: ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF",
            "PRAGMA cache_size=-400000"),
}  # fmt: skip


def _number_on(connection: Any) -> None:
    """New rows are numbered after those that were written."""
    for table in Base.metadata.sorted_tables:
        key = table.c.get("id")
        if key is None or key.autoincrement is False:
            continue
        last = connection.scalar(select(func.max(key)))
        if last is not None:
            place = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({place}, {last})"))
