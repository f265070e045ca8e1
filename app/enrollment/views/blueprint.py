"""The one blueprint of enrolment."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("enrollment", __name__)
