"""What both engines need so that the same code locks alike on either, and is quick."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_SECONDS = 15


def prepare(engine: Engine) -> None:
    """Make SQLite lock on write and keep foreign keys, and PostgreSQL begin at once.

    pysqlite begins transactions behind our back and none for a SELECT, so two
    learners could read the same free seat. We begin ourselves: `BEGIN IMMEDIATE`
    where the connection carries the execution option `write`, else `BEGIN`.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _begin_at_once)
        return
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)


def _set_up_connection(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection: Any, _record: Any) -> None:
    """A page reads some dozen rows: to compile its query, or to call up workers for
    it, takes ten times as long as to answer it."""
    connection.execute("SET jit = off")
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.commit()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
