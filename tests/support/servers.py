"""Real servers for the tests, started here and gone with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster in the folder; gives the address of its server."""
    programs, data, port = _postgres_programs(), folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for parent in folder.parents[:2]:  # pytest makes them for root's eyes only
            parent.chmod(0o755)
    _run(
        f"{programs}/initdb", "-D", str(data), "-U", "postgres", "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    )
    control = (f"{programs}/pg_ctl", "-D", str(data))
    _run(*control, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        _run(*control, "-m", "immediate", "stop")
