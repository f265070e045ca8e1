"""The register of certificates (발급대장)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account
from app.certificates.models import Certificate, CertificateCounter

PAGE = 30


@dataclass(frozen=True)
class RegisterPage:
    rows: Sequence[Certificate]
    next_after: int | None
    """The serial after which the next page begins; None on the last."""


def register(
    session: Session, *, school_id: int, year: int, after: int | None = None
) -> RegisterPage:
    """A school's certificates of a year with their issuers, the latest first."""
    query = (
        select(Certificate)
        .where(Certificate.school_id == school_id, Certificate.year == year)
        .options(joinedload(Certificate.issuer).joinedload(Account.person))
        .order_by(Certificate.serial.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        query = query.where(Certificate.serial < after)
    found = session.scalars(query).all()
    rows = found[:PAGE]
    return RegisterPage(rows, rows[-1].serial if len(found) > PAGE else None)


def register_years(session: Session, *, school_id: int) -> Sequence[int]:
    """The years in which the school issued, the latest first."""
    return session.scalars(
        select(CertificateCounter.year)
        .where(CertificateCounter.school_id == school_id, CertificateCounter.last > 0)
        .order_by(CertificateCounter.year.desc())
    ).all()


def valid_in_year(session: Session, *, school_id: int, year: int) -> int:
    """How many of the year's certificates are valid."""
    return session.scalar(
        select(func.count())
        .select_from(Certificate)
        .where(
            Certificate.school_id == school_id,
            Certificate.year == year,
            Certificate.revoked_at.is_(None),
        )
    ) or 0  # fmt: skip
