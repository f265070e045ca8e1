"""`flask serve`: web and worker begin together and end together, on one signal."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo.load import load as load_demo
from app.unit_of_work import transaction
from tests.support.databases import running
from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
MARK = "SERVED_FOR_TEST"
PATIENCE_SECONDS = 60


class Served:
    """`flask serve` as a process, and every process that it began."""

    def __init__(self, database: Path, port: int) -> None:
        self.port = port
        self.environment = environment_for(database, port)
        self.log = database.with_name(f"{port}.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*FLASK, "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def greeting(self) -> str:
        """What it says once it is there, the address included."""
        end = time.monotonic() + PATIENCE_SECONDS
        while "Jumin School is at" not in (said := self.log.read_text()):
            assert self.process.poll() is None, f"it ended instead: {said}"
            assert time.monotonic() < end, f"no greeting: {said}"
            time.sleep(0.05)
        return said

    def family(self) -> dict[int, str]:
        """All living processes with our mark in their environment: pid and command.

        The mark is inherited, so an orphan is found too, whatever its session.
        """
        mark = f"{MARK}={self.environment[MARK]}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes()
                    found[int(folder.name)] = command.replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found

    def one(self, part: str) -> int:
        """The first process whose command has this part."""
        return min(pid for pid, command in self.family().items() if part in command)


def environment_for(database: Path, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "APP_ENV": "development",
        "DATABASE_URL": f"sqlite:///{database}",
        "STORAGE_URL": f"file://{database.parent / 'storage'}",
        "SECRET_KEY": "a test's key is no secret, but it is long enough",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        MARK: str(database),
    }


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as script/server prepares it: migrated, with reference and demo data."""
    database = tmp_path_factory.mktemp("served") / "school.sqlite"
    with (
        running(f"sqlite:///{database}", database.parent) as app,
        app.app_context(),
        transaction() as session,
    ):
        load_demo(session, now=datetime.now(UTC))
    return database


@contextmanager
def serving(database: Path) -> Iterator[Served]:
    served = Served(database, free_port())
    try:
        yield served
    finally:
        for pid in served.family():
            os.kill(pid, signal.SIGKILL)
        served.process.wait(PATIENCE_SECONDS)


def ask(served: Served, path: str) -> tuple[int, str]:
    address = f"http://127.0.0.1:{served.port}{path}"
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return answer.status, answer.read().decode()


def wait_for(served: Served, part: str) -> None:
    """Until a process with this part in its command is there."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not any(part in command for command in served.family().values()):
        assert time.monotonic() < end, f"no {part}"
        time.sleep(0.05)


@pytest.mark.journey
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_greets_serves_and_ends_with_all_it_began(
    database: Path, name: signal.Signals
) -> None:
    with serving(database) as served:
        greeting = served.greeting()
        health, front = ask(served, "/healthz"), ask(served, "/")
        begun = served.family()

        served.process.send_signal(name)
        status = served.process.wait(PATIENCE_SECONDS)

        left = served.family()

    assert f"http://127.0.0.1:{served.port}" in greeting
    assert health == (200, '{"status":"ok"}\n')
    assert "금천" in front[1]
    assert len(begun) >= 3  # itself, the web server, the worker
    assert status == 0
    assert left == {}


@pytest.mark.journey
def test_asked_to_stop_while_it_begins_it_leaves_nobody_behind(database: Path) -> None:
    with serving(database) as served:
        wait_for(served, "worker")

        served.process.send_signal(signal.SIGINT)
        status = served.process.wait(PATIENCE_SECONDS)

        left = served.family()

    assert status == 0
    assert left == {}


@pytest.mark.journey
def test_where_one_of_them_dies_all_end_and_say_so(database: Path) -> None:
    with serving(database) as served:
        served.greeting()

        os.kill(served.one("granian"), signal.SIGKILL)
        status = served.process.wait(PATIENCE_SECONDS)

        left = served.family()

    assert status != 0
    assert left == {}


@pytest.mark.journey
def test_a_port_that_is_taken_is_said_at_once(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        refused = subprocess.run(
            [*FLASK, "serve"],
            cwd=ROOT,
            env=environment_for(database, taken.getsockname()[1]),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    assert refused.returncode == 1
    assert "Choose another with PORT=" in refused.stderr
