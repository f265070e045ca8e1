"""What incubation hands a person who asks for everything about her."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account
from app.accounts.personal import traces
from app.incubation.models import (
    Enterprise,
    Founder,
    FounderInvitation,
    StageChange,
    Venture,
)
from app.personal import Chapter, Fact, facts_of

_FOUNDS = {
    "venture": _l("Venture"),
    "idea": _l("Idea"),
    "stage": _l("Stage"),
    "is_lead": _l("First contact"),
    "begun_by_me": _l("Begun by me"),
    "accepted_at": _l("Joined on"),
    "left_at": _l("Left on"),
    "enterprise": _l("Enterprise"),
    "contact": _l("Contact"),
}
_STEPS = {
    "venture": _l("Venture"),
    "action": _l("Step"),
    "at": _l("Taken on"),
    "note": _l("Note"),
    "stated": _l("What was stated"),
}
_INVITED = {
    "venture": _l("Venture"),
    "email": _l("E-mail address"),
    "made_at": _l("Invited on"),
    "accepted_at": _l("Accepted on"),
    "declined_at": _l("Declined on"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Her ventures, the steps she took, and invitations to and by her."""
    return [
        Chapter(_l("Ventures"), "ventures", _ventures(session, person_id), _FOUNDS),
        Chapter(_l("Steps of ventures"), "steps", _steps(session, person_id), _STEPS),
        Chapter(
            _l("Invitations to ventures"),
            "invitations",
            _invitations(session, person_id),
            _INVITED,
        ),
    ]


def _ventures(session: Session, person_id: int) -> list[dict[str, Fact]]:
    founders = session.scalars(
        select(Founder)
        .where(Founder.person_id == person_id)
        .options(joinedload(Founder.venture).joinedload(Venture.enterprise))
        .order_by(Founder.id)
    )
    return [
        facts_of(
            founder,
            "is_lead",
            "accepted_at",
            "left_at",
            venture=founder.venture.title,
            idea=founder.venture.idea,
            stage=founder.venture.stage.value,
            begun_by_me=founder.venture.begun_by_id == person_id,
            **_enterprise(founder.venture.enterprise),
        )
        for founder in founders
    ]


def _enterprise(enterprise: Enterprise | None) -> dict[str, Fact]:
    if enterprise is None:
        return {"enterprise": None, "contact": None}
    return {"enterprise": enterprise.name_ko, "contact": enterprise.contact}


def _steps(session: Session, person_id: int) -> list[dict[str, Fact]]:
    steps = session.scalars(
        select(StageChange)
        .join(Account, StageChange.by_account_id == Account.id)
        .where(Account.person_id == person_id)
        .options(joinedload(StageChange.venture))
        .order_by(StageChange.id)
    )
    return [
        facts_of(
            step,
            "action",
            "at",
            "note",
            venture=step.venture.title,
            stated=", ".join(f"{k}: {v}" for k, v in step.facts.items()),
        )
        for step in steps
    ]


def _invitations(session: Session, person_id: int) -> list[dict[str, Fact]]:
    addresses = traces(session, person_id).unique
    rows = session.scalars(
        select(FounderInvitation)
        .where(
            or_(
                FounderInvitation.invited_by_id == person_id,
                FounderInvitation.email.in_(addresses),
            )
        )
        .options(joinedload(FounderInvitation.venture))
        .order_by(FounderInvitation.id)
    )
    return [
        facts_of(
            row,
            "made_at",
            "accepted_at",
            "declined_at",
            venture=row.venture.title,
            email=row.email if row.email in addresses else None,
        )
        for row in rows
    ]
