"""/clock: the server's time, by which a page counts down to an opening."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from app.clock import now
from app.web import public


@public
def clock() -> Response:
    """Milliseconds since 1970. No database, no session: thousands may ask at once."""
    answer = jsonify(now=int(now().timestamp() * 1000))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def init_app(app: Flask) -> None:
    app.add_url_rule("/clock", view_func=clock)
