"""/healthz says that the process lives, /readyz that it can do its work."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from app import heartbeat, storage
from app.alarm import next_due
from app.clock import now
from app.config import Settings
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
    settings = cast(Settings, current_app.config["SETTINGS"])
    try:
        seen = last_beat(db.session())
        due = next_due(db.session(), delivers=settings.mail_url is not None)
        answered = heartbeat.last_beat(db.session())
    except Exception:  # whatever the driver raises, we are not ready
        return jsonify(status="unavailable", database="unreachable"), 503
    if not storage.works():
        return jsonify(status="unavailable", database="ok", storage="unusable"), 503
    return jsonify(
        status="ok",
        database="ok",
        storage="ok",
        worker=worker(seen, due),
        web=web(answered),
    )


def worker(seen: datetime | None, due: datetime | None) -> dict[str, object]:
    """How long ago a worker last went through everything that is owed, and for how
    long what has waited longest has been due; both in seconds."""
    behind = max(0, int((now() - due).total_seconds())) if due else 0
    if seen is None:
        return {"state": "never seen", "seconds_ago": None, "seconds_late": behind}
    ago = int((now() - seen).total_seconds())
    late = max(ago, behind) > LATE_SECONDS
    return {
        "state": "late" if late else "ok",
        "seconds_ago": ago,
        "seconds_late": behind,
    }


def web(answered: datetime | None) -> dict[str, object]:
    """When the supervisor last saw the web server answer."""
    if answered is None:
        return {"last_beat": None, "seconds_ago": None}
    ago = int((now() - answered).total_seconds())
    return {"last_beat": answered.isoformat(), "seconds_ago": ago}


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
