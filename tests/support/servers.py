"""Real servers for the tests, started here and gone with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE_SECONDS = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL is missing: run script/test, which installs it")
    return Path(on_path).parent


def _run(*command: str) -> None:
    """Run one of PostgreSQL's programs; it refuses to run as root."""
    user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    subprocess.run(
        [*user, *command],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


IN_HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL cluster of its own; gives the address of its server. Only where it
    is `durable` a commit waits for the disk.

    In a folder beside pytest's, which are for root's eyes only and not for postgres'.
    """
    with TemporaryDirectory(prefix="jumin-postgresql-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        with _cluster(folder, free_port(), "" if durable else IN_HASTE) as address:
            yield address


@contextmanager
def _cluster(folder: Path, port: int, manner: str) -> Iterator[str]:
    programs, data = _postgres_programs(), folder / "data"
    _run(
        f"{programs}/initdb", "-D", str(data), "-U", "postgres", "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {manner} "
        "-c max_connections=60"
    )
    control = (f"{programs}/pg_ctl", "-D", str(data))
    _run(*control, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        _run(*control, "-m", "immediate", "stop")


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis server that keeps nothing on disk; gives its address."""
    program, port = shutil.which("redis-server"), free_port()
    if program is None:
        raise RuntimeError("Redis is missing: run script/test, which installs it")
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--daemonize"]
    with TemporaryDirectory(prefix="jumin-redis-") as folder:
        process = subprocess.Popen(
            [program, *words, "no"], cwd=folder, stdout=subprocess.DEVNULL
        )
        try:
            wait_until_it_listens(port)
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_until_it_listens(port: int) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, f"nothing listens on port {port}"
        time.sleep(0.05)
