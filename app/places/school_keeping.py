"""Verbs of an open school: its details, and who operates it since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit
from app.exceptions import DomainError
from app.orm import write
from app.places.models import School, SchoolOperator, Seal
from app.places.operators import last_day_before


class SpecimenSealInProduction(DomainError):
    """A seal marked 견본 stands on demonstrations only."""


@dataclass(frozen=True)
class SchoolDetails:
    name_ko: str
    name_en: str
    address: str = ""
    phone: str = ""
    office_hours: str = ""
    email: str = ""
    seal: Seal = Seal.OMITTED
    courses_a_term: int | None = None
    """Empty means the policy figure."""


@dataclass(frozen=True)
class OperatorDetails:
    """Who operates the school; the head's title is printed on certificates."""

    since: date
    name_ko: str
    head_title_ko: str
    name_en: str = ""
    head_title_en: str = ""


def change_school(
    session: Session,
    *,
    school_id: int,
    details: SchoolDetails,
    by: int,
    now: datetime,
    production: bool,
) -> School:
    """Write the school's details. Raises SpecimenSealInProduction."""
    if production and details.seal is Seal.SPECIMEN:
        raise SpecimenSealInProduction
    school = session.get_one(School, school_id)
    changed = write(school, vars(details))
    if changed:
        audit.record(session, "school.changed", school, by=by, now=now, fields=changed)
    return school


def add_operator(
    session: Session,
    *,
    school_id: int,
    details: OperatorDetails,
    by: int,
    now: datetime,
) -> SchoolOperator:
    """Somebody operates the school from a day on; whoever did until then ends on the
    day before. The school is held, so that two can't begin at once.

    Raises OperatorTooEarly.
    """
    school = session.get_one(
        School, school_id, with_for_update=True, populate_existing=True
    )
    until = last_day_before(details.since, others=[o.since for o in school.operators])
    for earlier in school.operators:
        if earlier.until is None or earlier.until > until:
            earlier.until = until
    operator = SchoolOperator(school_id=school.id, **vars(details))
    session.add(operator)
    since = details.since.isoformat()
    audit.record(session, "operator.added", operator, by=by, now=now, since=since)
    return operator
