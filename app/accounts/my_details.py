"""What she may change about herself: how to reach her, and what she agrees to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts import queries
from app.accounts.identity import clean_mobile
from app.accounts.models import Account, Consent, ConsentText
from app.exceptions import DomainError


class ConsentNeeded(DomainError):
    """A required consent wasn't given, or is about to be withdrawn."""


def change_details(
    session: Session,
    *,
    account_id: int,
    mobile: str,
    district_code: str,
    language: str,
    now: datetime,
) -> None:
    """Keep a new mobile number, district of residence and language of mails.

    Raises MobileUnreadable.
    """
    account = session.get_one(Account, account_id)
    account.person.mobile = clean_mobile(mobile)
    account.person.district_code = district_code
    account.language = language
    audit.record(session, "person.changed", account.person, by=account_id, now=now)


def agree(
    session: Session, *, account: Account, text: ConsentText, now: datetime
) -> None:
    """Note that she agrees from now on; agreeing twice is agreeing once."""
    queries.lock_account(session, account.id)
    held = queries.live_consent(session, person_id=account.person_id, text_id=text.id)
    if held is None:
        session.add(
            Consent(person_id=account.person_id, text_id=text.id, agreed_at=now)
        )


def withdraw_consent(
    session: Session, *, account_id: int, text: ConsentText, now: datetime
) -> bool:
    """Note that she no longer agrees to a text, in whatever version she agreed to it;
    whether she did. Raises ConsentNeeded for a required one."""
    account = queries.lock_account(session, account_id)
    held = [
        consent
        for consent in queries.consents_of(session, account.person_id)
        if consent.consent_text.kind == text.kind
    ]
    if held and text.required:
        raise ConsentNeeded
    for consent in held:
        consent.withdrawn_at = now
    return bool(held)
