"""An app of its own, to which a test may add what no app should have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue

from app import create_app
from app.web import public
from tests.support.databases import settings_for


def throw_away(folder: Path, **settings: Any) -> Flask:
    """An app to which a test may add routes. Its database is never opened."""
    made = settings_for(f"sqlite:///{folder / 'none' / 'x.sqlite'}", folder)
    app = create_app(replace(made, **settings))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/whence")
    @public
    def whence() -> ResponseReturnValue:
        return f"{request.remote_addr} {request.scheme} {request.host}"

    @app.get("/undeclared")
    def undeclared() -> ResponseReturnValue:
        raise AssertionError("nobody may come here")

    @app.get("/breaks")
    @public
    def breaks() -> ResponseReturnValue:
        raise ZeroDivisionError

    return app
