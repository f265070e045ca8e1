"""Signing up: what was typed waits in a mailed link until its button is pressed.

Known and unknown addresses cost the same: one look, one link, one message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import links, queries
from app.accounts.mailed_links import make_link, use_link
from app.accounts.models import Account, Consent, ConsentText, LinkPurpose, Person
from app.accounts.my_details import ConsentNeeded
from app.exceptions import DomainError
from app.outbox import Secret

LinkPath = Callable[[str], str]
"""The path of a page from a link's secret; views know addresses, services don't."""


class EmailTaken(DomainError):
    """Another link of this address was finished first."""


@dataclass(frozen=True)
class SignUp:
    """What was typed, clean, and the password already hashed."""

    email: str
    name: str
    birth_date: date
    mobile: str
    district_code: str
    language: str
    password_hash: str
    agreed: tuple[int, ...]
    """Ids of the consent texts that were ticked."""


def demand_required_consents(
    asked: Sequence[ConsentText], agreed: Sequence[int]
) -> None:
    """Raises ConsentNeeded where a required text wasn't agreed to."""
    if any(text.required and text.id not in agreed for text in asked):
        raise ConsentNeeded


def request_sign_up(
    session: Session,
    typed: SignUp,
    *,
    finish_path: LinkPath,
    reset_path: LinkPath,
    now: datetime,
) -> None:
    """Owe a mail to the address: a link that finishes, or that there is an account."""
    account = queries.account_by_email(session, typed.email)
    purpose = LinkPurpose.RESET if account else LinkPurpose.SIGN_UP
    secret = make_link(
        session,
        purpose=purpose,
        email=typed.email,
        lasts=links.RESET_LASTS if account else links.SIGN_UP_LASTS,
        now=now,
        payload={} if account else _payload(typed),
    )
    path = reset_path(secret) if account else finish_path(secret)
    outbox.owe(
        session,
        to=typed.email,
        template=_template(account),
        params={"link": Secret(path)},
        language=account.language if account else typed.language,
        person_id=account.person_id if account else None,
        now=now,
    )


def _template(account: Account | None) -> str:
    if account is None:
        return "sign-up"
    return "sign-up-known" if account.is_active else "account-closed"


def finish_sign_up(session: Session, secret: str, *, now: datetime) -> Account:
    """Make the account that was asked for; its password and consents are as typed.

    Somebody whom staff entered before, with the same address, name and birth date,
    gets the account for that person. Raises a subclass of LinkRefused, or EmailTaken.
    """
    link = use_link(session, secret, purpose=LinkPurpose.SIGN_UP, now=now)
    if queries.account_by_email(session, link.email) is not None:
        raise EmailTaken
    typed = _typed(link.payload)
    person = _person(session, typed, now=now)
    account = Account(
        person=person,
        email=typed.email,
        password_hash=typed.password_hash,
        language=typed.language,
        created_at=now,
    )
    session.add(account)
    session.flush()
    told = {held.text_id for held in queries.consents_of(session, person.id)}
    session.add_all(
        Consent(person_id=person.id, text_id=text_id, agreed_at=link.created_at)
        for text_id in typed.agreed
        if text_id not in told  # staff, who entered her
    )
    link.payload = {}  # what was typed is kept once
    audit.record(session, "account.created", account, by=account.id, now=now)
    return account


def _person(session: Session, typed: SignUp, *, now: datetime) -> Person:
    person = _entered(session, typed)
    if person is None:
        person = Person(
            name=typed.name,
            birth_date=typed.birth_date,
            email=typed.email,
            created_at=now,
        )
        session.add(person)
    person.mobile = typed.mobile
    person.district_code = typed.district_code
    return person


def _entered(session: Session, typed: SignUp) -> Person | None:
    """Whom staff entered, held against a merge at the same moment."""
    person = queries.claimable_person(
        session, email=typed.email, name=typed.name, birth_date=typed.birth_date
    )
    if person is None:
        return None
    try:
        return queries.lock_person(session, person.id)
    except queries.PersonMerged:
        return None


def _payload(typed: SignUp) -> dict[str, Any]:
    return {**asdict(typed), "birth_date": typed.birth_date.isoformat()}


def _typed(payload: dict[str, Any]) -> SignUp:
    born = date.fromisoformat(payload["birth_date"])
    agreed = tuple(payload["agreed"])
    return SignUp(**{**payload, "birth_date": born, "agreed": agreed})
