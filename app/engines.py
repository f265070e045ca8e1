"""What both engines need so that the same code locks alike on either."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_SECONDS = 15


def prepare(engine: Engine) -> None:
    """Make SQLite lock on write and keep foreign keys; PostgreSQL needs nothing.

    pysqlite begins transactions behind our back and none for a SELECT, so two
    learners could read the same free seat. We begin ourselves: `BEGIN IMMEDIATE`
    where the connection carries the execution option `write`, else `BEGIN`.
    """
    if engine.dialect.name != "sqlite":
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


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
