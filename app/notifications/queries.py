"""Named reads of the outbox: what is due, who is reached how, what staff look at."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.accounts.models import Account, Consent, ConsentText, Person
from app.message_kinds import Wish
from app.notifications.models import (
    Message,
    MessageChannel,
    MessagePreference,
    MessageState,
    WorkerBeat,
)
from app.notifications.ways import Reach

NOT_DELIVERED = (MessageState.FAILED, MessageState.UNREACHABLE)
"""What staff have to do something about."""


def _in(*states: MessageState) -> ColumnElement[bool]:
    """Being in one of these states, spelled out in the statement: with parameters no
    index that holds these states alone would be used."""
    return or_(*(Message.state == _spelled(state) for state in states))


def _spelled(value: enum.Enum) -> BindParameter[Any]:
    return bindparam(None, value, literal_execute=True)


_OWED = _in(MessageState.QUEUED, MessageState.SENDING)


def lock_due(
    session: Session, *, channel: MessageChannel, now: datetime, limit: int
) -> Sequence[Message]:
    """The messages due longest, held until the transaction ends.

    Rows that another worker is just taking are skipped, so that no worker waits and
    no message is taken twice.
    """
    due = select(Message).where(
        _OWED,
        Message.state == MessageState.QUEUED,
        Message.channel == channel,
        Message.due_at <= now,
    )
    order = (Message.due_at, Message.id)
    return session.scalars(_held(due.order_by(*order).limit(limit))).all()


def lock_left_behind(
    session: Session, *, channel: MessageChannel, now: datetime
) -> Message | None:
    """One message whose worker died, its lease over; held as in `lock_due`."""
    left = select(Message).where(
        _in(MessageState.SENDING),
        Message.channel == channel,
        Message.leased_until <= now,
    )
    order = (Message.leased_until, Message.id)
    return session.scalar(_held(left.order_by(*order).limit(1)))


def lock_old_texts(
    session: Session, *, before: datetime, after_id: int, limit: int
) -> Sequence[Message]:
    """Texts that are owed since before this instant, by id; held as in `lock_due`."""
    old = select(Message).where(
        _OWED,
        Message.state == MessageState.QUEUED,
        Message.channel == MessageChannel.TEXT,
        Message.created_at <= before,
        Message.id > after_id,
    )
    return session.scalars(_held(old.order_by(Message.id).limit(limit))).all()


def _held(query: Select[Message]) -> Select[Message]:
    return query.with_for_update(skip_locked=True).execution_options(
        populate_existing=True
    )


def claimed(session: Session, message_id: int, *, lease: str) -> Message | None:
    """The message, if this lease still holds it."""
    return session.scalar(
        select(Message).where(Message.id == message_id, Message.lease == lease)
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


_REACHES = (
    select(
        Person.id,
        func.coalesce(Account.email, Person.email).label("email"),
        Person.mobile,
        func.coalesce(Account.language, "ko").label("language"),
        func.coalesce(MessagePreference.by_text, False).label("by_text"),
        func.coalesce(MessagePreference.reminders, True).label("reminders"),
    )
    .outerjoin(Account, Account.person_id == Person.id)
    .outerjoin(MessagePreference, MessagePreference.person_id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
)
_AGREED_TO_NEWS = (
    select(Consent.id)
    .join(Consent.consent_text)
    .where(
        Consent.person_id == Person.id,
        Consent.withdrawn_at.is_(None),
        ConsentText.kind == Wish.NEWS.value,
    )
    .exists()
)
_REACHES_FOR_NEWS = _REACHES.add_columns(_AGREED_TO_NEWS.label("news"))


def reaches(
    session: Session, person_ids: Collection[int], *, wish: Wish | None = None
) -> dict[int, Reach]:
    """How each of these persons is reached, in one statement; `news` is only looked
    up where that is the wish."""
    query = _REACHES_FOR_NEWS if wish is Wish.NEWS else _REACHES
    rows = session.execute(query, {"ids": person_ids}).mappings()
    return {row["id"]: Reach(**{k: row[k] for k in row if k != "id"}) for row in rows}


def preference_of(session: Session, person_id: int) -> MessagePreference | None:
    return session.get(MessagePreference, person_id)


@dataclass(frozen=True)
class Filter:
    """Which messages somebody looks at."""

    states: Collection[MessageState] = ()
    channel: MessageChannel | None = None
    run_id: int | None = None
    person_id: int | None = None


def messages(
    session: Session,
    wanted: Filter,
    *,
    school_ids: Collection[int] | None,
    after: int | None,
    limit: int,
) -> Sequence[Message]:
    """The newest messages first; only those of these schools, or all for None."""
    query = select(Message).order_by(Message.id.desc()).limit(limit)
    if school_ids is not None:
        query = query.where(Message.school_id.in_(school_ids))
    if wanted.states:
        query = query.where(_in(*wanted.states))
    if wanted.channel is not None:
        query = query.where(Message.channel == _spelled(wanted.channel))
    if wanted.run_id is not None:
        query = query.where(Message.run_id == wanted.run_id)
    if wanted.person_id is not None:
        query = query.where(Message.person_id == wanted.person_id)
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


def recipients(session: Session, messages: Collection[Message]) -> dict[int, Person]:
    """The people whom these are for, by id."""
    ids = {m.person_id for m in messages if m.person_id is not None}
    people = session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person for person in people}


def not_delivered(session: Session, school_ids: Collection[int]) -> int:
    """How many messages of these schools wait for somebody to do something."""
    return session.scalar(
        select(func.count())
        .select_from(Message)
        .where(Message.school_id.in_(school_ids), _in(*NOT_DELIVERED))
    ) or 0  # fmt: skip


def next_delivery(session: Session) -> datetime | None:
    """When the message that is due first is due; None where none is owed."""
    return session.scalar(
        select(func.min(Message.due_at)).where(Message.state == MessageState.QUEUED)
    )


def last_beat(session: Session) -> datetime | None:
    """When a worker last went through everything owed; None when none ever did."""
    return session.scalar(select(WorkerBeat.at))
