"""Pages of ventures, their teams, and the register of enterprises."""

from __future__ import annotations

from flask import Blueprint

from app.incubation.views import enterprises, office, steps, team, ventures
from app.incubation.views.blueprint import bp

blueprints: tuple[Blueprint, ...] = (bp,)
__all__ = ["blueprints", "enterprises", "office", "steps", "team", "ventures"]
