"""What restrictions say of a person, and what becomes of it (for `personal.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, joinedload

from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.formats import local
from app.personal import Chapter, Due, Holding, facts_of
from app.seoul import seoul_date

HOLDING = Holding(
    Restriction,
    _l("Times during which you can't apply"),
    kind="restrictions",
    person=Restriction.person_id,
    account=("lifted_by",),
    items=_l("course, from when until when, whether and why it was lifted"),
    about=("lift_note",),
)

_LABELS = {
    "course": _l("Course"),
    "cohort": _l("Cohort"),
    "since": _l("From"),
    "until": _l("Until"),
    "lifted_at": _l("Lifted on"),
    "lift_note": _l("Reason"),
}


def chapter(session: Session, person_id: int) -> Chapter:
    """Every time for which she could not apply."""
    rows = session.scalars(
        select(Restriction)
        .where(Restriction.person_id == person_id)
        .options(
            joinedload(Restriction.enrollment)
            .joinedload(Enrollment.run)
            .joinedload(CourseRun.course)
        )
        .order_by(Restriction.id)
    )
    facts = [
        facts_of(
            row,
            "since",
            "until",
            "lifted_at",
            "lift_note",
            course=local(row.enrollment.run.course, "name"),
            cohort=row.enrollment.run.cohort,
        )
        for row in rows
    ]
    return Chapter(
        _l("Times during which you can't apply"), "restrictions", facts, _LABELS
    )


def erase_restrictions(session: Session, person_id: int) -> None:
    """They go with her: who is erased has nothing that could be held against her."""
    session.execute(delete(Restriction).where(Restriction.person_id == person_id))


def _over(before: datetime) -> Select[int]:
    return select(Restriction.id).where(Restriction.until < seoul_date(before))


def _forget(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Restriction).where(Restriction.id.in_(ids)))


DUE = Due("restrictions", _over, _forget)
