"""The register: who was there, and every change of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.attendance.presence import Marked, Presence
from app.courses.models import Meeting
from app.enrollment.models import Enrollment
from app.orm import Base, EnumText, one_of


class Mark(Base):
    """출결: one person at one meeting, as it stands now."""

    __tablename__ = "marks"
    __table_args__ = (
        one_of("presence", Presence),
        UniqueConstraint("meeting_id", "enrollment_id"),
        Index("ix_marks_enrollment_id", "enrollment_id"),
        CheckConstraint(
            "late_minutes >= 0 AND early_minutes >= 0 AND out_minutes >= 0",
            name="minutes_not_negative",
        ),
        CheckConstraint(
            "presence = 'present' OR NOT (late OR early OR out)",
            name="events_need_presence",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    presence: Mapped[Presence] = mapped_column(EnumText(Presence))
    late: Mapped[bool] = mapped_column(default=False)
    early: Mapped[bool] = mapped_column(default=False)
    out: Mapped[bool] = mapped_column(default=False)
    late_minutes: Mapped[int | None]
    """Empty where nobody noted them; the flag then stands alone."""
    early_minutes: Mapped[int | None]
    out_minutes: Mapped[int | None]
    version: Mapped[int]
    """1 at first, raised by each change: a page that saw an older one is told."""

    meeting: Mapped[Meeting] = relationship()
    enrollment: Mapped[Enrollment] = relationship()

    def as_marked(self) -> Marked:
        return Marked(
            presence=self.presence,
            late=self.late,
            early=self.early,
            out=self.out,
            late_minutes=self.late_minutes,
            early_minutes=self.early_minutes,
            out_minutes=self.out_minutes,
        )


class MarkChange(Base):
    """One line of the ledger; rows are only added (정정 이력)."""

    __tablename__ = "mark_changes"
    __table_args__ = (UniqueConstraint("mark_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id"))
    version: Mapped[int]
    """The mark's version after this change."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Empty for the first mark."""
    after: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    mark: Mapped[Mark] = relationship()
    account: Mapped[Account] = relationship()
