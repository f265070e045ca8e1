"""What a learner is told about her certificate, if she has an address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.certificates.models import Certificate
from app.notifications.services import owe_person
from app.outbox import Bilingual, Param


def tell_issued(session: Session, certificate: Certificate, *, now: datetime) -> None:
    _tell(session, certificate, "certificate-issued", now=now)


def tell_revoked(session: Session, certificate: Certificate, *, now: datetime) -> None:
    _tell(session, certificate, "certificate-revoked", now=now)


def _tell(
    session: Session, certificate: Certificate, template: str, *, now: datetime
) -> None:
    facts = certificate.facts
    params: dict[str, Param] = {
        "name": facts.name,
        "course": Bilingual(facts.course_ko, facts.course_en),
        "school": Bilingual(facts.operator_ko, facts.operator_en),
        "number": certificate.number,
        "code": certificate.code,
        "path": f"/me/certificates/{certificate.id}"
        if certificate.person.account
        else "",
        "verify_path": f"/verify/{certificate.code}",
        "phone": certificate.run.course.school.phone,
    }
    owe_person(
        session,
        certificate.person,
        template=template,
        params=params,
        school_id=certificate.school_id,
        run_id=certificate.run_id,
        now=now,
    )
