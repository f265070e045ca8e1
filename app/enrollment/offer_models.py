"""Offers of a seat to who waits, and changes of the order in a line."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.enrollment.models import Enrollment
from app.enrollment.offers import OfferOutcome, Settled
from app.orm import Base, EnumText, one_of


class Offer(Base):
    """자리 제안: a seat held for somebody of the line until its deadline."""

    __tablename__ = "offers"
    __table_args__ = (
        one_of("outcome", OfferOutcome),
        one_of("settled_how", Settled),
        CheckConstraint("deadline_at > made_at", name="deadline_after_made"),
        CheckConstraint(
            "(outcome IS NULL) = (settled_at IS NULL) "
            "AND (outcome IS NULL) = (settled_how IS NULL)",
            name="settled_whole",
        ),
        CheckConstraint(
            "outcome IS NULL OR (outcome = 'lapsed') = (settled_how = 'clock')",
            name="lapsed_by_clock",
        ),
        CheckConstraint(
            "outcome IS NULL OR outcome NOT IN ('accepted', 'declined') "
            "OR settled_at <= deadline_at",
            name="answered_in_time",
        ),
        CheckConstraint(
            "outcome IS NULL OR outcome <> 'lapsed' OR settled_at > deadline_at",
            name="lapsed_in_time",
        ),
        CheckConstraint(
            "settled_how IS NULL OR settled_how <> 'staff' OR settled_by IS NOT NULL",
            name="staff_is_named",
        ),
        Index(
            "uq_offers_open",
            "enrollment_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
        Index(
            "ix_offers_due",
            "deadline_at",
            "id",
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    made_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    """The last instant at which it can be answered."""
    outcome: Mapped[OfferOutcome | None] = mapped_column(EnumText(OfferOutcome))
    settled_at: Mapped[datetime | None]
    settled_how: Mapped[Settled | None] = mapped_column(EnumText(Settled))
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The account of staff, where one of them wrote the answer down or ended it."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """What staff noted, or why the school ended it."""
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the mailed link; the secret itself is kept nowhere but in the message."""

    enrollment: Mapped[Enrollment] = relationship()


class WaitingMove(Base):
    """Staff moved somebody to another position in the line, and said why."""

    __tablename__ = "waiting_moves"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint(
            "from_position > 0 AND to_position > 0 AND from_position <> to_position",
            name="positions_differ",
        ),
        Index("ix_waiting_moves_run_id", "run_id", "id"),
        Index("ix_waiting_moves_enrollment_id", "enrollment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    from_position: Mapped[int]
    to_position: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    """Read by everybody whose position changed."""
    moved_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    moved_at: Mapped[datetime]

    enrollment: Mapped[Enrollment] = relationship()


class WaitingShift(Base):
    """Whose position a move changed: hers who was moved, and those she passed."""

    __tablename__ = "waiting_shifts"
    __table_args__ = (Index("ix_waiting_shifts_enrollment_id", "enrollment_id"),)

    move_id: Mapped[int] = mapped_column(
        ForeignKey("waiting_moves.id"), primary_key=True
    )
    enrollment_id: Mapped[int] = mapped_column(
        ForeignKey("enrollments.id"), primary_key=True
    )
    from_position: Mapped[int]
    to_position: Mapped[int]

    move: Mapped[WaitingMove] = relationship()
