"""The one place where the time is read. Only views, commands and jobs read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast

from flask import Flask, current_app

from app.seoul import seoul_date

Clock = Callable[[], datetime]


def system_time() -> datetime:
    return datetime.now(UTC)


def init_app(app: Flask, clock: Clock | None = None) -> None:
    """Set the clock of this app; a test passes its own."""
    app.extensions["clock"] = clock or system_time


def now() -> datetime:
    """The present instant, aware."""
    return cast(Clock, current_app.extensions["clock"])()


def today() -> date:
    """The date on the wall in Seoul."""
    return seoul_date(now())
