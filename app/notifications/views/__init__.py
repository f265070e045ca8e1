"""Messages: what was sent, what was not, and how people want to be written to."""

from __future__ import annotations

from flask import Blueprint

from app.notifications.views import mending, outbox, preferences
from app.notifications.views.blueprint import bp, office

__all__ = ["blueprints", "mending", "outbox", "preferences"]

blueprints: tuple[Blueprint, ...] = (bp, office)
