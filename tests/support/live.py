"""The app served for real, with mail and a worker, on a clock the test moves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import update
from werkzeug.serving import make_server

from app import jobs
from app.accounts.session_models import AccountSession
from app.config import Settings
from app.unit_of_work import transaction
from tests.support.databases import build_app, closing, settings_for
from tests.support.mail import Postbox, postbox
from tests.support.servers import free_port
from tests.support.time import FakeClock

WORKER_PAUSE_SECONDS = 0.1
BUILT = Path(__file__).parents[2] / "build" / "assets"
"""As set-up made it: one stylesheet instead of many, sent as production sends it."""


@dataclass(frozen=True)
class Live:
    app: Flask
    address: str
    clock: FakeClock
    mail: Postbox


class LongDay(FakeClock):
    """Moved on by days while everybody sits at her screen: no session falls asleep."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app

    def set(self, instant: datetime) -> None:
        super().set(instant)
        self._keep_awake()

    def forward(self, **amount: float) -> datetime:
        super().forward(**amount)
        self._keep_awake()
        return self.instant

    def _keep_awake(self) -> None:
        with self.app.app_context(), transaction() as session:
            session.execute(update(AccountSession).values(seen_at=self.instant))


@contextmanager
def live_school(database_url: str, folder: Path) -> Iterator[Live]:
    """A migrated school at an address, its worker passing ten times a second."""
    port = free_port()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with postbox() as box:
        settings: Settings = replace(
            settings_for(database_url, folder),
            public_url=f"http://127.0.0.1:{port}",
            mail_url=box.url,
            built_assets=BUILT,
        )
        with closing(build_app(database_url, folder, settings=settings)) as app:
            app.config["WTF_CSRF_ENABLED"] = True
            with _served(app, port):
                clock = app.extensions["clock"] = LongDay(app)
                yield Live(app, settings.public_url, clock, box)


@contextmanager
def _served(app: Flask, port: int) -> Iterator[None]:
    """Web and worker in threads, both ended with the block."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, daemon=True),
        threading.Thread(target=_work, args=(app, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        server.shutdown()
        for thread in threads:
            thread.join(timeout=10)


def _work(app: Flask, stop: threading.Event) -> None:
    while not stop.wait(WORKER_PAUSE_SECONDS):
        with app.app_context():
            jobs.run_due()
