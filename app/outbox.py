"""The outbox: messages owed to people. Every package may owe one, as it may audit.

A secret link stays marked in the row, so that staff read the message without it.
Delivery, and the pages that show the outbox, are the notifications package's.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import policy
from app.message_kinds import MessageChannel, kind_of
from app.message_params import MASKED, Bilingual, Param, Secret, decode, encode
from app.orm import Base, EnumText, one_of
from app.quiet_hours import FIGURES, QuietHours
from app.seoul import seoul_date

__all__ = [
    "MASKED",
    "OWED",
    "Bilingual",
    "Fault",
    "Message",
    "MessageChannel",
    "MessageState",
    "Param",
    "Secret",
    "decode",
    "encode",
    "owe",
    "quiet_hours",
    "wake_after_commit",
]

OWED = "something is owed"
"""Under this key a session remembers to wake a worker after its commit."""


class MessageState(enum.Enum):
    """queued → sending → sent, or back to queued, or failed when the tries are up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    """Nobody can be written to at all: staff telephone."""
    TOLD = "told"
    """Staff told her otherwise what did not reach her."""


class Fault(enum.Enum):
    """Why a message has not gone out; the pages have the words."""

    ADDRESS_REFUSED = "address_refused"
    REFUSED = "refused"
    TEXT_REFUSED = "text_refused"
    PUT_OFF = "put_off"
    NO_SERVER = "no_server"
    NO_ANSWER = "no_answer"
    NO_GATEWAY = "no_gateway"
    NO_ADDRESS = "no_address"
    NOT_WRITTEN = "not_written"
    WORKERS_DIED = "workers_died"


OWED_STATES = "state = 'queued' OR state = 'sending'"
LOST_STATES = "state = 'failed' OR state = 'unreachable'"
"""Of a million messages few are in these: their indexes hold no others."""


