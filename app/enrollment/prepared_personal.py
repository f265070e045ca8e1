"""What prepared applications say of a person: that she means to apply."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from app.courses.models import CourseRun
from app.enrollment.prepared_models import PreparedApplication
from app.formats import local
from app.personal import Chapter, Holding, facts_of

HOLDING = Holding(
    PreparedApplication,
    _l("Prepared applications"),
    kind="applications",
    person=PreparedApplication.person_id,
    once=("run_id",),
    items=_l("course, when it was prepared"),
    passing=("reminded_for",),
)

_LABELS = {
    "course": _l("Course"),
    "cohort": _l("Cohort"),
    "prepared_at": _l("Prepared on"),
    "reminded_for": _l("Reminded of the opening on"),
}


def export_prepared(session: Session, person_id: int) -> list[Chapter]:
    """What she has ready now; a chapter only where there is something."""
    rows = session.scalars(
        select(PreparedApplication)
        .where(PreparedApplication.person_id == person_id)
        .options(joinedload(PreparedApplication.run).joinedload(CourseRun.course))
        .order_by(PreparedApplication.id)
    )
    facts = [
        facts_of(
            row,
            "prepared_at",
            "reminded_for",
            course=local(row.run.course, "name"),
            cohort=row.run.cohort,
        )
        for row in rows
    ]
    if not facts:
        return []
    return [Chapter(_l("Prepared applications"), "prepared", facts, _LABELS)]


def erase_prepared(session: Session, person_id: int) -> None:
    """Nobody is left who would apply."""
    session.execute(
        delete(PreparedApplication).where(PreparedApplication.person_id == person_id)
    )
