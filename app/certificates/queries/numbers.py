"""How many certificates are valid, reckoned from the counters.

Every serial is a row for ever and no serial is left out, so that the last serial less
the revoked ones is the number of the valid: a sum over years, not over certificates.
"""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.certificates.models import Certificate, CertificateCounter


def valid_by_school(session: Session, year: int) -> dict[int, int]:
    """Of those issued in this year, by school: one statement."""
    rows = session.execute(
        select(
            CertificateCounter.school_id,
            CertificateCounter.last - func.coalesce(_revoked().scalar_subquery(), 0),
        ).where(CertificateCounter.year == year)
    )
    return {row[0]: row[1] for row in rows}


def valid_ever() -> Select[int]:
    """Of all schools and years: a query, to be asked among others."""
    given = select(func.coalesce(func.sum(CertificateCounter.last), 0))
    revoked = select(func.count()).where(Certificate.revoked_at.is_not(None))
    return select(given.scalar_subquery() - revoked.scalar_subquery())


def _revoked() -> Select[int]:
    return select(func.count()).where(
        Certificate.school_id == CertificateCounter.school_id,
        Certificate.year == CertificateCounter.year,
        Certificate.revoked_at.is_not(None),
    )
