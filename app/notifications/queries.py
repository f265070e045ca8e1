"""Named reads of the outbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.notifications.models import Message, MessageState, WorkerBeat


def lock_next_due(session: Session, *, now: datetime) -> Message | None:
    """The message due longest, held until the transaction ends.

    Rows that another worker is just taking are skipped, so that no worker waits and
    no message is taken twice. Due is also what a dead worker's lapsed lease holds.
    """
    waiting = and_(Message.state == MessageState.QUEUED, Message.due_at <= now)
    left_behind = and_(
        Message.state == MessageState.SENDING, Message.leased_until <= now
    )
    return session.scalar(
        select(Message)
        .where(or_(waiting, left_behind))
        .order_by(Message.due_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def lock_claimed(session: Session, message_id: int, *, lease: str) -> Message | None:
    """The message if this lease still holds it, kept until the transaction ends.

    The lock keeps a late worker from overwriting what its successor recorded.
    """
    return session.scalar(
        select(Message)
        .where(Message.id == message_id, Message.lease == lease)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


class Addressed(NamedTuple):
    """How an account is written to."""

    email: str
    language: str


def accounts_of(session: Session, person_ids: Collection[int]) -> dict[int, Addressed]:
    """The accounts of these persons, by person; who has none is left out."""
    rows = session.execute(
        select(Account.person_id, Account.email, Account.language).where(
            Account.person_id.in_(person_ids)
        )
    )
    return {row.person_id: Addressed(row.email, row.language) for row in rows}


def outbox(
    session: Session,
    *,
    school_ids: Collection[int] | None,
    after: int | None,
    limit: int,
) -> Sequence[Message]:
    """The newest messages first; only those of these schools, or all for None."""
    query = select(Message).order_by(Message.id.desc()).limit(limit)
    if school_ids is not None:
        query = query.where(Message.school_id.in_(school_ids))
    if after is not None:
        query = query.where(Message.id < after)
    return session.scalars(query).all()


def message_in_outbox(
    session: Session, message_id: int, *, school_ids: Collection[int] | None
) -> Message | None:
    """One message, if it is of these schools (None: of any, or of none)."""
    query = select(Message).where(Message.id == message_id)
    if school_ids is not None:
        query = query.where(Message.school_id.in_(school_ids))
    return session.scalar(query)


def last_beat(session: Session) -> datetime | None:
    """When a worker last went through everything owed; None when none ever did."""
    return session.scalar(select(WorkerBeat.at))
