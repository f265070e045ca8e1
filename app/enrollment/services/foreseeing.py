"""What a press would get now, read once for a page that shows all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment.allocation import Arrival, EnrollmentRefused, rule_for
from app.enrollment.services.admission import Admission
from app.enrollment.services.line_end import ended_list, refusal_by
from app.enrollment.services.vacancies import seats_of


@dataclass(frozen=True)
class Foreseen:
    """What is known of her and the run, and why she would be refused, if at all."""

    admission: Admission
    refusal: EnrollmentRefused | None


def foresee(
    session: Session, *, run: CourseRun, person: Person, now: datetime
) -> Foreseen:
    """Before the button is pressed; only `place` decides."""
    admission = Admission.to(session, run, [person], now=now)
    refusal = admission.refusal_of(person.id, now=now)
    if refusal is None:
        (outcome,) = rule_for(run.selection_method)(seats_of(run), [Arrival(person.id)])
        ended_at = ended_list(session, run, now=now)
        refusal = refusal_by(outcome, run, list_ended_at=ended_at)
    return Foreseen(admission, refusal)


def refusal_of(
    session: Session, *, run: CourseRun, person: Person, now: datetime
) -> EnrollmentRefused | None:
    """Why applying would be refused at this moment; None where it would not."""
    return foresee(session, run=run, person=person, now=now).refusal
