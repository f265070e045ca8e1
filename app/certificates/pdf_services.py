"""Whose PDF is owed: claimed by a lease, recorded once it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.certificates import queries
from app.certificates.facts import Facts

LEASE = timedelta(minutes=2)
"""Longer than any drawing takes: after it, a killed worker's certificate is due."""
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class PdfOwed:
    """A certificate to draw, and all that its drawing needs."""

    certificate_id: int
    year: int
    number: str
    code: str
    facts: Facts
    attempts: int


def claim_next_pdf(session: Session, *, now: datetime) -> PdfOwed | None:
    """Take the oldest certificate without a file for a while, or None."""
    certificate = queries.lock_next_without_pdf(session, now=now)
    if certificate is None:
        return None
    certificate.pdf_leased_until = now + LEASE
    certificate.pdf_attempts += 1
    return PdfOwed(
        certificate_id=certificate.id,
        year=certificate.year,
        number=certificate.number,
        code=certificate.code,
        facts=certificate.facts,
        attempts=certificate.pdf_attempts,
    )


def record_pdf(
    session: Session, *, certificate_id: int, sha256: str, key: str, now: datetime
) -> bool:
    """The file is stored. False where another worker was faster: then his stays."""
    certificate = queries.lock_certificate(session, certificate_id)
    if certificate.pdf_made_at is not None:
        return False
    certificate.pdf_made_at = now
    certificate.pdf_sha256 = sha256
    certificate.pdf_key = key
    certificate.pdf_leased_until = None
    return True


def put_off_pdf(session: Session, *, certificate_id: int, now: datetime) -> None:
    """Drawing or storing failed: try again later, each time twice as much later."""
    certificate = queries.lock_certificate(session, certificate_id)
    doubled = timedelta(minutes=1) * 2 ** min(certificate.pdf_attempts, 10)
    certificate.pdf_leased_until = now + min(doubled, LONGEST_PAUSE)
