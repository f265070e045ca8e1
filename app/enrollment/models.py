"""A person's place in a run, from applying to leaving."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment.allocation import LIVE, Channel, EnrollmentStatus
from app.orm import Base, EnumText, one_of

_LIVE = f"status IN ({', '.join(repr(s.value) for s in LIVE)})"


class Enrollment(Base):
    """신청·수강. One live row per person and run; ended ones stay."""

    __tablename__ = "enrollments"
    __table_args__ = (
        one_of("status", EnrollmentStatus),
        one_of("channel", Channel),
        CheckConstraint(
            "(channel = 'online') = (entered_by IS NULL)", name="entered_by_staff"
        ),
        UniqueConstraint("run_id", "waiting_no"),
        CheckConstraint(
            "status <> 'waiting' OR waiting_no IS NOT NULL", name="waiting_has_number"
        ),
        Index(
            "uq_enrollments_live",
            "run_id",
            "person_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index(
            "ix_enrollments_run_id_status_waiting_order",
            "run_id",
            "status",
            "waiting_order",
        ),
        Index("ix_enrollments_person_id_run_id", "person_id", "run_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    status: Mapped[EnrollmentStatus] = mapped_column(EnumText(EnrollmentStatus))
    requested_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(EnumText(Channel), default=Channel.ONLINE)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The account of the member of staff who took it down; empty for online."""
    waiting_no: Mapped[int | None]
    """대기번호: given once, never changed, never used again."""
    waiting_order: Mapped[int | None]
    """The order in which the waiting move up; the number is only a name."""
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    no_show: Mapped[bool] = mapped_column(default=False)
    """The school ended it, because she didn't come to the first class."""
    completed_at: Mapped[datetime | None]
    """Since when she holds a certificate of it that is not revoked; kept in step by
    the certificates, further right."""

    run: Mapped[CourseRun] = relationship()
    person: Mapped[Person] = relationship()
