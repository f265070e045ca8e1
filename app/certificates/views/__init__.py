"""Pages of certificates: the learner's, the coordinator's, and anybody's check."""

from __future__ import annotations

from flask import Blueprint

from app.certificates.views import learner, office, verification
from app.certificates.views.blueprint import bp

blueprints: tuple[Blueprint, ...] = (bp,)

__all__ = ["blueprints", "learner", "office", "verification"]
