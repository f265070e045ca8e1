"""The outbox, and when a worker last looked after what is owed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base
from app.outbox import Message, MessageState

__all__ = ["Message", "MessageState", "WorkerBeat"]


class WorkerBeat(Base):
    """One row: when a worker last went through everything that is owed."""

    __tablename__ = "worker_beats"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime | None]
    """Empty until the first worker came; the migration makes the row."""
