"""Who somebody from Kakao or Naver is here, and joining the two. Audited, and told.

An account is joined with an identity only when its address is known to be hers: the
provider says so, or she pressed the button in a mail that went there, or she was
signed in already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import links, queries
from app.accounts.entry_models import OutsideIdentity
from app.accounts.identity import clean_email
from app.accounts.mailed_links import make_link, use_link
from app.accounts.models import Account, LinkPurpose, MailedLink
from app.accounts.outside import (
    AccountClosed,
    AnotherLinked,
    LastWayIn,
    OutsideTaken,
    Profile,
    Provider,
)
from app.accounts.sign_up import LinkPath
from app.outbox import Bilingual, Secret

LINK_LASTS = timedelta(hours=2)
MOST_MAILS = 5
MAILS_WITHIN = timedelta(hours=1)
"""So many links an hour go to one address, whoever says that it is hers."""


def identities_of(session: Session, account_id: int) -> Sequence[OutsideIdentity]:
    return session.scalars(
        select(OutsideIdentity)
        .where(OutsideIdentity.account_id == account_id)
        .order_by(OutsideIdentity.provider)
    ).all()


def known(session: Session, profile: Profile) -> Account | None:
    """The account that is joined with this identity. Raises AccountClosed."""
    account = session.scalar(
        select(Account)
        .join(OutsideIdentity, OutsideIdentity.account_id == Account.id)
        .where(
            OutsideIdentity.provider == profile.provider,
            OutsideIdentity.subject == profile.subject,
        )
    )
    return _open(account)


def of_confirmed_address(session: Session, profile: Profile) -> Account | None:
    """The account of an address that the provider says is hers.

    None where it doesn't say so, or nobody has it. Raises AccountClosed.
    """
    if not profile.confirmed or profile.email is None:
        return None
    return _open(queries.account_by_email(session, profile.email))


def connect(
    session: Session, account_id: int, profile: Profile, *, now: datetime
) -> Account:
    """Let her sign in with this identity from now on; twice is once.

    The account is locked, so that it gets one identity of a provider. Raises
    AccountClosed, AnotherLinked, or OutsideTaken where another account has it.
    """
    account = queries.lock_account(session, account_id)
    _open(account)
    there = _identity(session, account_id, profile.provider)
    if there is not None:
        if there.subject != profile.subject:
            raise AnotherLinked
        return account
    try:
        with session.begin_nested():
            session.add(
                OutsideIdentity(
                    account_id=account_id,
                    provider=profile.provider,
                    subject=profile.subject,
                    linked_at=now,
                )
            )
    except IntegrityError:
        raise OutsideTaken from None
    _record(session, account, "connected", profile.provider, now=now)
    return account


def disconnect(
    session: Session, account_id: int, provider: Provider, *, now: datetime
) -> None:
    """Let her sign in with it no more; twice is once. Raises LastWayIn."""
    account = queries.lock_account(session, account_id)
    identity = _identity(session, account_id, provider)
    if identity is None:
        return
    if account.password_hash is None and len(identities_of(session, account_id)) == 1:
        raise LastWayIn
    session.delete(identity)
    _record(session, account, "disconnected", provider, now=now)


def mail_link(
    session: Session,
    profile: Profile,
    *,
    language: str,
    link_path: LinkPath,
    now: datetime,
) -> None:
    """Owe the address, which the provider doesn't vouch for, a link that joins.

    An unknown address gets a row and a message too, which says that it has no
    account: on screen, and in the work, the two are alike.
    """
    email = clean_email(profile.email or "")
    account = queries.account_by_email(session, email)
    if _mailed_lately(session, email, now=now) >= MOST_MAILS:
        return
    secret = _link(session, profile, email, now=now)
    provider = _named(profile.provider)
    outbox.owe(
        session,
        to=email,
        template=_template(account),
        params={"link": Secret(link_path(secret)), "provider": provider},
        language=account.language if account else language,
        person_id=account.person_id if account else None,
        now=now,
    )


def _link(session: Session, profile: Profile, email: str, *, now: datetime) -> str:
    return make_link(
        session,
        purpose=LinkPurpose.OUTSIDE,
        email=email,
        lasts=LINK_LASTS,
        now=now,
        payload={"provider": profile.provider.value, "subject": profile.subject},
    )


def _template(account: Account | None) -> str:
    if account is None:
        return "outside-unknown"
    return "outside-link" if account.is_active else "account-closed"


def finish_link(session: Session, secret: str, *, now: datetime) -> Account:
    """Join as the mailed link says. Raises what `connect` does, or a LinkRefused."""
    link = use_link(session, secret, purpose=LinkPurpose.OUTSIDE, now=now)
    account = queries.account_by_email(session, link.email)
    if account is None:
        raise links.LinkUnknown
    return connect(session, account.id, profile_of(link), now=now)


def profile_of(link: MailedLink) -> Profile:
    """The identity that a mailed link is about."""
    return Profile(
        provider=Provider(link.payload["provider"]), subject=link.payload["subject"]
    )


def _open(account: Account | None) -> Account | None:
    if account is not None and not account.is_active:
        raise AccountClosed
    return account


def _identity(
    session: Session, account_id: int, provider: Provider
) -> OutsideIdentity | None:
    return session.scalar(
        select(OutsideIdentity).where(
            OutsideIdentity.account_id == account_id,
            OutsideIdentity.provider == provider,
        )
    )


def _mailed_lately(session: Session, email: str, *, now: datetime) -> int:
    return session.scalars(
        select(func.count())
        .select_from(MailedLink)
        .where(
            MailedLink.email == email,
            MailedLink.purpose == LinkPurpose.OUTSIDE,
            MailedLink.created_at > now - MAILS_WITHIN,
        )
    ).one()


def _named(provider: Provider) -> Bilingual:
    return Bilingual(provider.name_ko, provider.name_en)


def _record(
    session: Session,
    account: Account,
    what: str,
    provider: Provider,
    *,
    now: datetime,
) -> None:
    """Audit it, and tell the owner: a way into her account has come or gone."""
    audit.record(
        session,
        f"outside.{what}",
        account,
        by=account.id,
        now=now,
        provider=provider.value,
    )
    outbox.owe(
        session,
        to=account.email,
        template=f"outside-{what}",
        params={"provider": _named(provider)},
        language=account.language,
        person_id=account.person_id,
        now=now,
    )
