"""What ventures say of their people, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.personal import traces
from app.forgetting import take_out
from app.incubation.export import export
from app.incubation.models import (
    Enterprise,
    Founder,
    FounderInvitation,
    StageChange,
    Venture,
)
from app.incubation.stages import ENDED
from app.personal import Clash, Due, Holding, Kept, Obstacle, live_where

__all__ = ["DUE", "HOLDINGS", "erase", "export", "kept", "obstacles"]

HOLDINGS = (
    Holding(
        Venture,
        _l("Ventures begun"),
        kind="ventures",
        person=Venture.begun_by_id,
        once=("begun_by_id",),
        live=live_where(Venture, "uq_ventures_prepared_by_person"),
        clash=Clash.REFUSE,
        items=_l("title and idea, district, stage"),
        about=("title", "idea"),
    ),
    Holding(
        Founder,
        _l("Membership in ventures"),
        kind="ventures",
        person=Founder.person_id,
        once=("venture_id",),
        live=live_where(Founder, "uq_founders_there"),
        clash=Clash.REFUSE,
        items=_l("venture, from when until when"),
    ),
    Holding(
        FounderInvitation,
        _l("Invitations to ventures"),
        kind="invitations",
        person=FounderInvitation.invited_by_id,
        items=_l("e-mail address of the invited, days, answer"),
        about=("email",),
        plain=("secret_hash",),
    ),
    Holding(
        StageChange,
        _l("Steps of ventures"),
        kind="ventures",
        account=("by_account_id",),
        items=_l("what was stated at each step, by whom and when"),
        about=("note", "facts"),
        plain=("action",),
    ),
    Holding(
        Enterprise,
        _l("Enterprises"),
        kind="ventures",
        items=_l("contact and address as registered"),
        about=("contact", "address", "description_ko", "description_en"),
        plain=("name_ko", "name_en", "registration_number", "business_number"),
    ),
)


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """A venture stays with those who go on; her part in it has no name any more."""
    there = select(Founder.id).where(Founder.person_id == person_id)
    if session.scalar(there.limit(1)) is None:
        return []
    return [
        Kept(
            _l("The steps of ventures you took part in, without your name"),
            _l("The other founders' papers and the register of enterprises rest on it"),
            None,
        )
    ]


def obstacles(session: Session, person_id: int, *, now: datetime) -> list[Obstacle]:
    """Ventures under way, which she would leave with a founder missing."""
    ventures = session.scalars(
        select(Venture)
        .join(Founder, Founder.venture_id == Venture.id)
        .where(
            Founder.person_id == person_id,
            Founder.left_at.is_(None),
            Venture.stage.not_in(ENDED),
        )
        .order_by(Venture.id)
    )
    return [
        Obstacle(venture.title, "incubation.venture", {"venture_id": venture.id})
        for venture in ventures
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Invitations to her lose the address; papers of her ventures lose her name."""
    found = traces(session, person_id)
    _leave(session, person_id, now=now)
    invited = session.scalars(
        select(FounderInvitation)
        .where(FounderInvitation.email.in_(found.unique))
        .options(joinedload(FounderInvitation.venture))
    ).all()
    for invitation in invited:
        _forget_address(invitation, now=now)
    ventures = select(Founder.venture_id).where(Founder.person_id == person_id)
    words = found.all
    take_out(session, (Venture.title, Venture.idea), words, Venture.id.in_(ventures))
    take_out(
        session,
        (StageChange.note, StageChange.facts),
        words,
        StageChange.venture_id.in_(ventures),
    )
    take_out(
        session,
        (
            Enterprise.contact,
            Enterprise.address,
            Enterprise.description_ko,
            Enterprise.description_en,
        ),
        words,
        Enterprise.venture_id.in_(ventures),
    )


def _leave(session: Session, person_id: int, *, now: datetime) -> None:
    session.execute(
        update(Founder)
        .where(Founder.person_id == person_id, Founder.left_at.is_(None))
        .values(left_at=now)
    )


def _forget_address(invitation: FounderInvitation, *, now: datetime) -> None:
    """The row stays where a founder came by it; nobody can answer it any more."""
    if not invitation.answered:
        invitation.withdrawn_at = now
    invitation.email = f"erased-{invitation.id}@erased.invalid"


def _old_invitations(before: datetime) -> Select[int]:
    """Expired long ago and never accepted, or accepted and still with its address."""
    return select(FounderInvitation.id).where(
        FounderInvitation.expires_at < before,
        FounderInvitation.email.not_like("erased-%@erased.invalid"),
    )


def _forget_invitations(session: Session, ids: Sequence[int], now: datetime) -> None:
    rows = session.scalars(
        select(FounderInvitation).where(FounderInvitation.id.in_(ids))
    )
    used = set(
        session.scalars(
            select(Founder.invitation_id).where(Founder.invitation_id.in_(ids))
        )
    )
    for invitation in rows.all():
        if invitation.id in used:
            _forget_address(invitation, now=now)
    unused = [one for one in ids if one not in used]
    session.execute(delete(FounderInvitation).where(FounderInvitation.id.in_(unused)))


DUE = (Due("invitations", _old_invitations, _forget_invitations),)
