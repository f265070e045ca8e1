"""Pages of enrolment that the demo, as it is loaded, leads nobody to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.enrollment.offer_models import Offer
from app.enrollment.restriction_models import Restriction

LINK = "the-link-to-a-seat-that-only-the-showcase-knows"


def restricted(session: Session) -> str:
    """A restriction that is not lifted: the demo's, as it stood before."""
    one = session.scalars(select(Restriction)).first()
    assert one is not None
    one.lifted_at = one.lifted_by = None
    one.lift_note = ""
    return f"/office/restrictions/{one.id}/lift"


def offered_seat(session: Session) -> str:
    """The demo's open offer, by a link that is known here."""
    offer = session.scalars(select(Offer).where(Offer.outcome.is_(None))).one()
    offer.secret_hash = hash_of(LINK)
    return f"/offers/{LINK}"
