"""Pages of attendance: the day's register, the table, one person's history."""

from __future__ import annotations

from flask import Blueprint

from app.attendance.views import no_shows, registers, sheets
from app.attendance.views.blueprint import bp

__all__ = ["blueprints", "no_shows", "registers", "sheets"]

blueprints: tuple[Blueprint, ...] = (bp,)
