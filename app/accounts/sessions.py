"""Sessions begun and ended: one row a device. To end the row is to sign it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, select, update
from sqlalchemy.orm import Session

from app.accounts import idle, links
from app.accounts.models import Account, Person, RoleGrant
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


_STAFF = RoleGrant.account_id == Account.id, RoleGrant.revoked_at.is_(None)
_HOLD_LEARNERS = (
    select(AccountSession.key_hash, Person)
    .join(Account, Account.id == AccountSession.account_id)
    .join(Person, Person.id == Account.person_id)
    .where(
        AccountSession.key_hash.in_(bindparam("hashes", expanding=True)),
        AccountSession.ended_at.is_(None),
        AccountSession.seen_at > bindparam("awake_since"),
        Account.disabled_at.is_(None),
        Person.merged_into_id.is_(None),
        ~exists().where(*_STAFF),
    )
    .order_by(Person.id)
    .with_for_update(of=Person, key_share=True)
    .execution_options(populate_existing=True)
)
"""Made once: in a rush, making a statement takes longer than asking it."""


def hold_learners(
    session: Session, keys: Collection[str], *, now: datetime
) -> dict[str, Person]:
    """Who presses these sessions' keys, by key, each held like `lock_person` does, in
    the order of their ids: one statement for a rush.

    Only who is nothing but a learner: sessions of staff have rules of their own.
    """
    by_hash = {links.hash_of(key): key for key in keys}
    rows = session.execute(
        _HOLD_LEARNERS, {"hashes": list(by_hash), "awake_since": now - idle.LASTS}
    )
    return {by_hash[key_hash]: person for key_hash, person in rows}


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
