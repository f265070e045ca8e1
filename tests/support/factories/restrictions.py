"""Restrictions that staff lifted."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from tests.support.time import MONDAY_TEN


def make_lifted(
    session: Session, place: Enrollment, by: Account, *, until: date, note: str
) -> Restriction:
    """For this place, from MONDAY_TEN on, and lifted at once."""
    restriction = Restriction(
        person_id=place.person_id,
        school_id=place.run.course.school_id,
        enrollment_id=place.id,
        since=MONDAY_TEN.date(),
        until=until,
        lifted_at=MONDAY_TEN,
        lifted_by=by.id,
        lift_note=note,
    )
    session.add(restriction)
    return restriction
