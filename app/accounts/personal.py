"""What accounts hold about a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from app import forgetting
from app.accounts import queries
from app.accounts.entry_models import OutsideIdentity, RecoveryCode, SecondFactor
from app.accounts.export import export
from app.accounts.holdings import HOLDINGS
from app.accounts.models import Account, Consent, MailedLink, Person, RoleGrant
from app.accounts.permissions import Role
from app.accounts.session_models import AccountSession, SignInTries
from app.personal import (
    ERASED_NAME,
    Due,
    Kept,
    Obstacle,
)

__all__ = [
    "DUE",
    "HOLDINGS",
    "erase",
    "export",
    "kept",
    "nameless",
    "obstacles",
    "traces",
]


def traces(session: Session, person_id: int) -> forgetting.Traces:
    """The spellings under which she may be found anywhere; also those of records that
    were joined with hers, because what moved may still be spelled their way."""
    found = [
        forgetting.spellings(
            name=person.name,
            emails=[one for one in (person.email, signs_in_with) if one],
            mobile=person.mobile,
            born=person.birth_date,
        )
        for person, signs_in_with in session.execute(
            select(Person, Account.email)
            .outerjoin(Account, Account.person_id == Person.id)
            .where(Person.id.in_(_joined_with(person_id)))
        )
    ]
    return forgetting.together(found)


def _joined_with(person_id: int) -> Select[int]:
    """Her record, that into which it went, and those that went into either."""
    kept = select(func.coalesce(Person.merged_into_id, Person.id)).where(
        Person.id == person_id
    )
    hers = select(Person.id).where(Person.id == kept.scalar_subquery())
    joined = hers.cte(recursive=True)
    more = select(Person.id).where(Person.merged_into_id == joined.c.id)
    return select(joined.union(more).c.id)


def nameless(session: Session, like: int, *, now: datetime) -> Person:
    """A person who is nobody, to keep a figure in place of a real one; the district
    may stay."""
    district = session.scalar(select(Person.district_code).where(Person.id == like))
    nobody = Person(name=ERASED_NAME, district_code=district, created_at=now)
    session.add(nobody)
    session.flush()
    return nobody


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """Proof of consents and of roles, both without her name."""
    found: list[Kept] = []
    if session.scalar(
        select(Consent.id).where(Consent.person_id == person_id).limit(1)
    ):
        found.append(
            Kept(
                _l("Which consents were given and withdrawn when, without your name"),
                _l("Proof of consent (Personal Information Protection Act, art. 22)"),
                None,
            )
        )
    held = (
        select(RoleGrant.id)
        .join(Account, RoleGrant.account_id == Account.id)
        .where(Account.person_id == person_id)
    )
    if session.scalar(held.limit(1)):
        found.append(
            Kept(
                _l("Which roles were given and taken when, without your name"),
                _l("Safety standards for personal data, art. 5: three years"),
                None,
            )
        )
    return found


def obstacles(session: Session, person_id: int, *, now: datetime) -> list[Obstacle]:
    """Roles held now: they end first, so that no school loses its staff unawares."""
    live = session.scalars(
        select(RoleGrant)
        .join(Account, RoleGrant.account_id == Account.id)
        .where(Account.person_id == person_id, RoleGrant.revoked_at.is_(None))
    ).all()
    if not live:
        return []
    administers = [g.account_id for g in live if g.role is Role.ADMINISTRATOR]
    if administers and queries.lock_administrators(session) <= set(administers):
        return [
            Obstacle(
                _l(
                    "You are the only administrator. Make somebody else an "
                    "administrator first."
                ),
                "accounts.people",
            )
        ]
    return [
        Obstacle(
            _l("You hold a role. Ask an administrator to end it first."),
            "accounts.me",
        )
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """The person becomes nameless, the account can no longer be signed in with.

    Both rows stay while others refer to them (who marked what, which seat was whose)
    and go with the last of these. Comes last: the others look for her by her name.
    """
    person = queries.lock_person(session, person_id, even_merged=True)
    account = session.scalar(select(Account).where(Account.person_id == person_id))
    addresses = {one for one in (person.email, account and account.email) if one}
    hers = MailedLink.email.in_(addresses)
    if account is not None:  # a new address that she never confirmed
        hers |= MailedLink.payload["account_id"].as_integer() == account.id
    session.execute(delete(MailedLink).where(hers))
    session.execute(
        update(Consent)
        .where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    if account is not None:
        for ways_in in (SecondFactor, RecoveryCode, OutsideIdentity, AccountSession):
            session.execute(delete(ways_in).where(ways_in.account_id == account.id))
        _close(account, now=now)
    person.name = ERASED_NAME
    person.birth_date = person.mobile = person.email = None


def _close(account: Account, *, now: datetime) -> None:
    account.email = f"erased-{account.id}@erased.invalid"
    account.password_hash = None
    account.disabled_at = account.disabled_at or now


def _links(before: datetime) -> Select[int]:
    return select(MailedLink.id).where(MailedLink.expires_at < before)


def _forget_links(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(MailedLink).where(MailedLink.id.in_(ids)))


def _consents_ended(before: datetime) -> Select[int]:
    return select(Consent.id).where(Consent.withdrawn_at < before)


def _forget_consents(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Consent).where(Consent.id.in_(ids)))


def _grants_ended(before: datetime) -> Select[int]:
    return select(RoleGrant.id).where(RoleGrant.revoked_at < before)


def _forget_grants(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(RoleGrant).where(RoleGrant.id.in_(ids)))


def _sessions_ended(before: datetime) -> Select[int]:
    last = func.coalesce(AccountSession.ended_at, AccountSession.seen_at)
    return select(AccountSession.id).where(last < before)


def _forget_sessions(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(AccountSession).where(AccountSession.id.in_(ids)))


def _tries_over(before: datetime) -> Select[Any]:
    return select(SignInTries.key_hash).where(SignInTries.failed_at < before)


def _forget_tries(session: Session, keys: Sequence[Any], now: datetime) -> None:
    session.execute(delete(SignInTries).where(SignInTries.key_hash.in_(keys)))


DUE = (
    Due("sessions", _tries_over, _forget_tries),
    Due("sessions", _sessions_ended, _forget_sessions),
    Due("links", _links, _forget_links),
    Due("consents", _consents_ended, _forget_consents),
    Due("role_grants", _grants_ended, _forget_grants),
)
