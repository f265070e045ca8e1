"""What every template may call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from app.web import current_language


def home_url() -> str:
    return url_for("home.front")


def language_url(language: str) -> str:
    """To the same page in the other language."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return url_for("home.choose_language", language=language, next=back)


def flatten_errors(errors: Iterable[Any]) -> list[str]:
    """Errors of a field; those of a list of fields come nested."""
    flat: list[str] = []
    for error in errors:
        if isinstance(error, (list, tuple)):
            flat += flatten_errors(error)
        elif isinstance(error, dict):
            flat += flatten_errors(error.values())
        elif error:
            flat.append(str(error))
    return flat


def init_app(app: Flask) -> None:
    app.jinja_env.filters["flatten_errors"] = flatten_errors
    app.jinja_env.globals.update(
        language=current_language,
        language_url=language_url,
        home_url=home_url,
        demonstration=app.config["APP_ENV"] == "development",
    )
    app.context_processor(lambda: {"current_user": current_user})
