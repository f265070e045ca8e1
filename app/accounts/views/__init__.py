"""The pages of accounts, one module a subject, on one blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.accounts.views import entering, mine, people, schools, signing_up
from app.accounts.views.blueprint import bp

__all__ = ["blueprints", "entering", "mine", "people", "schools", "signing_up"]

blueprints: tuple[Blueprint, ...] = (bp,)
