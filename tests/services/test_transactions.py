"""transaction(): all or nothing, one writer at a time, readers undisturbed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import AuditEntry
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.databases import running

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
WAIT_SECONDS = 5


def entry(action: str = "a test wrote this") -> AuditEntry:
    return AuditEntry(at=NOW, action=action, subject_type="test", detail={})


def written() -> int:
    """How many rows another transaction would see."""
    db.session.rollback()
    number = db.session.scalar(select(func.count()).select_from(AuditEntry))
    db.session.rollback()
    return number or 0


@pytest.fixture(scope="module")
def real_app(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("transactions")
    with running(new_database("transactions"), folder) as app:
        yield app


@pytest.fixture
def own_app(real_app: Flask) -> Iterator[Flask]:
    """Real commits, begun from nothing, and an app context around the test."""
    with real_app.app_context():
        with transaction() as session:
            session.execute(delete(AuditEntry))
        yield real_app


@pytest.fixture
def sqlite_app(tmp_path: Path) -> Iterator[Flask]:
    """PostgreSQL locks rows; only SQLite has one lock for all that write."""
    with running(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path) as app:
        with app.app_context(), transaction() as session:
            session.execute(delete(AuditEntry))
        with app.app_context():
            yield app


@pytest.mark.usefixtures("own_app")
def test_the_block_is_committed() -> None:
    with transaction() as session:
        session.add(entry())

    assert written() == 1


@pytest.mark.usefixtures("own_app")
@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_goes_wrong_undoes_the_block(fault: type[BaseException]) -> None:
    def write_and_fail() -> None:
        with transaction() as session:
            session.add(entry())
            session.flush()
            raise fault

    with pytest.raises(fault):
        write_and_fail()

    assert written() == 0


@pytest.mark.usefixtures("own_app")
def test_a_commit_that_fails_undoes_the_block_and_the_next_one_works() -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(AuditEntry(at=NOW, subject_type="test", detail={}))

    with transaction() as session:
        session.add(entry())

    assert written() == 1


@pytest.mark.usefixtures("own_app")
def test_a_nested_one_is_refused_and_nothing_is_kept() -> None:
    def write_within() -> None:
        with transaction() as session:
            session.add(entry())
            session.flush()
            with transaction():
                pass

    with pytest.raises(RuntimeError, match="clean session"):
        write_within()

    assert written() == 0


@pytest.mark.usefixtures("own_app")
def test_changes_made_before_it_are_refused_not_lost() -> None:
    pending = entry()
    db.session.add(pending)

    with pytest.raises(RuntimeError, match="clean session"), transaction():
        pass

    assert pending in db.session


@pytest.mark.usefixtures("own_app")
@pytest.mark.parametrize("change", ["changed", "deleted"])
def test_a_row_changed_or_deleted_before_it_is_refused_too(change: str) -> None:
    with transaction() as session:
        session.add(entry())
    row = db.session.scalars(select(AuditEntry)).one()
    if change == "changed":
        row.action = "another"
    else:
        db.session.delete(row)

    with pytest.raises(RuntimeError, match="clean session"), transaction():
        pass


@pytest.mark.usefixtures("own_app")
def test_it_sees_what_others_committed_since_the_page_was_read() -> None:
    """The read transaction of loading the user ends; an old picture would be kept."""
    assert written() == 0
    db.session.scalar(select(func.count()).select_from(AuditEntry))
    with Session(db.engine) as other:
        other.connection(execution_options={"write": True})
        other.add(entry())
        other.commit()

    with transaction() as session:
        seen = session.scalar(select(func.count()).select_from(AuditEntry))

    assert seen == 1


@pytest.mark.usefixtures("sqlite_app")
def test_on_sqlite_the_write_lock_is_taken_before_anything_is_read() -> None:
    file = str(db.engine.url.database)

    with (
        closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other,
        transaction(),
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


class Writer:
    """A second thread that writes as soon as it may."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.begun, self.done = threading.Event(), threading.Event()

    def __call__(self) -> int:
        """How many rows it saw inside its own transaction."""
        with self.app.app_context():
            self.begun.set()
            with transaction() as session:
                seen = session.scalar(select(func.count()).select_from(AuditEntry))
                session.add(entry("the second"))
            self.done.set()
            return seen or 0


def test_on_sqlite_a_second_writer_waits_for_the_first(sqlite_app: Flask) -> None:
    second = Writer(sqlite_app)
    with ThreadPoolExecutor(1) as threads:
        with transaction() as session:
            waiting = threads.submit(second)
            second.begun.wait(WAIT_SECONDS)
            session.add(entry("the first"))
            session.flush()
            overtook = second.done.wait(0.3)

        seen = waiting.result(WAIT_SECONDS)

    assert not overtook
    assert seen == 1  # it began only once the first was there to be seen
    assert written() == 2


def test_a_reader_does_not_wait_and_sees_nothing_half_done(own_app: Flask) -> None:
    def read() -> int:
        with own_app.app_context():
            return written()

    with ThreadPoolExecutor(1) as threads, transaction() as session:
        session.add(entry())
        session.flush()

        seen = threads.submit(read).result(WAIT_SECONDS)

    assert seen == 0
    assert written() == 1
