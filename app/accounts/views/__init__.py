"""The pages of accounts, one module a subject, on one blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.accounts.views import (
    access,
    changing,
    entering,
    mine,
    outside,
    people,
    schools,
    second_factor,
    second_step,
    signed_in_devices,
    signing_up,
)
from app.accounts.views.blueprint import bp

__all__ = [
    "access",
    "blueprints",
    "changing",
    "entering",
    "mine",
    "outside",
    "people",
    "schools",
    "second_factor",
    "second_step",
    "signed_in_devices",
    "signing_up",
]

blueprints: tuple[Blueprint, ...] = (bp,)
