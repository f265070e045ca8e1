"""The server is killed in the middle of a rush: what was acknowledged is there, once,
and who presses again afterwards has one place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.support import town as making
from tests.support.crowd import Resident, rush
from tests.support.served import ROOT
from tests.support.servers import free_port, wait_until_it_listens

CROWD = 300
SECRET = "a test's key is no secret, but it is long enough"


@pytest.fixture
def town(
    new_database: Callable[[str], str], tmp_path: Path
) -> tuple[dict[str, str], list[dict[str, str]], int]:
    """Its settings, its residents who are signed in, and a run to apply for."""
    settings = {
        "PATH": os.environ["PATH"],
        "APP_ENV": "development",
        "DATABASE_URL": new_database("rush"),
        "STORAGE_URL": f"file://{tmp_path / 'storage'}",
        "SECRET_KEY": SECRET,
        "PYTHONPATH": str(ROOT),
    }
    file = tmp_path / "town.json"
    subprocess.run(
        [sys.executable, making.__file__, str(CROWD), "1", str(file)],
        check=True,
        env=settings,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    made = json.loads(file.read_text())
    return settings, made["residents"], made["runs"][0]


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[tuple[int, Callable[[], None]]]:
    """Two web processes on these settings; the port, and how to kill them all."""
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"),
            *("--host", "127.0.0.1", "--port", str(port), "--no-ws"),
            *("--workers", "2", "--blocking-threads", "16", "--log-level", "error"),
        ],
        env=settings,
        cwd=ROOT,
        start_new_session=True,
    )

    def kill() -> None:
        os.killpg(server.pid, signal.SIGKILL)

    try:
        wait_until_it_listens(port)
        yield port, kill
    finally:
        if server.poll() is None:
            kill()
        server.wait()


def test_what_was_acknowledged_is_there_once(
    town: tuple[dict[str, str], list[dict[str, str]], int],
) -> None:
    settings, residents, run_id = town
    engine = create_engine(settings["DATABASE_URL"])
    path = f"/runs/{run_id}/apply"

    with serving(settings) as (port, kill):
        threading.Thread(target=kill_among, args=(engine, kill)).start()
        interrupted = rush(port, path, residents)
    with serving(settings) as (port, _kill):
        afterwards = rush(port, path, residents)

    acknowledged = {one.led_to for one in interrupted if one.status == 302}
    assert 0 < len(acknowledged) < CROWD
    assert acknowledged <= {one.led_to for one in afterwards}
    assert [one.status for one in afterwards] == [302] * CROWD
    assert_exact(engine, run_id, afterwards)


def kill_among(engine: Engine, kill: Callable[[], None]) -> None:
    """As soon as a fifth of them have a place."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with engine.connect() as connection:
            placed = connection.scalar(text("SELECT count(*) FROM enrollments"))
        if (placed or 0) >= CROWD // 5:
            kill()
            return
        time.sleep(0.005)


def assert_exact(engine: Engine, run_id: int, crowd: list[Resident]) -> None:
    """A place each, thirty seats, numbers without a gap, a message each, and counters
    that say so."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT id, person_id, status, waiting_no FROM enrollments ORDER BY id"
            )
        ).all()
        counters = connection.execute(
            text(
                "SELECT confirmed_count, waiting_count, last_waiting_no "
                "FROM course_runs WHERE id = :id"
            ),
            {"id": run_id},
        ).one()
        messages = connection.scalar(text("SELECT count(*) FROM messages"))
    engine.dispose()
    waiting = [row.waiting_no for row in rows if row.status == "waiting"]
    left = CROWD - making.SEATS
    assert {one.led_to for one in crowd} == {f"/me/enrollments/{r.id}" for r in rows}
    assert len({row.person_id for row in rows}) == len(rows) == CROWD
    assert sum(row.status == "confirmed" for row in rows) == making.SEATS
    assert waiting == list(range(1, left + 1))
    assert tuple(counters) == (making.SEATS, left, left)
    assert messages == CROWD