def _few(name: str, *columns: str, where: str) -> Index:
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Message(Base):
    """A message owed to somebody. The row is the truth; a queue only wakes workers."""

    __tablename__ = "messages"
    __table_args__ = (
        one_of("state", MessageState),
        one_of("channel", MessageChannel),
        one_of("fault", Fault),
        one_of("text_fault", Fault),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint(
            "(state = 'sending') = (lease IS NOT NULL)", name="leased_while_sending"
        ),
        CheckConstraint(
            "(lease IS NULL) = (leased_until IS NULL)", name="lease_has_an_end"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_when"),
        CheckConstraint(
            "to_address <> '' OR state IN ('unreachable', 'told')", name="addressed"
        ),
        UniqueConstraint("message_key"),
        UniqueConstraint("once_key"),
        Index("ix_messages_of_school", "school_id", "id"),
        Index("ix_messages_of_run", "run_id", "id"),
        Index("ix_messages_of_person", "person_id", "id"),
        _few("ix_messages_owed", "channel", "due_at", "id", where=OWED_STATES),
        _few("ix_messages_held", "channel", "leased_until", where="state = 'sending'"),
        _few("ix_messages_lost", "school_id", "id", where=LOST_STATES),
        _few("ix_messages_texts", "school_id", "id", where="channel = 'text'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_key: Mapped[str] = mapped_column(
        String(32), default=lambda: uuid.uuid4().hex, insert_sentinel=True
    )
    """The left part of the Message-ID header: given once, so that a second delivery
    of the same message is recognised as one. As sentinel it lets SQLite, too, insert
    many messages in one statement."""
    once_key: Mapped[str | None] = mapped_column(String(120))
    """What it is that is told, where several workers might tell it: see `owe`."""
    channel: Mapped[MessageChannel] = mapped_column(
        EnumText(MessageChannel), default=MessageChannel.EMAIL
    )
    to_address: Mapped[str] = mapped_column(String(254))
    """An e-mail address, or the digits of a mobile number; empty where she has
    neither."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    """Whom it is for; empty where the address belongs to nobody yet."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """Whose staff may read it; empty for what is between a person and her account."""
    run_id: Mapped[int | None] = mapped_column(ForeignKey("course_runs.id"))
    """The course run that it is about."""
    template: Mapped[str] = mapped_column(String(40))
    """The file `templates/mail/<template>.txt`."""
    params: Mapped[dict[str, Any]]
    """As encoded by `encode`: secret links are marked there."""
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    can_wait: Mapped[bool] = mapped_column(default=False)
    """Whether the quiet hours hold it back, each time it is tried."""
    not_after: Mapped[datetime | None]
    """By when it must be there, quiet hours or not."""
    state: Mapped[MessageState] = mapped_column(
        EnumText(MessageState), default=MessageState.QUEUED
    )
    attempts: Mapped[int] = mapped_column(default=0)
    """Deliveries begun, those of workers that died included."""
    lease: Mapped[str | None] = mapped_column(String(32))
    """Which delivery holds the message; only that one may write its outcome."""
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    fault: Mapped[Fault | None] = mapped_column(EnumText(Fault))
    """Why the last try failed; empty once it went out."""
    text_fault: Mapped[Fault | None] = mapped_column(EnumText(Fault))
    """Why it could not go as a text and goes by e-mail instead."""
    last_error: Mapped[str] = mapped_column(String(300), default="")
    """The same for who looks after the servers."""


UNREACHABLE = {"state": MessageState.UNREACHABLE, "fault": Fault.NO_ADDRESS}


class About(TypedDict, total=False):
    """Whom and what a message is about, as the row keeps it."""

    person_id: int | None
    school_id: int | None
    run_id: int | None
    channel: MessageChannel
    language: Required[str]
    can_wait: bool | None
    """Whether quiet hours hold it back."""
    not_after: datetime | None
    """By when it must be there all the same."""


def owe(
    session: Session,
    *,
    to: str,
    template: str,
    params: Mapping[str, Param],
    now: datetime,
    once: str | None = None,
    **about: Unpack[About],
) -> Message:
    """Owe this message from the caller's transaction on: both happen, or neither.

    `template` is a file in templates/mail; links are given as paths, those that do
    something for whoever holds them as `Secret`. A worker delivers it after the
    commit. An empty `to` is kept as not reachable.

    When it goes is as `message_kinds` says, where `about` doesn't. `once`: of all who
    owe a message under this word, only the first does; the others are given his.
    """
    values: dict[str, Any] = {
        "once_key": once,
        "to_address": to,
        **about,
        "template": template,
        "params": encode(params),
        "created_at": now,
        **_when(session, template, params, about, now=now),
        **({} if to else UNREACHABLE),
    }
    wake_after_commit(session)
    if once is not None:
        return _owed_once(session, once, values)
    session.add(message := Message(**values))
    return message


def _when(
    session: Session,
    template: str,
    params: Mapping[str, Param],
    about: About,
    *,
    now: datetime,
) -> dict[str, Any]:
    """When it is due, by what `message_kinds` says where the caller said nothing."""
    kind = kind_of(template)
    waits, not_after = about.get("can_wait"), about.get("not_after")
    if waits is None:
        waits = kind.can_wait
    if not_after is None and isinstance(by := params.get(kind.deadline), datetime):
        not_after = by
    due = now
    if waits:
        due = quiet_hours(session, now=now).after(now, not_after=not_after)
    return {"due_at": due, "can_wait": waits, "not_after": not_after}


def _owed_once(session: Session, once: str, values: Mapping[str, Any]) -> Message:
    """Whoever comes second at the same moment waits here for the first one's end."""
    session.flush()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(Message)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["once_key"])
    )
    return session.scalars(select(Message).where(Message.once_key == once)).one()


def quiet_hours(session: Session, *, now: datetime) -> QuietHours:
    """Those in force now."""
    found = policy.figures(session, FIGURES, on=seoul_date(now))
    begin, end = (found[name] for name in FIGURES)
    return QuietHours(begin, end)


def wake_after_commit(session: Session) -> None:
    """Have a worker look at what is owed as soon as this transaction is committed."""
    session.info[OWED] = True
