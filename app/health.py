"""/healthz says that the process lives, /readyz that it can do its work."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue

from app import storage
from app.clock import now
from app.extensions import db
from app.notifications.queries import last_beat
from app.web import public

LATE_SECONDS = 150
"""A worker looks every minute; after two minutes missed it is late."""


@public
def healthz() -> ResponseReturnValue:
    return jsonify(status="ok")


@public
def readyz() -> ResponseReturnValue:
    """503 when the database or the storage fails; a late worker is only reported."""
    try:
        seen = last_beat(db.session())
    except Exception:  # whatever the driver raises, we are not ready
        return jsonify(status="unavailable", database="unreachable"), 503
    if not storage.works():
        return jsonify(status="unavailable", database="ok", storage="unusable"), 503
    return jsonify(status="ok", database="ok", storage="ok", worker=worker(seen))


def worker(seen: datetime | None) -> dict[str, object]:
    """How long ago a worker last went through everything that is owed."""
    if seen is None:
        return {"state": "never seen", "seconds_ago": None}
    ago = int((now() - seen).total_seconds())
    return {"state": "late" if ago > LATE_SECONDS else "ok", "seconds_ago": ago}


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
