"""Making and finding the links that are mailed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts import links, queries
from app.accounts.models import LinkPurpose, MailedLink


def make_link(
    session: Session,
    *,
    purpose: LinkPurpose,
    email: str,
    lasts: timedelta,
    now: datetime,
    payload: dict[str, Any] | None = None,
) -> str:
    """A new link's secret; only its hash is kept."""
    secret = links.new_secret()
    session.add(
        MailedLink(
            purpose=purpose,
            secret_hash=links.hash_of(secret),
            email=email,
            payload=payload or {},
            created_at=now,
            expires_at=now + lasts,
        )
    )
    return secret


def live_link(
    session: Session, secret: str, *, purpose: LinkPurpose, now: datetime
) -> MailedLink:
    """The link, whose button still works. Raises a subclass of LinkRefused."""
    link = queries.link_by_hash(session, links.hash_of(secret), purpose=purpose)
    if link is None:
        raise links.LinkUnknown
    links.demand_live(expires_at=link.expires_at, used_at=link.used_at, now=now)
    return link


def use_link(
    session: Session, secret: str, *, purpose: LinkPurpose, now: datetime
) -> MailedLink:
    """The link, used from now on; other links of the address wait for their turn.

    Raises a subclass of LinkRefused.
    """
    link = live_link(session, secret, purpose=purpose, now=now)
    queries.lock_links(session, email=link.email, purpose=purpose)
    links.demand_live(expires_at=link.expires_at, used_at=link.used_at, now=now)
    link.used_at = now
    return link


def forget_old(session: Session, *, now: datetime) -> int:
    """Remove links long expired, and with them what was typed; how many there were."""
    long_ago = now - links.KEPT_AFTER_EXPIRY
    old = delete(MailedLink).where(MailedLink.expires_at <= long_ago)
    removed = session.execute(old.returning(MailedLink.id)).all()
    return len(removed)
