"""Pages of enrolment: applying, one's own place, the school's applicants."""

from __future__ import annotations

from flask import Blueprint

from app.enrollment.views import (
    applicants,
    applying,
    eligibility,
    exporting,
    extending,
    line,
    offers,
    places,
    preparing,
    restrictions,
)
from app.enrollment.views.blueprint import bp

__all__ = [
    "applicants",
    "applying",
    "blueprints",
    "eligibility",
    "exporting",
    "extending",
    "line",
    "offers",
    "places",
    "preparing",
    "restrictions",
]

blueprints: tuple[Blueprint, ...] = (bp,)
