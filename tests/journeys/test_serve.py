"""`flask serve`: web and worker begin together and end together, on one signal."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo.load import load as load_demo
from app.unit_of_work import transaction
from tests.support.databases import running
from tests.support.served import (
    FLASK,
    PATIENCE_SECONDS,
    ROOT,
    Served,
    environment_for,
    serving,
)


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


def ask(served: Served, path: str) -> tuple[int, str]:
    address = f"http://127.0.0.1:{served.port}{path}"
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return answer.status, answer.read().decode()


def wait_for_beat(served: Served) -> None:
    """Until the supervisor has seen its web server answer, and written it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while '"last_beat":null' in ask(served, "/readyz")[1]:
        assert time.monotonic() < end, "no heartbeat"
        time.sleep(0.05)


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
        wait_for_beat(served)
        begun = served.family()

        served.process.send_signal(name)
        status = served.process.wait(PATIENCE_SECONDS)

        left = served.family()

    assert f"http://127.0.0.1:{served.port}" in greeting
    assert health == (200, '{"status":"ok"}\n')
    assert "금천" in front[1]
    assert "?v=" not in front[1]  # it built the static files, whatever was edited
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
