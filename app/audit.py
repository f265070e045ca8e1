"""The audit log: who did what to which object, when. Rows are only added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.orm import Base


class AuditEntry(Base):
    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_type", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    """Who; empty where a job or a command did it. No foreign key: the log outlives."""
    action: Mapped[str] = mapped_column(String(60))
    """A verb in the past, e.g. ``run.published``."""
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]]
    """What a reader needs to follow the change; ids, never personal data."""


def record(
    session: Session,
    action: str,
    subject: object,
    *,
    by: int | None,
    now: datetime,
    **detail: Any,
) -> None:
    """Add one line about `subject`, a row with a table and an id.

    Flushes, because a new row has no id before.
    """
    session.flush()
    session.add(
        AuditEntry(
            at=now,
            account_id=by,
            action=action,
            subject_type=getattr(type(subject), "__tablename__", "other"),
            subject_id=getattr(subject, "id", None),
            detail=detail,
        )
    )
