"""Fixtures everybody uses: the two databases, the clock, the session, the personas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.places.models import School
from tests.support.databases import create_postgresql_database, isolated, running
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.pages import PageClient
from tests.support.servers import postgresql
from tests.support.time import MONDAY_TEN, FakeClock

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=DATABASES, help="only this one")
    parser.addoption("--full", action="store_true", help="the long tests, whole")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever uses a database runs on both."""
    if "database_kind" in metafunc.fixturenames:
        only = metafunc.config.getoption("--database")
        kinds = [only] if only else list(DATABASES)
        metafunc.parametrize("database_kind", kinds, indirect=True, scope="session")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's content is no name: a workbook holds the second at which it was made,
    so two processes would not agree on what the tests are called."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return cast(str, request.param)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def new_database(
    database_kind: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], str]:
    """Makes an empty database of this kind and gives its address."""

    def make(name: str) -> str:
        if database_kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name) / 'test.sqlite'}"
        server = request.getfixturevalue("postgresql_server")
        return create_postgresql_database(server, name)

    return make


@pytest.fixture(scope="session")
def app(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The app on a migrated database with the reference data, shared by all tests."""
    with running(new_database("shared"), tmp_path_factory.mktemp("instance")) as app:
        yield app


@pytest.fixture
def scratch_app(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Flask]:
    """An app with a database of its own, for races and other real commits."""
    with running(new_database("scratch"), tmp_path) as app:
        yield app


@pytest.fixture
def clock(app: Flask) -> FakeClock:
    fake = cast(FakeClock, app.extensions["clock"])
    fake.set(MONDAY_TEN)
    return fake


@pytest.fixture
def connection(app: Flask, clock: FakeClock) -> Iterator[Connection]:
    """The one connection of this test; all it wrote is undone afterwards."""
    with isolated(app) as connection:
        yield connection


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """The test's own session. Commit before a request, or the app sees nothing."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture
def pages(app: Flask, connection: Connection) -> Callable[[Account | None], PageClient]:
    """Opens pages as this account: `pages(account).get("home.me")`."""

    def as_account(account: Account | None = None) -> PageClient:
        return PageClient(app, connection, account)

    return as_account


@pytest.fixture
def visitor(app: Flask, connection: Connection) -> PageClient:
    return PageClient(app, connection)


@pytest.fixture(autouse=True)
def no_limits(request: pytest.FixtureRequest) -> None:
    """Rate limits begin anew for each test that has an app."""
    if "app" in request.fixturenames:
        from app.extensions import limiter  # noqa: PLC0415 - only where an app is

        request.getfixturevalue("app")
        if limiter._storage is not None:
            limiter.reset()


# The cast: Geumcheon's school and its people, and strangers from Eunpyeong.


@pytest.fixture
def school(session: Session) -> School:
    return make_school(session)


@pytest.fixture
def other_school(session: Session) -> School:
    return make_school(session, "11380")


@pytest.fixture
def learner(session: Session) -> Account:
    return make_account(session, "김미경")


@pytest.fixture
def other_learner(session: Session) -> Account:
    return make_account(session, "박영호")


@pytest.fixture
def coordinator(session: Session, school: School) -> Account:
    return make_staff(session, Role.COORDINATOR, school, "이현주")


@pytest.fixture
def other_coordinator(session: Session, other_school: School) -> Account:
    return make_staff(session, Role.COORDINATOR, other_school, "정은희")


@pytest.fixture
def instructor(session: Session, school: School) -> Account:
    return make_staff(session, Role.INSTRUCTOR, school, "박선영")


@pytest.fixture
def administrator(session: Session) -> Account:
    return make_staff(session, Role.ADMINISTRATOR, name="최관리")


@pytest.fixture
def city_officer(session: Session) -> Account:
    return make_staff(session, Role.CITY, name="한시청")
