"""Sessions begun and ended: one row a device. To end the row is to sign it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.accounts import idle, links
from app.accounts.models import Account
from app.accounts.session_models import AccountSession

LONGEST_ADDRESS, LONGEST_AGENT = 45, 300


@dataclass(frozen=True)
class Seen:
    """The session of this request, as it was found."""

    id: int
    seen_at: datetime
    staff: bool
    idle_minutes: int | None


def begin(
    session: Session, account: Account, *, address: str, agent: str, now: datetime
) -> str:
    """Begin a session; the key that its cookie holds. Only the key's hash is kept."""
    key = links.new_secret()
    session.add(
        AccountSession(
            account_id=account.id,
            key_hash=links.hash_of(key),
            begun_at=now,
            seen_at=now,
            address=address[:LONGEST_ADDRESS],
            agent=agent[:LONGEST_AGENT],
        )
    )
    return key


def end(session: Session, key: str, *, now: datetime) -> None:
    """End the session with this key; ended twice it is ended once."""
    _end(session, AccountSession.key_hash == links.hash_of(key), now=now)


def end_one(
    session: Session, *, account_id: int, session_id: int, now: datetime
) -> bool:
    """End one of hers; whether she has such a session."""
    hers = (AccountSession.account_id == account_id) & (AccountSession.id == session_id)
    if session.scalar(select(AccountSession.id).where(hers)) is None:
        return False
    _end(session, hers, now=now)
    return True


def end_others(
    session: Session, account_id: int, *, but: int | None, now: datetime
) -> None:
    """End all of hers but the one with this id."""
    hers = AccountSession.account_id == account_id
    if but is not None:
        hers &= AccountSession.id != but
    _end(session, hers, now=now)


def end_all(session: Session, account_id: int, *, now: datetime) -> None:
    """Sign her out everywhere, at once."""
    end_others(session, account_id, but=None, now=now)


def touch(
    session: Session, seen: Seen, *, address: str, agent: str, now: datetime
) -> None:
    """Note that it was used now; of two requests at once the first writes."""
    session.execute(
        update(AccountSession)
        .where(AccountSession.id == seen.id, AccountSession.seen_at <= seen.seen_at)
        .values(
            seen_at=now, address=address[:LONGEST_ADDRESS], agent=agent[:LONGEST_AGENT]
        )
    )


def live_of(
    session: Session, account_id: int, *, seen: Seen, now: datetime
) -> Sequence[AccountSession]:
    """Those of her sessions that open pages now, the last used first."""
    rows = session.scalars(
        select(AccountSession)
        .where(
            AccountSession.account_id == account_id, AccountSession.ended_at.is_(None)
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    )
    return [
        row
        for row in rows
        if not idle.sleeps(
            seen_at=row.seen_at,
            now=now,
            staff=seen.staff,
            idle_minutes=seen.idle_minutes,
        )
    ]


def _end(session: Session, which: ColumnElement[bool], *, now: datetime) -> None:
    session.execute(
        update(AccountSession)
        .where(which, AccountSession.ended_at.is_(None))
        .values(ended_at=now)
    )
