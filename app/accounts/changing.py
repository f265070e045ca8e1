"""A new e-mail address and a new password, by who is signed in and knows the old one.

Known and unknown new addresses cost the same: one look, one link, two messages.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import links, queries, sessions
from app.accounts.mailed_links import make_link, use_link
from app.accounts.models import Account, LinkPurpose, MailedLink
from app.accounts.sign_up import EmailTaken, LinkPath
from app.exceptions import DomainError
from app.outbox import Secret


class SameAddress(DomainError):
    """She signs in with this address already."""


def request_new_email(
    session: Session,
    *,
    account_id: int,
    email: str,
    confirm_path: LinkPath,
    now: datetime,
) -> None:
    """Owe a link to the new address, or word that it has an account; and tell the old.

    Raises SameAddress.
    """
    account = queries.lock_account(session, account_id)
    if account.email == email:
        raise SameAddress
    known = queries.account_by_email(session, email)
    secret = make_link(
        session,
        purpose=LinkPurpose.CHANGE_EMAIL,
        email=email,
        lasts=links.CHANGE_LASTS,
        now=now,
        payload={} if known else {"account_id": account.id},
    )
    outbox.owe(
        session,
        to=email,
        template="email-change-known" if known else "email-change",
        params={"link": Secret(confirm_path(secret))},
        language=account.language,
        person_id=known.person_id if known else account.person_id,
        now=now,
    )
    _tell(session, account, "email-change-asked", now=now)


def finish_new_email(session: Session, secret: str, *, now: datetime) -> Account:
    """She signs in with the new address from now on; both addresses are told.

    Every link that waits at the old address ends, and other changes that were asked.
    Raises a subclass of LinkRefused, or EmailTaken.
    """
    link = use_link(session, secret, purpose=LinkPurpose.CHANGE_EMAIL, now=now)
    account_id = link.payload.get("account_id")
    if account_id is None:
        raise links.LinkUnknown
    account = queries.lock_account(session, account_id)
    if not account.is_active:
        raise links.LinkUnknown
    # Who signs up with this address at the same moment waits for us, or we for her.
    queries.lock_links(session, email=link.email, purpose=LinkPurpose.SIGN_UP)
    if queries.account_by_email(session, link.email) is not None:
        raise EmailTaken
    _tell(session, account, "email-changed", now=now)
    _end_links(session, account, now=now)
    if account.person.email in (None, account.email):
        account.person.email = link.email
    account.email = link.email
    link.payload = {}
    _tell(session, account, "email-changed", now=now)
    audit.record(session, "account.email_changed", account, by=account.id, now=now)
    return account


def change_password(
    session: Session,
    *,
    account_id: int,
    password_hash: str,
    here: int | None,
    now: datetime,
) -> None:
    """Keep the new password; every session but this one (`here`) ends, every mailed
    link to a new password too, and a mail tells."""
    account = queries.lock_account(session, account_id)
    for link in queries.lock_links(
        session, email=account.email, purpose=LinkPurpose.RESET
    ):
        link.used_at = link.used_at or now
    account.password_hash = password_hash
    sessions.end_others(session, account_id, but=here, now=now)
    _tell(session, account, "password-changed", now=now)
    audit.record(session, "account.password_set", account, by=account_id, now=now)


def _end_links(session: Session, account: Account, *, now: datetime) -> None:
    hers = MailedLink.payload["account_id"].as_integer() == account.id
    asked = (MailedLink.purpose == LinkPurpose.CHANGE_EMAIL) & hers
    session.execute(
        update(MailedLink)
        .where(
            MailedLink.used_at.is_(None), (MailedLink.email == account.email) | asked
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def _tell(session: Session, account: Account, template: str, *, now: datetime) -> None:
    outbox.owe(
        session,
        to=account.email,
        template=template,
        params={},
        language=account.language,
        person_id=account.person_id,
        now=now,
    )
