"""The migrations make what the models say, there and back, and lose no rows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Inspector,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from app.extensions import db
from app.orm import Base
from tests.support.databases import running, settings_for
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_class

ROOT = Path(__file__).resolve().parents[2]
NEXT = "9999"


@pytest.fixture
def bare_app(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Flask]:
    """An app on a database with nothing in it."""
    app = create_app(settings_for(new_database("bare"), tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def lived_in(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has parents and children."""
    with running(new_database("lived"), tmp_path) as app, app.app_context():
        session = db.session()
        run = make_run(session)
        make_meetings(session, run)
        make_class(session, run)
        db.session.remove()
        yield app
        db.session.remove()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_migrated_from_nothing_the_database_is_what_the_models_say(
    connection: Connection,
) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True})

    assert compare_metadata(context, Base.metadata) == []


def test_the_checks_are_there_too_which_alembic_does_not_compare(
    connection: Connection,
) -> None:
    inspector = inspect(connection)

    there = {
        table: {check["name"] for check in inspector.get_check_constraints(table)}
        for table in Base.metadata.tables
    }

    assert there == {
        name: {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        for name, table in Base.metadata.tables.items()
    }


def test_an_index_over_some_rows_is_one_in_the_database(
    connection: Connection,
) -> None:
    kind = connection.dialect.name
    inspector = inspect(connection)

    partial = {
        index["name"]
        for table in Base.metadata.tables
        for index in inspector.get_indexes(table)
        if index.get("dialect_options", {}).get(f"{kind}_where") is not None
    }

    assert partial == {
        index.name
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options[kind]["where"] is not None
    }
    assert partial


def unnamed(inspector: Inspector, table: str) -> Iterator[str]:
    key = inspector.get_pk_constraint(table)
    found: list[Any] = [
        *([key] if key["constrained_columns"] else []),
        *inspector.get_foreign_keys(table),
        *inspector.get_unique_constraints(table),
        *inspector.get_check_constraints(table),
    ]
    yield from (f"{table}: {c}" for c in found if not c["name"])


def test_every_constraint_has_a_name(connection: Connection) -> None:
    inspector = inspect(connection)

    nameless = [
        each for table in Base.metadata.tables for each in unnamed(inspector, table)
    ]

    assert not nameless, "a batch rebuild on SQLite loses what has no name"


def test_the_migrations_are_one_row_of_numbers() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    revisions = [revision.revision for revision in script.walk_revisions()][::-1]
    files = sorted(path.name for path in (ROOT / "migrations/versions").glob("*.py"))

    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]
    assert [name[:4] for name in files] == revisions
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in files)


def test_down_to_nothing_and_up_again(bare_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    with db.engine.connect() as connection:
        left = tables(connection)

    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        assert left == set()
        assert tables(connection) == set(Base.metadata.tables)


def test_two_that_migrate_at_once_do_not_meet(bare_app: Flask) -> None:
    """Two machines that start together: one migrates, the other finds it done."""
    settings = bare_app.config["SETTINGS"]
    environment = {
        "APP_ENV": "test",
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "STORAGE_URL": settings.storage_url,
        "PATH": "/usr/bin:/bin",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]

    both = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]

    assert [process.wait(timeout=60) for process in both] == [0, 0]
    with db.engine.connect() as connection:
        assert tables(connection) == set(Base.metadata.tables)


def with_one_more(folder: Path, upgrade: str) -> str:
    """The migrations and one after them, in a folder of their own."""
    shutil.copytree(ROOT / "migrations", folder / "migrations")
    versions = folder / "migrations" / "versions"
    last = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    source = f"""
    import sqlalchemy as sa
    from alembic import op

    revision = "{NEXT}"
    down_revision = "{last}"


    def upgrade() -> None:
        {upgrade}
    """
    (versions / f"{NEXT}_made_for_test.py").write_text(textwrap.dedent(source))
    return str(folder / "migrations")


def rows() -> list[int]:
    counts = [
        db.session.scalar(select(func.count()).select_from(model)) or 0
        for model in (CourseRun, Meeting, Enrollment)
    ]
    db.session.remove()
    return counts


def version() -> str:
    found: str = db.session.scalars(
        text("SELECT version_num FROM alembic_version")
    ).one()
    db.session.remove()
    return found


WIDER = """with op.batch_alter_table("course_runs") as batch:
            batch.alter_column("venue", type_=sa.String(300))"""


def test_a_rebuilt_parent_keeps_its_children_and_its_checks(
    lived_in: Flask, tmp_path: Path
) -> None:
    before = rows()

    flask_migrate.upgrade(directory=with_one_more(tmp_path, WIDER))

    assert rows() == before == [1, 7, 3]
    assert version() == NEXT
    run = db.session.scalars(select(CourseRun)).one()
    run.capacity = 0
    with pytest.raises(IntegrityError, match="ck_course_runs_capacity_positive"):
        db.session.flush()


def test_foreign_keys_are_kept_again_after_a_migration(
    lived_in: Flask, tmp_path: Path
) -> None:
    flask_migrate.upgrade(directory=with_one_more(tmp_path, WIDER))

    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM course_runs"))


def test_a_migration_that_orphans_rows_is_undone(
    lived_in: Flask, tmp_path: Path
) -> None:
    before, at = rows(), version()
    careless = with_one_more(tmp_path, 'op.execute("DELETE FROM course_runs")')

    with pytest.raises((SystemExit, IntegrityError)):
        flask_migrate.upgrade(directory=careless)

    assert (rows(), version()) == (before, at)
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM course_runs"))
