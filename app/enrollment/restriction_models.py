"""Who may not apply at a school for a while, and who lifted that."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account, Person
from app.enrollment.models import Enrollment
from app.orm import Base


class Restriction(Base):
    """신청 제한: made by stopping, or not coming, without an excuse; at one school."""

    __tablename__ = "restrictions"
    __table_args__ = (
        UniqueConstraint("enrollment_id"),
        CheckConstraint("until >= since", name="until_after_since"),
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"
        ),
        Index("ix_restrictions_person_id_school_id", "person_id", "school_id"),
        Index("ix_restrictions_school_id_id", "school_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    """Whose end made it."""
    since: Mapped[date]
    until: Mapped[date]
    """The last day on which it holds."""
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    lift_note: Mapped[str] = mapped_column(String(300), default="")
    """Why staff lifted it."""

    person: Mapped[Person] = relationship()
    enrollment: Mapped[Enrollment] = relationship()
    lifter: Mapped[Account | None] = relationship(foreign_keys=[lifted_by])
