"""/healthz says that the process lives, /readyz that it can do its work."""

from __future__ import annotations

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app.extensions import db
from app.web import public


@public
def healthz() -> ResponseReturnValue:
    return jsonify(status="ok")


@public
def readyz() -> ResponseReturnValue:
    """503 when the database fails."""
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:  # whatever the driver raises, we are not ready
        return jsonify(status="unavailable", database="unreachable"), 503
    return jsonify(status="ok", database="ok")


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
