"""The pages of privacy."""

from __future__ import annotations

from flask import Blueprint

from app.privacy.people.views import bp as people
from app.privacy.views import (  # noqa: F401 - they hang on the blueprint
    consents,
    mine,
    policy,
    requests,
    retention,
)
from app.privacy.views.blueprint import bp

blueprints: tuple[Blueprint, ...] = (bp, people)
