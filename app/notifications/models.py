"""The outbox, how people want to be written to, and when a worker last looked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base
from app.outbox import Fault, Message, MessageChannel, MessageState

__all__ = [
    "Fault",
    "Message",
    "MessageChannel",
    "MessagePreference",
    "MessageState",
    "WorkerBeat",
]


class MessagePreference(Base):
    """How somebody wants to be written to, once she has said so. News is a consent,
    and held with the consents."""

    __tablename__ = "message_preferences"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id"), primary_key=True, autoincrement=False
    )
    by_text: Mapped[bool] = mapped_column(default=False)
    """By text message where there is a short version, else by e-mail."""
    reminders: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime]


class WorkerBeat(Base):
    """One row: when a worker last went through everything that is owed."""

    __tablename__ = "worker_beats"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime | None]
    """Empty until the first worker came; the migration makes the row."""
