"""What a person has ready to send, each with the moment at which it opens for her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.opening import hers, next_opening
from app.enrollment.queries.prepared import prepared_by


@dataclass(frozen=True)
class Ready:
    """A prepared application."""

    run: CourseRun
    opens_at: datetime | None
    """None where it is open now."""


def ready_of(session: Session, person: Person, *, now: datetime) -> Sequence[Ready]:
    """Hers, the next to open first; what is over for her is left out."""
    found = []
    for row in prepared_by(session, person.id):
        run = row.run
        resident = person.district_code == run.course.school.district_code
        periods = queries.periods_of(run)
        opens_at = next_opening(periods, resident=resident, now=now)
        if opens_at or any(p.contains(now) for p in hers(periods, resident=resident)):
            found.append(Ready(run, opens_at))
    return sorted(found, key=lambda one: one.opens_at or now)
