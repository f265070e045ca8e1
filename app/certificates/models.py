"""Certificates and the counter their numbers come from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account, Person
from app.certificates.facts import Facts
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.orm import Base
from app.places.models import School

_VALID = text("revoked_at IS NULL")
_PDF_OWED = text("pdf_made_at IS NULL AND revoked_at IS NULL")
_REVOKED = text("revoked_at IS NOT NULL")


class CertificateCounter(Base):
    """The last serial a school gave in a year; taken only under this row's lock."""

    __tablename__ = "certificate_counters"
    __table_args__ = (CheckConstraint("last >= 0", name="last_counted"),)

    school_id: Mapped[int] = mapped_column(
        ForeignKey("schools.id"), primary_key=True, autoincrement=False
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Certificate(Base):
    """수료증. Its facts are those of the day it was issued, whatever changes later."""

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("school_id", "year", "serial"),
        UniqueConstraint("code"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason = '')", name="revoked_with_reason"
        ),
        CheckConstraint(
            "(pdf_made_at IS NULL) = (pdf_sha256 IS NULL) "
            "AND (pdf_made_at IS NULL) = (pdf_key IS NULL)",
            name="pdf_whole",
        ),
        Index(
            "uq_certificates_valid_of_enrollment",
            "enrollment_id",
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
        Index(
            "ix_certificates_revoked",
            "school_id",
            "year",
            sqlite_where=_REVOKED,
            postgresql_where=_REVOKED,
        ),
        Index(
            "ix_certificates_pdf_owed",
            "id",
            sqlite_where=_PDF_OWED,
            postgresql_where=_PDF_OWED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    year: Mapped[int]
    serial: Mapped[int]
    """연번: 1, 2, 3 … within the school and year; a revoked one keeps its own."""
    number: Mapped[str] = mapped_column(String(20))
    """발급번호, as printed: 제 2026-001호."""
    code: Mapped[str] = mapped_column(String(19))
    """확인번호, as printed, with its hyphens."""
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), index=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    frozen: Mapped[dict[str, Any]]
    """`Facts` as JSON."""
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    pdf_made_at: Mapped[datetime | None]
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    pdf_key: Mapped[str | None] = mapped_column(String(120))
    """Where the storage keeps the file."""
    pdf_leased_until: Mapped[datetime | None]
    """A worker is drawing it; after this instant another may."""
    pdf_attempts: Mapped[int] = mapped_column(default=0)

    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revoke_reason: Mapped[str] = mapped_column(String(300), default="")

    school: Mapped[School] = relationship()
    person: Mapped[Person] = relationship()
    run: Mapped[CourseRun] = relationship()
    enrollment: Mapped[Enrollment] = relationship()
    issuer: Mapped[Account] = relationship(foreign_keys=[issued_by])

    @property
    def facts(self) -> Facts:
        return Facts.from_json(self.frozen)

    @property
    def valid(self) -> bool:
        return self.revoked_at is None
