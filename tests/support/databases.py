"""The app on a real, migrated database, and each test's work undone after it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import flask_migrate
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, event, text

from app import create_app, reference
from app.config import Settings
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.time import FakeClock

NOWHERE = "the-test-reached-the-outside.invalid"


def settings_for(database_url: str, folder: Path) -> Settings:
    return Settings(
        environment="test",
        database_url=database_url,
        secret_key="a test's key is no secret, but it is long enough",
        public_url="http://localhost",
        mail_url=f"smtp://{NOWHERE}:25",
        storage_url=f"file://{folder / 'storage'}",
        redis_url=None,
        trusted_proxies=0,
    )


def build_app(
    database_url: str, folder: Path, *, settings: Settings | None = None
) -> Flask:
    """The app on this database, migrated for real, with the reference data."""
    settings = settings or settings_for(database_url, folder)
    app = create_app(settings, time=FakeClock())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        flask_migrate.upgrade()
        with transaction() as session:
            reference.load(session)
    return app


@contextmanager
def running(database_url: str, folder: Path) -> Iterator[Flask]:
    """`build_app`, with its connections closed at the end."""
    with closing(build_app(database_url, folder)) as app:
        yield app


@contextmanager
def closing(app: Flask) -> Iterator[Flask]:
    """The app; at the end no connection of its pool is left to a later test."""
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def create_postgresql_database(server: str, name: str) -> str:
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{server}/{name}"


@contextmanager
def isolated(app: Flask) -> Iterator[Connection]:
    """Everything committed inside becomes a savepoint and is undone at the end.

    One connection serves the code under test and the test itself; real races
    need a database of their own (see `scratch_app`).
    """
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
        engine: Engine = engines[None]
        db.session.configure(join_transaction_mode="create_savepoint")
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection
    try:
        yield connection
    finally:
        engines[None] = engine
        with contextlib.suppress(Exception):
            outer.rollback()
        connection.close()
        with app.app_context():
            db.session.configure(join_transaction_mode="conditional_savepoint")


@contextmanager
def counted(engine: Engine | Connection) -> Iterator[list[str]]:
    """The SQL statements run inside, savepoints left out."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
