"""The page behind the link by which a seat is offered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.enrollment.offer_models import Offer

LINK = "the-link-to-a-seat-that-only-the-showcase-knows"


def offered_seat(session: Session) -> str:
    """The demo's open offer, by a link that is known here."""
    offer = session.scalars(select(Offer).where(Offer.outcome.is_(None))).one()
    offer.secret_hash = hash_of(LINK)
    return f"/offers/{LINK}"
