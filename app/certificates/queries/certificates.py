"""Certificates by whom they belong to, and how they are found again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from app.certificates.models import Certificate, CertificateCounter


def valid_of_run(session: Session, run_id: int) -> dict[int, Certificate]:
    """The valid certificates of a run, by enrolment."""
    found = session.scalars(
        select(Certificate).where(
            Certificate.run_id == run_id, Certificate.revoked_at.is_(None)
        )
    )
    return {certificate.enrollment_id: certificate for certificate in found}


def certificates_of_person(session: Session, person_id: int) -> Sequence[Certificate]:
    """All that a person was given, the newest first; revoked ones too (`.valid`)."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    ).all()


def certificate_of_person(
    session: Session, certificate_id: int, *, person_id: int
) -> Certificate | None:
    return session.scalar(
        _with_school().where(
            Certificate.id == certificate_id, Certificate.person_id == person_id
        )
    )


def certificate_of_schools(
    session: Session, certificate_id: int, *, school_ids: Collection[int]
) -> Certificate | None:
    return session.scalar(
        _with_school().where(
            Certificate.id == certificate_id, Certificate.school_id.in_(school_ids)
        )
    )


def certificate_by_code(session: Session, code: str) -> Certificate | None:
    return session.scalar(_with_school().where(Certificate.code == code))


def certificate_by_hash(session: Session, sha256: str) -> Certificate | None:
    """Whose stored file this is."""
    return session.scalar(_with_school().where(Certificate.pdf_sha256 == sha256))


def _with_school() -> Select[Certificate]:
    return select(Certificate).options(joinedload(Certificate.school))


# Locks


def lock_counter(session: Session, *, school_id: int, year: int) -> CertificateCounter:
    """The school's counter of the year, made if it is the first, and held.

    Whoever issues for the same school waits here, so that no two certificates take
    one number; and the number is taken in the transaction that uses it, so that an
    undone one leaves no gap.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(CertificateCounter)
        .values(school_id=school_id, year=year, last=0)
        .on_conflict_do_nothing()
    )
    return session.get_one(
        CertificateCounter,
        (school_id, year),
        with_for_update=True,
        populate_existing=True,
    )


def lock_certificate(session: Session, certificate_id: int) -> Certificate:
    """Fetch the certificate and hold it: it is revoked once, and its file set once.

    Raises NoResultFound where there is none.
    """
    return session.get_one(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )


def lock_next_without_pdf(session: Session, *, now: datetime) -> Certificate | None:
    """The oldest certificate whose file is owed and that no living worker draws.

    Held until the transaction ends; rows that another worker is just taking are
    skipped, so that no two draw the same one and none waits.
    """
    return session.scalar(
        select(Certificate)
        .where(
            Certificate.pdf_made_at.is_(None),
            Certificate.revoked_at.is_(None),
            or_(
                Certificate.pdf_leased_until.is_(None),
                Certificate.pdf_leased_until <= now,
            ),
        )
        .order_by(Certificate.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
