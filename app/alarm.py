"""What falls due next, and the alarm that has a worker look at that moment.

Workers look each minute in any case. The alarm only makes them punctual: an offer
that lapses at midnight is somebody else's seconds later. How late they are is what
`/readyz` tells.
"""

from __future__ import annotations

from datetime import datetime
from threading import Event, Thread

import structlog
from flask import Flask
from sqlalchemy.orm import Session

from app import jobs
from app.clock import now
from app.enrollment.queries import next_deadline
from app.extensions import db
from app.notifications.queries import next_delivery

POLL_SECONDS = 3
log = structlog.get_logger()


def next_due(session: Session, *, delivers: bool) -> datetime | None:
    """The earliest moment at which something is owed, past or to come; None where
    nothing has a moment. Without a mail server (`delivers`) no message is owed."""
    moments = [next_deadline(session)]
    if delivers:
        moments.append(next_delivery(session))
    return min((moment for moment in moments if moment is not None), default=None)


class Alarm:
    """Rings once for each moment that has come."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.rung_for: datetime | None = None
        self._stopped = Event()
        self._thread = Thread(target=self._watch, name="alarm", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            with self.app.app_context():
                try:
                    self.ring_if_due()
                except Exception:
                    log.exception("the alarm could not look; the next minute will")

    def ring_if_due(self) -> bool:
        """Have a worker look where something has come due that it didn't ring for:
        what can't be done is not tried again before the next minute."""
        settings = self.app.config["SETTINGS"]
        due = next_due(db.session(), delivers=settings.mail_url is not None)
        db.session.rollback()
        if due is None or due >= now() or due == self.rung_for:
            return False
        self.rung_for = due
        jobs.queue_of(self.app).look()
        return True
