"""`flask serve`: web and worker together, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.config import DEVELOPMENT

GRACE_SECONDS = 10
THREADS_A_WORKER = 8
Processes = list["subprocess.Popen[bytes]"]


@click.command("serve")
@with_appcontext
def cli() -> None:
    """Start the web server and one worker; Ctrl-C ends both, children included."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"),
        *("--host", host, "--port", port, "--no-ws"),
        *("--workers", os.environ.get("WEB_WORKERS", "1")),
        *("--blocking-threads", str(THREADS_A_WORKER)),
        *("--log-level", "warning"),
    ]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    processes = [_start(web), _start(worker)]
    _greet(host, port)
    sys.exit(_watch(processes))


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that its children can be ended with it."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own


def _greet(host: str, port: str) -> None:
    click.echo(f"Jumin School is at http://{host}:{port}")
    if current_app.config["APP_ENV"] == DEVELOPMENT:
        from app.demo.people import ACCOUNTS, PASSWORD  # noqa: PLC0415 - not elsewhere

        click.echo(f"Demo accounts, all with the password {PASSWORD}:")
        for account in ACCOUNTS:
            click.echo(f"  {account.email:<28} {account.role}")


def _watch(processes: Processes) -> int:
    """Wait for a signal, or for one of them to end; then end them all."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    status = next((p.returncode for p in processes if p.returncode), 0)
    _end(processes)
    return 0 if stopping else status or 1


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
