"""What founders are told, and those who are asked to become one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.incubation import queries
from app.incubation.models import Founder, FounderInvitation, StageChange, Venture
from app.outbox import Secret, owe


def tell_of_step(
    session: Session, venture: Venture, change: StageChange, *, now: datetime
) -> None:
    """Every founder but the one who pressed hears what was done and where it led."""
    for account in queries.accounts_of_founders(session, venture.id):
        if account.id == change.by_account_id:
            continue
        owe(
            session,
            to=account.email,
            template="venture_step",
            params={
                "title": venture.title,
                "action": change.action,
                "stage": change.to_stage.value,
                "note": change.note,
                "path": f"/ventures/{venture.id}",
            },
            language=account.language,
            now=now,
            person_id=account.person_id,
            school_id=venture.school_id,
        )


def send_invitation(
    session: Session,
    invitation: FounderInvitation,
    *,
    secret: str,
    by: Founder,
    language: str,
    now: datetime,
) -> None:
    """To the address as it is: whether it has an account is not looked up."""
    venture = invitation.venture
    owe(
        session,
        to=invitation.email,
        template="venture_invitation",
        params={
            "inviter": by.person.name,
            "title": venture.title,
            "idea": venture.idea,
            "link": Secret(f"/ventures/invitation/{secret}"),
            "until": invitation.expires_at,
        },
        language=language,
        now=now,
        school_id=venture.school_id,
    )
