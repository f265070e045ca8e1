"""Static files: addresses that change with their content, so that caches keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.security import safe_join

from app.web import OPEN_ENDPOINTS

FOR_A_YEAR = "public, max-age=31536000, immutable"


class Sessions(SecureCookieSessionInterface):
    """Sets no cookie with a static file: what shared caches keep must be nobody's."""

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        if request.endpoint not in OPEN_ENDPOINTS:
            super().save_session(app, session, response)


def fingerprint(endpoint: str, filename: str) -> str | None:
    """What stands for the file's content in its address; None where there is none."""
    blueprint = endpoint.rpartition(".")[0]
    place = current_app.blueprints[blueprint] if blueprint else current_app
    path = safe_join(place.static_folder or "", filename)
    if path is None or not Path(path).is_file():
        return None
    return _digest(path, Path(path).stat().st_mtime_ns)


@cache
def _digest(path: str, _changed_at: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in OPEN_ENDPOINTS and "filename" in values:
        version = fingerprint(endpoint, values["filename"])
        if version is not None:
            values.setdefault("v", version)


def _keep(response: Response) -> Response:
    """For a year under an address that names this content; else ask each time."""
    if request.endpoint in OPEN_ENDPOINTS and request.view_args:
        version = fingerprint(request.endpoint, request.view_args["filename"])
        if version is not None and request.args.get("v") == version:
            response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.url_defaults(_name_version)
    app.after_request(_keep)
