"""How migrations run: one at a time, never waiting long for a lock, on both engines."""

from __future__ import annotations

import warnings
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine, text
from sqlalchemy.types import TypeDecorator

from app.extensions import db

LOCK_SECONDS = 5
MIGRATION_LOCK = 7_352_019  # any number, the same for everybody who migrates

# A batch rebuild on SQLite drops an unnamed CHECK with a warning only.
warnings.filterwarnings("error", message=".*unnamed.*", module="alembic.*")


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones they are stored as."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=False,
        transactional_ddl=True,  # on SQLite too: app/engines.py begins for real
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            demand_parents(connection)


def demand_parents(connection: Connection) -> None:
    """Raises RuntimeError where a row has lost its parent; all is undone then."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise RuntimeError(f"rows without their parent: {broken[:5]}")


def migrate_sqlite(engine: Engine) -> None:
    """Rebuilding a parent table with foreign keys on would delete its children."""
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            migrate(connection.execution_options(write=True))
            connection.commit()
        finally:
            connection.rollback()  # within a transaction the next line does nothing
            raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = current_app.extensions["migrate"].db.engine
    if engine.dialect.name == "sqlite":
        migrate_sqlite(engine)
        return
    with engine.connect() as connection:
        migrate(connection)
        connection.commit()


run()
