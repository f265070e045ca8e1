"""Static files: addresses that change with their content, so that caches keep them.

Where a build matches the sources its files are named (`style.1f2e….css`) and sent as
they were compressed at set-up; else the sources, under addresses such as
`style.css?v=1f2e…`, so that nobody has to build while editing.
"""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from app.assets import sending
from app.assets.manifest import Build, open_build
from app.assets.places import fingerprint, places
from app.config import PRODUCTION, Settings
from app.web import OPEN_ENDPOINTS, SESSIONLESS


class Sessions(SecureCookieSessionInterface):
    """Sets no cookie with a static file: what shared caches keep must be nobody's."""

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        if request.endpoint not in SESSIONLESS:
            super().save_session(app, session, response)


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint not in OPEN_ENDPOINTS or "filename" not in values:
        return
    build = _build()
    built = build and build.name_of(endpoint, values["filename"])
    if built:
        values["filename"] = built
        return
    version = fingerprint(endpoint, values["filename"])
    if version is not None:
        values.setdefault("v", version)


def _send_built() -> Response | None:
    """The built file of this address; None leaves it to Flask's own view."""
    build = _build()
    if build is None or request.endpoint not in OPEN_ENDPOINTS:
        return None
    path = build.path_of(request.endpoint, (request.view_args or {})["filename"])
    return None if path is None else sending.send(path)


def _keep(response: Response) -> Response:
    """For a year under an address that names this content; else ask each time."""
    if request.endpoint in OPEN_ENDPOINTS and request.view_args:
        version = fingerprint(request.endpoint, request.view_args["filename"])
        if version is not None and request.args.get("v") == version:
            response.headers["Cache-Control"] = sending.FOR_A_YEAR
    return response


def _build() -> Build | None:
    return cast("Build | None", current_app.extensions["assets"])


def init_app(app: Flask) -> None:
    """Take the build if there is one. In production it is looked at once, now."""
    settings = cast(Settings, app.config["SETTINGS"])
    app.extensions["assets"] = settings.built_assets and open_build(
        settings.built_assets,
        {place.endpoint: place.folder for place in places(app)},
        for_good=settings.environment == PRODUCTION,
    )
    app.session_interface = Sessions()
    app.url_defaults(_name_version)
    app.before_request(_send_built)
    app.after_request(_keep)
