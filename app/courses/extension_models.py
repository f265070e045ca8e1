"""A longer application period: what it was, what it became, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base


class WindowExtension(Base):
    """A window of a run was extended. Everybody may read it; rows are only added."""

    __tablename__ = "window_extensions"
    __table_args__ = (
        CheckConstraint("new_closes_at > old_closes_at", name="later"),
        Index("ix_window_extensions_told_at", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), index=True)
    window_id: Mapped[int | None] = mapped_column(
        ForeignKey("application_windows.id", ondelete="SET NULL"), index=True
    )
    """Empty once staff wrote the run's windows anew: the fact stays."""
    old_closes_at: Mapped[datetime]
    new_closes_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When everybody concerned was owed a message about it."""
