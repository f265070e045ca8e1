"""Verbs of the plan: what is wanted of a figure in a year, set and taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app import audit
from app.orm import write
from app.places.models import PlanFigure, PlanTarget


def set_target(
    session: Session,
    *,
    figure: PlanFigure,
    year: int,
    number: int,
    source: str,
    by: int,
    now: datetime,
) -> PlanTarget:
    """The year's target of this figure: a new one, or another number for it.

    Two who set the same at once wait for each other, and the later one stays.
    """
    wanted = {"number": number, "source": source}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    made = session.scalar(
        dialect.insert(PlanTarget)
        .values(figure=figure, year=year, **wanted)
        .on_conflict_do_nothing()
        .returning(PlanTarget.id)
    )
    target = session.scalars(
        select(PlanTarget)
        .where(PlanTarget.figure == figure, PlanTarget.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if made is not None or write(target, wanted):
        told = {"figure": figure.value, "year": year, "number": number}
        audit.record(session, "target.set", target, by=by, now=now, **told)
    return target


def remove_target(
    session: Session, *, target_id: int, by: int, now: datetime
) -> PlanTarget:
    """Take the target back. Raises NoResultFound where somebody else just did."""
    target = session.get_one(PlanTarget, target_id, with_for_update=True)
    told = {"figure": target.figure.value, "year": target.year, "number": target.number}
    audit.record(session, "target.removed", target, by=by, now=now, **told)
    session.delete(target)
    return target
