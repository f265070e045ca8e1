"""The heart of `flask serve`: asks its own web server, and beats while it answers."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import Flask

from app import heartbeat
from app.clock import now
from app.unit_of_work import transaction

EVERY_SECONDS = 15.0
PATIENCE_SECONDS = 5.0
"""A server that takes longer doesn't answer."""
OK = 200

log = structlog.get_logger()


def answers(host: str, port: int) -> bool:
    """Whether the web server says that it lives."""
    line = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def beat_once(app: Flask, host: str, port: int) -> bool:
    """Ask, and write the beat; whether there was one. Never fails: what can't be
    written now shows as a gap later, and rightly so."""
    if not answers(host, port):
        log.warning("the web server does not answer")
        return False
    try:
        with app.app_context(), transaction() as session:
            gap = heartbeat.beat(session, now=now())
            if gap is not None:
                log.warning("the service did not answer", since=gap.began_at)
    except Exception:
        log.exception("a heartbeat could not be written")
        return False
    return True


@contextmanager
def beating(
    app: Flask, host: str, port: int, *, every: float = EVERY_SECONDS
) -> Iterator[None]:
    """Beat in a thread of its own, at once and every few seconds, for the block."""
    stop = threading.Event()

    def beat_on() -> None:
        beat_once(app, host, port)
        while not stop.wait(every):
            beat_once(app, host, port)

    thread = threading.Thread(target=beat_on, name="heart", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)
