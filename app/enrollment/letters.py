"""What people are told about their place in a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.notifications.services import owe_people
from app.outbox import Bilingual, Param


@dataclass(frozen=True)
class Told:
    """One who is told, what by which template."""

    enrollment: Enrollment
    template: str
    more: Mapping[str, Param] = field(default_factory=dict)


def tell(
    session: Session,
    enrollment: Enrollment,
    template: str,
    *,
    now: datetime,
    **more: Param,
) -> None:
    """Owe the person this message, by the way by which she is reached."""
    told = Told(enrollment, template, more)
    tell_all(session, enrollment.run, [told], now=now)


def tell_all(
    session: Session, run: CourseRun, people: Sequence[Told], *, now: datetime
) -> None:
    """`tell` for many people of one run: one statement a template for their
    addresses."""
    facts: dict[str, Param] = {
        "course": Bilingual(run.course.name_ko, run.course.name_en),
        "cohort_number": run.cohort,
        "venue": run.venue,
        "phone": run.course.school.phone,
        "starts_on": run.starts_on or "",
    }
    for template in dict.fromkeys(told.template for told in people):
        owe_people(
            session,
            [
                (
                    told.enrollment.person,
                    {**facts, **_facts_of(told.enrollment), **told.more},
                )
                for told in people
                if told.template == template
            ],
            template=template,
            school_id=run.course.school_id,
            run_id=run.id,
            now=now,
        )


def _facts_of(enrollment: Enrollment) -> Mapping[str, Param]:
    return {
        "name": enrollment.person.name,
        "path": f"/me/enrollments/{enrollment.id}",
    }
