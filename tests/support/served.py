"""The real server as a process, and every process that it began."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
MARK = "SERVED_FOR_TEST"
PATIENCE_SECONDS = 60


class Served:
    """`flask serve` on this database, at a port of this machine."""

    def __init__(self, database: Path, port: int, settings: Mapping[str, str]) -> None:
        self.port = port
        self.environment = {**environment_for(database, port), **settings}
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


@contextmanager
def serving(database: Path, **settings: str) -> Iterator[Served]:
    """The server with these settings over the tests' own, gone with the block."""
    served = Served(database, free_port(), settings)
    try:
        yield served
    finally:
        for pid in served.family():
            os.kill(pid, signal.SIGKILL)
        served.process.wait(PATIENCE_SECONDS)
