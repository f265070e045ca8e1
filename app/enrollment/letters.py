"""What people are told about their place in a run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.enrollment.models import Enrollment
from app.outbox import Bilingual, Param, owe


def tell(
    session: Session,
    enrollment: Enrollment,
    template: str,
    *,
    now: datetime,
    **more: Param,
) -> None:
    """Owe the person this message; who has no e-mail address is not written to."""
    person, run = enrollment.person, enrollment.run
    account = person.account
    address = account.email if account else person.email
    if not address:
        return
    params: dict[str, Param] = {
        "name": person.name,
        "course": Bilingual(run.course.name_ko, run.course.name_en),
        "cohort_number": run.cohort,
        "venue": run.venue,
        "path": f"/me/enrollments/{enrollment.id}",
        "phone": run.course.school.phone,
        "starts_on": run.starts_on or "",
        **more,
    }
    owe(
        session,
        to=address,
        template=template,
        params=params,
        language=account.language if account else "ko",
        now=now,
        person_id=person.id,
        school_id=run.course.school_id,
    )
