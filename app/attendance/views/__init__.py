"""Pages of attendance: the day's register, the table, one person's history."""

from __future__ import annotations

from flask import Blueprint

from app.attendance.views import registers, sheets
from app.attendance.views.blueprint import bp

__all__ = ["blueprints", "registers", "sheets"]

blueprints: tuple[Blueprint, ...] = (bp,)
