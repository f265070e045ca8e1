"""The outbox: messages owed to people. Every package may owe one, as it may audit.

A secret link stays marked in the row, so that staff read the message without it.
Delivery, and the pages that show the outbox, are the notifications package's.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.orm import Base, EnumText, one_of

OWED = "something is owed"
"""Under this key a session remembers to wake a worker after its commit."""


class MessageState(enum.Enum):
    """queued → sending → sent, or back to queued, or failed when the tries are up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Message(Base):
    """A message owed to somebody. The row is the truth; a queue only wakes workers."""

    __tablename__ = "messages"
    __table_args__ = (
        one_of("state", MessageState),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint(
            "(state = 'sending') = (lease IS NOT NULL)", name="leased_while_sending"
        ),
        CheckConstraint(
            "(lease IS NULL) = (leased_until IS NULL)", name="lease_has_an_end"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_when"),
        UniqueConstraint("message_key"),
        Index("ix_messages_owed", "state", "due_at", "id"),
        Index("ix_messages_of_school", "school_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_key: Mapped[str] = mapped_column(String(32))
    """The left part of the Message-ID header: given once, so that a second delivery
    of the same message is recognised as one."""
    to_address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    """Whom it is for; empty where the address belongs to nobody yet."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """Whose staff may read it; empty for what is between a person and her account."""
    template: Mapped[str] = mapped_column(String(40))
    """The file `templates/mail/<template>.txt`."""
    params: Mapped[dict[str, Any]]
    """As encoded by `params.encode`: secret links are marked there."""
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(
        EnumText(MessageState), default=MessageState.QUEUED
    )
    attempts: Mapped[int] = mapped_column(default=0)
    """Deliveries begun, those of workers that died included."""
    lease: Mapped[str | None] = mapped_column(String(32))
    """Which delivery holds the message; only that one may write its outcome."""
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")


@dataclass(frozen=True)
class Secret:
    """The path of a link that does something for whoever holds it, e.g. /link/x."""

    path: str


@dataclass(frozen=True)
class Bilingual:
    """A name in both languages; the reader's is shown, Korean where English lacks."""

    ko: str
    en: str = ""


Param = str | int | date | datetime | Secret | Bilingual
MASKED = "/••••••••"


def encode(params: Mapping[str, Param]) -> dict[str, Any]:
    """JSON of the parameters.

    Raises TypeError for a kind that a message can't carry.
    """
    return {name: _encoded(value) for name, value in params.items()}


def decode(
    stored: Mapping[str, Any], *, language: str, masked: bool
) -> dict[str, str | int | date]:
    """The parameters for a template in this language; secrets hidden if `masked`."""
    return {
        name: _decoded(value, language=language, masked=masked)
        for name, value in stored.items()
    }


def _encoded(value: Param) -> Any:
    match value:
        case str() | int():
            return value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Secret():
            return {"secret": value.path}
        case Bilingual():
            return {"ko": value.ko, "en": value.en}
    raise TypeError(f"a message can't carry a {type(value).__name__}")


def _decoded(value: Any, *, language: str, masked: bool) -> str | int | date:
    match value:
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"secret": str(path)}:
            return MASKED if masked else path
        case {"ko": str(korean), "en": str(english)}:
            return (english if language == "en" else "") or korean
        case str() | int():
            return value
    raise TypeError(f"a message doesn't carry {value!r}")


def owe(
    session: Session,
    *,
    to: str,
    template: str,
    params: Mapping[str, Param],
    language: str,
    now: datetime,
    person_id: int | None = None,
    school_id: int | None = None,
) -> Message:
    """Owe this message from the caller's transaction on: both happen, or neither.

    `template` is a file in templates/mail; links are given as paths, those that do
    something for whoever holds them as `Secret`. A worker delivers it after the
    commit; nothing is sent here.
    """
    message = Message(
        message_key=uuid.uuid4().hex,
        to_address=to,
        person_id=person_id,
        school_id=school_id,
        template=template,
        params=encode(params),
        language=language,
        created_at=now,
        due_at=now,
    )
    session.add(message)
    wake_after_commit(session)
    return message


def wake_after_commit(session: Session) -> None:
    """Have a worker look at what is owed as soon as this transaction is committed."""
    session.info[OWED] = True
