"""Links that are mailed: whoever holds the secret may press the button behind it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from app.exceptions import DomainError

SIGN_UP_LASTS = timedelta(days=1)
RESET_LASTS = timedelta(hours=2)
CHANGE_LASTS = timedelta(days=1)
"""For a new e-mail address."""
INVITATION_LASTS = timedelta(days=7)
"""For an account that staff made: its owner may not read her mail today."""
KEPT_AFTER_EXPIRY = timedelta(days=7)
"""So long an old link is told apart from an unknown one; then it is forgotten."""


class LinkRefused(DomainError):
    """A mailed link that does nothing any more, or never did."""


class LinkUnknown(LinkRefused):
    """No such link: mistyped, cut off by a mail program, or long forgotten."""


class LinkExpired(LinkRefused):
    """Its time is over."""


class LinkUsed(LinkRefused):
    """Its button was pressed before."""


def new_secret() -> str:
    """256 random bits in letters that an address may hold."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret; random as it is, a plain hash can't be reversed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def demand_live(
    *, expires_at: datetime, used_at: datetime | None, now: datetime
) -> None:
    """Raises LinkUsed or LinkExpired."""
    if used_at is not None:
        raise LinkUsed
    if now >= expires_at:
        raise LinkExpired
