"""What people are told about their place in a run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.enrollment.models import Enrollment
from app.notifications.services import owe_person
from app.outbox import Bilingual, Param


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
    owe_person(
        session,
        person,
        template=template,
        params=params,
        school_id=run.course.school_id,
        now=now,
    )
