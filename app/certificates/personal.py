"""What the register of certificates says of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import retention, storage
from app.certificates.models import Certificate
from app.personal import ERASED_NAME, Chapter, Due, Holding, Kept, facts_of
from app.seoul import seoul_date

HOLDINGS = (
    Holding(
        Certificate,
        _l("Certificates"),
        kind="certificates",
        person=Certificate.person_id,
        account=("issued_by", "revoked_by"),
        items=_l("name, date of birth, course, period, hours, number, the PDF file"),
        about=("frozen", "revoke_reason"),
        plain=("number", "code", "pdf_sha256", "pdf_key"),
    ),
)

NOBODY_BORN = date(1, 1, 1).isoformat()
"""Stands where a date of birth was, after the register's time is over."""

_LABELS = {
    "number": _l("Number"),
    "code": _l("Verification code"),
    "name": _l("Name"),
    "born_on": _l("Date of birth"),
    "course": _l("Course"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "minutes": _l("Minutes"),
    "school": _l("School"),
    "issued_at": _l("Issued on"),
    "revoked_at": _l("Revoked on"),
    "revoke_reason": _l("Reason"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Every certificate as it was issued."""
    rows = _of_person(session, person_id)
    facts = [
        facts_of(
            row,
            "number",
            "code",
            "issued_at",
            "revoked_at",
            "revoke_reason",
            name=row.facts.name,
            born_on=row.facts.born_on,
            course=row.facts.course_ko,
            starts_on=row.facts.starts_on,
            ends_on=row.facts.ends_on,
            minutes=row.facts.minutes,
            school=row.facts.school_ko,
        )
        for row in rows
    ]
    return [Chapter(_l("Certificates"), "certificates", facts, _LABELS)]


def _of_person(session: Session, person_id: int) -> Sequence[Certificate]:
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.id)
    ).all()


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """Each certificate stays in the register with its name, as announced, so that
    whoever is shown it can check it."""
    rule = retention.rule(session, "certificates", on=seoul_date(now))
    return [
        Kept(
            _l(
                "Certificate %(number)s in the register: name, date of birth, course "
                "and the PDF file",
                number=row.number,
            ),
            _l("Register of certificates, kept as announced when you agreed"),
            rule.ends_on(seoul_date(row.issued_at)),
        )
        for row in _of_person(session, person_id)
        if row.frozen["name"] != ERASED_NAME
    ]


def _over(before: datetime) -> Select[int]:
    return select(Certificate.id).where(
        Certificate.issued_at < before,
        Certificate.frozen["name"].as_string() != ERASED_NAME,
    )


def _make_nameless(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Name, date of birth and file go; number and course stay for the figures."""
    for row in session.scalars(select(Certificate).where(Certificate.id.in_(ids))):
        row.frozen = {**row.frozen, "name": ERASED_NAME, "born_on": NOBODY_BORN}
        if row.revoke_reason:
            row.revoke_reason = ERASED_NAME
        if row.pdf_key is not None:
            storage.current().delete(row.pdf_key)


DUE = (Due("certificates", _over, _make_nameless),)
