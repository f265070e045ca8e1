"""Verbs of places: opening a district's school, and how its staff sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.exceptions import DomainError
from app.places import queries
from app.places.models import District, School


class SchoolThere(DomainError):
    """The district has its school already."""


def open_school(
    session: Session, district: District, *, by: int | None, now: datetime
) -> School:
    """The district's school under its usual name; its office fills in the rest.

    The district is locked, so that two presses make one school. Raises SchoolThere.
    """
    session.refresh(district, with_for_update=True)
    if queries.school_of_district(session, district.code) is not None:
        raise SchoolThere
    school = School(
        district_code=district.code,
        name_ko=f"{district.name_ko} 주민기술학교",
        name_en=f"{district.name_en} Resident Technical School",
    )
    session.add(school)
    audit.record(session, "school.opened", school, by=by, now=now)
    return school


def demand_factor(
    session: Session, school: School, *, demanded: bool, by: int, now: datetime
) -> None:
    """Whether the school's staff have to sign in with a code as well."""
    if school.demands_second_factor == demanded:
        return
    school.demands_second_factor = demanded
    verb = "demanded" if demanded else "released"
    audit.record(session, f"school.second_factor_{verb}", school, by=by, now=now)
