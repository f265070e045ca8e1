"""One blueprint, so that every home page is named home.<page>."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("home", __name__)
