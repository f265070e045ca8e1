"""The servers of a rush: today's tree and the first issue's, with their residents."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from tests.support.databases import create_postgresql_database
from tests.support.servers import free_port, wait_until_it_listens

ROOT = Path(__file__).resolve().parent.parent
FIRST_ISSUE = "cd9765a"
"""The commit with which the first application service was finished."""
RUNS = 40
WEB_PROCESSES, THREADS = "1", "32"
"""As `flask serve` starts the web server."""
FIRST_ISSUES_THREADS = "4"
"""As it was started at the first issue."""


@dataclass
class Served:
    """A server, its database, and residents who have not pressed yet."""

    tree: Path
    port: int
    settings: dict[str, str]
    town: dict[str, Any]
    """Runs and residents that are left, shared by all servers of one database."""
    run_id: int = 0

    @property
    def kind(self) -> str:
        return self.settings["DATABASE_URL"].partition(":")[0].partition("+")[0]

    def next(self, people: int) -> tuple[int, Sequence[dict[str, str]]]:
        """A run nobody has pressed for, and so many who have not pressed."""
        residents = self.town["residents"][:people]
        del self.town["residents"][:people]
        self.run_id = self.town["runs"].pop(0)
        assert len(residents) == people
        return self.run_id, residents

    def ask(self, query: str) -> list[Any]:
        """Of the database, about the run that was pressed for last (`:run_id`)."""
        engine = create_engine(self.settings["DATABASE_URL"])
        with engine.connect() as connection:
            rows = list(connection.execute(text(query), {"run_id": self.run_id}))
        engine.dispose()
        return rows


@contextmanager
def today(server: str | None, folder: Path, residents: int) -> Iterator[Served]:
    """This tree, on PostgreSQL or, without a server, on SQLite."""
    url = f"sqlite:///{folder / 'rush.sqlite'}"
    if server is not None:
        url = create_postgresql_database(server, "today")
    settings = settings_for(url, folder)
    town = make_town(ROOT, settings, folder / "today.json", residents)
    with serve(Served(ROOT, 0, settings, town)) as served:
        yield served


@contextmanager
def first_issue(server: str, folder: Path, residents: int) -> Iterator[Served]:
    """The whole tree as the first issue left it, with its own schema and sign-in."""
    tree = folder / "first"
    archive = subprocess.run(
        ["git", "archive", FIRST_ISSUE], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(tree, filter="data")
    settings = settings_for(create_postgresql_database(server, "first"), folder)
    town = make_town(tree, settings, folder / "first.json", residents)
    served = Served(tree, 0, settings, town)
    with serve(served) as served:
        yield served


@contextmanager
def serve(of: Served, *, threads: str = THREADS, **more: str) -> Iterator[Served]:
    """One more server of this tree and database, with these settings."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"),
            *("--host", "127.0.0.1", "--port", str(port), "--no-ws"),
            *("--workers", WEB_PROCESSES, "--blocking-threads", threads),
            *("--backlog", "8192", "--backpressure", "8192", "--log-level", "error"),
        ],
        cwd=of.tree,
        env={**of.settings, **more},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_it_listens(port)
        yield Served(of.tree, port, of.settings, of.town)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def settings_for(url: str, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "APP_ENV": "production",
        "DATABASE_URL": url,
        "SECRET_KEY": "a benchmark's key is no secret, but it is long enough",
        "PUBLIC_URL": "http://127.0.0.1",
        "MAIL_URL": "smtp://127.0.0.1:9",
        "STORAGE_URL": f"file://{folder / 'storage'}",
        "FLASK_APP": "wsgi",
    }


def make_town(
    tree: Path, settings: dict[str, str], file: Path, residents: int
) -> dict[str, Any]:
    """Migrated and filled by the tree's own code."""
    subprocess.run(
        [
            *(sys.executable, str(ROOT / "tests/support/town.py")),
            *(str(residents), str(RUNS), str(file)),
        ],
        cwd=tree,
        env={**settings, "PYTHONPATH": str(tree)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    made: dict[str, Any] = json.loads(file.read_text())
    return made
