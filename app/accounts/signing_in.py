"""Signing in, and a new password where the old one is forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import links, queries, sessions, tries
from app.accounts.hashing import Hasher
from app.accounts.mailed_links import make_link, use_link
from app.accounts.models import Account, LinkPurpose
from app.accounts.sign_up import LinkPath
from app.exceptions import DomainError
from app.outbox import Secret


class SignInRefused(DomainError):
    """Unknown address, wrong password or closed account: one answer for all."""


def sign_in(
    session: Session,
    *,
    email: str,
    password: str,
    hasher: Hasher,
    counter: str,
    now: datetime,
) -> Account:
    """The account of this address and password; `counter` has its wrong tries.

    Raises SignInRefused after the same work for whichever reason, and then the
    caller counts; SlowedDown, with no password compared, while one has to wait.
    """
    tries.demand_turn(session, counter, now=now)
    account = queries.account_by_email(session, email)
    right = hasher.matches(password, account.password_hash if account else None)
    if account is None or not right or not account.is_active:
        raise SignInRefused
    return account


def request_new_password(
    session: Session,
    *,
    email: str,
    language: str,
    reset_path: LinkPath,
    now: datetime,
) -> None:
    """Owe a mail to the address: a link to a new password, or that it has no account.

    An unknown address gets a link row too, which leads nowhere, so that the answer
    takes as long.
    """
    account = queries.account_by_email(session, email)
    secret = make_link(
        session,
        purpose=LinkPurpose.RESET,
        email=email,
        lasts=links.RESET_LASTS,
        now=now,
    )
    if account is None:
        template = "reset-unknown"
    else:
        template = "reset" if account.is_active else "account-closed"
    outbox.owe(
        session,
        to=email,
        template=template,
        params={"link": Secret(reset_path(secret))},
        language=account.language if account else language,
        person_id=account.person_id if account else None,
        now=now,
    )


def invite(session: Session, account: Account, *, now: datetime) -> str:
    """The secret of a link by which the owner of a new account sets her password."""
    return make_link(
        session,
        purpose=LinkPurpose.RESET,
        email=account.email,
        lasts=links.INVITATION_LASTS,
        now=now,
    )


def set_new_password(
    session: Session, secret: str, *, password_hash: str, now: datetime
) -> Account:
    """Keep the new password and end every session; other links to it end as well.

    Raises a subclass of LinkRefused.
    """
    link = use_link(session, secret, purpose=LinkPurpose.RESET, now=now)
    account = queries.account_by_email(session, link.email)
    if account is None or not account.is_active:
        raise links.LinkUnknown
    for other in queries.lock_links(
        session, email=link.email, purpose=LinkPurpose.RESET
    ):
        other.used_at = other.used_at or now
    account.password_hash = password_hash
    sessions.end_all(session, account.id, now=now)
    audit.record(session, "account.password_set", account, by=account.id, now=now)
    return account
