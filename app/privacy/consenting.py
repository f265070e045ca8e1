"""Newer versions of what somebody agreed to: asked for at the next sign-in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts import queries as accounts
from app.accounts.models import Consent, ConsentText
from app.accounts.my_details import ConsentNeeded, agree
from app.privacy.models import ConsentAsk


def history(session: Session, person_id: int) -> Sequence[Consent]:
    """Every consent she gave, the withdrawn included, the newest first."""
    return session.scalars(
        select(Consent)
        .where(Consent.person_id == person_id)
        .options(joinedload(Consent.consent_text))
        .order_by(Consent.agreed_at.desc(), Consent.id.desc())
    ).all()


@dataclass(frozen=True)
class Asked:
    """Texts that are newer than what she agreed to."""

    texts: Sequence[ConsentText]

    @property
    def blocking(self) -> bool:
        """Whether she can't go on without agreeing."""
        return any(text.required for text in self.texts)


def asked_anew(session: Session, person_id: int, *, on: date) -> Asked:
    """The texts in force that she agreed to in an older version only.

    A required one is asked until she agrees, an optional one once. Who never agreed
    to any version, e.g. a member of staff, is asked nothing: hers is another ground.
    """
    held = history(session, person_id)
    given = {consent.text_id for consent in held}
    live = {c.consent_text.kind for c in held if c.withdrawn_at is None}
    newer = [
        text
        for text in (accounts.consent_texts(session, on=on) if live else ())
        if text.kind in live and text.id not in given
    ]
    if any(not text.required for text in newer):
        asked = set(
            session.scalars(
                select(ConsentAsk.text_id).where(ConsentAsk.person_id == person_id)
            )
        )
        newer = [text for text in newer if text.required or text.id not in asked]
    return Asked(newer)


def answer(
    session: Session,
    *,
    account_id: int,
    agreed: Collection[int],
    on: date,
    now: datetime,
) -> None:
    """Note what she agrees to, and that she was asked for the rest.

    Raises ConsentNeeded where a required text wasn't agreed to; nothing is noted then.
    """
    account = accounts.lock_account(session, account_id)
    asked = asked_anew(session, account.person_id, on=on).texts
    if any(text.required and text.id not in agreed for text in asked):
        raise ConsentNeeded
    for text in asked:
        if text.id in agreed:
            agree(session, account=account, text=text, now=now)
        else:
            session.add(
                ConsentAsk(person_id=account.person_id, text_id=text.id, asked_at=now)
            )
