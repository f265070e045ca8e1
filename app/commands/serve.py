"""`flask serve`: web and worker together, ended together."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.assets.bundling import CannotBuild
from app.commands.assets import build_assets
from app.config import DEVELOPMENT
from app.heart import beating

GRACE_SECONDS = 10
THREADS_A_WORKER = 32
"""Whoever waits for her place waits in one of them: so many are placed together. They
share a few connections to the database."""
IN_LINE = 8192
"""So many may have a connection to a web process at one moment: at the opening of a
popular course thousands come within a second, and nobody is turned away."""
START_SECONDS = 60
Processes = list["subprocess.Popen[bytes]"]


@click.command("serve")
@with_appcontext
def cli() -> None:
    """Start the web server and one worker; Ctrl-C ends both, children included."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    _demand_free(host, int(port))
    _build_assets()
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"),
        *("--host", host, "--port", port, "--no-ws"),
        *("--workers", os.environ.get("WEB_WORKERS", "1")),
        *("--blocking-threads", str(THREADS_A_WORKER)),
        *("--backlog", str(IN_LINE), "--backpressure", str(IN_LINE)),
        *("--log-level", "warning"),
    ]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    _allow_sockets()
    asked = Asked()  # before the first child: one begun is one ended
    processes = [_start(web), _start(worker)]
    if not _listening(host, int(port), processes, asked):
        sys.exit(_watch(processes, asked))
    _greet(host, port)
    with beating(_app(), host, int(port)):
        status = _watch(processes, asked)
    sys.exit(status)


def _allow_sockets() -> None:
    """As many open files as may be, for us and our children: a socket is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


def _build_assets() -> None:
    """A folder that can't be written makes pages heavier; it is no reason to stop."""
    try:
        build_assets()
    except (CannotBuild, OSError) as reason:
        click.echo(f"Static files go out uncompressed: {reason}", err=True)


class Asked:
    """Whether we were asked to stop: by Ctrl-C, by the system, by a closed terminal."""

    def __init__(self) -> None:
        self.to_stop = False
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.to_stop = True


def _demand_free(host: str, port: int) -> None:
    """Two servers could share a port, and each would get half of the requests."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise click.ClickException(
                f"can't listen on {host}, port {port}: {taken.strerror}. "
                "Choose another with PORT=… or HOST=…"
            ) from taken


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that its children can be ended with it."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own


def _listening(host: str, port: int, processes: Processes, asked: Asked) -> bool:
    """Wait until the web server answers; False where a process ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not asked.to_stop and not _ended(processes):
        with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
            return True
        time.sleep(0.1)
    return False


def _ended(processes: Processes) -> bool:
    return any(process.poll() is not None for process in processes)


def _greet(host: str, port: str) -> None:
    click.echo(f"Jumin School is at http://{host}:{port}")
    if current_app.config["APP_ENV"] == DEVELOPMENT:
        from app.demo.people import ACCOUNTS, PASSWORD  # noqa: PLC0415 - not elsewhere

        click.echo(f"Demo accounts, all with the password {PASSWORD}:")
        for account in ACCOUNTS:
            click.echo(f"  {account.email:<28} {account.role}")


def _watch(processes: Processes, asked: Asked) -> int:
    """Wait to be asked, or for one of them to end; then end them all."""
    while not asked.to_stop and not _ended(processes):
        time.sleep(0.2)
    status = next((p.returncode for p in processes if p.returncode), 0)
    _end(processes)
    return 0 if asked.to_stop else abs(status) or 1


def _end(processes: Processes) -> None:
    for process in processes:
        _signal_group(process, signal.SIGINT)  # the worker drains on SIGINT
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()
        _signal_group(process, signal.SIGKILL)  # a child it may have left behind


def _signal_group(process: subprocess.Popen[bytes], name: signal.Signals) -> None:
    try:
        os.killpg(process.pid, name)
    except ProcessLookupError:
        return
