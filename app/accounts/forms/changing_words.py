"""The words of the refusals of sessions, waiting times and changes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts import changing, slowing
from app.words import register

register(
    {
        changing.SameAddress: _l("You sign in with this address already."),
        slowing.SlowedDown: _l(
            "Too many wrong passwords. Wait %(minutes)s min, then try again."
        ),
    }
)
