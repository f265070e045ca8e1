"""What a learner is told about her certificate, if she has an address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.certificates.models import Certificate
from app.outbox import Bilingual, Param, owe


def tell_issued(session: Session, certificate: Certificate, *, now: datetime) -> None:
    _tell(session, certificate, "certificate-issued", now=now)


def tell_revoked(session: Session, certificate: Certificate, *, now: datetime) -> None:
    _tell(session, certificate, "certificate-revoked", now=now)


def _tell(
    session: Session, certificate: Certificate, template: str, *, now: datetime
) -> None:
    person = certificate.person
    account = person.account
    address = account.email if account else person.email
    if not address:
        return
    facts = certificate.facts
    params: dict[str, Param] = {
        "name": facts.name,
        "course": Bilingual(facts.course_ko, facts.course_en),
        "school": Bilingual(facts.operator_ko, facts.operator_en),
        "number": certificate.number,
        "code": certificate.code,
        "path": f"/me/certificates/{certificate.id}" if account else "",
        "verify_path": f"/verify/{certificate.code}",
        "phone": certificate.run.course.school.phone,
    }
    owe(
        session,
        to=address,
        template=template,
        params=params,
        language=account.language if account else "ko",
        now=now,
        person_id=person.id,
        school_id=certificate.school_id,
    )
