"""Named reads of districts and schools."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.places.models import District, PlanTarget, School, SchoolOperator


def districts(session: Session) -> Sequence[District]:
    """All districts in the customary order, which is that of their codes."""
    return session.scalars(select(District).order_by(District.code)).all()


def schools(
    session: Session, *, ids: Collection[int] | None = None
) -> Sequence[School]:
    """Schools in the order of their districts; only those of `ids` if given."""
    query = (
        select(School)
        .options(joinedload(School.district))
        .order_by(School.district_code)
    )
    if ids is not None:
        query = query.where(School.id.in_(ids))
    return session.scalars(query).all()


def school_of_district(session: Session, district_code: str) -> School | None:
    return session.scalar(select(School).where(School.district_code == district_code))


def operator_on(
    session: Session, *, school_id: int, day: date
) -> SchoolOperator | None:
    """Who operated the school on that day."""
    return session.scalar(
        select(SchoolOperator)
        .where(
            SchoolOperator.school_id == school_id,
            SchoolOperator.since <= day,
            or_(SchoolOperator.until.is_(None), SchoolOperator.until >= day),
        )
        .order_by(SchoolOperator.since.desc())
        .limit(1)
    )


def operators(
    session: Session, *, school_ids: Collection[int]
) -> dict[int, list[SchoolOperator]]:
    """By school: all who operated it, the latest first."""
    rows = session.scalars(
        select(SchoolOperator)
        .where(SchoolOperator.school_id.in_(school_ids))
        .order_by(SchoolOperator.since.desc())
    )
    by_school: dict[int, list[SchoolOperator]] = {id_: [] for id_ in school_ids}
    for operator in rows:
        by_school[operator.school_id].append(operator)
    return by_school


def targets(session: Session, *, year: int | None = None) -> Sequence[PlanTarget]:
    """The plan's targets, the latest year first; only those of `year` if given."""
    query = select(PlanTarget).order_by(PlanTarget.year.desc(), PlanTarget.id)
    if year is not None:
        query = query.where(PlanTarget.year == year)
    return session.scalars(query).all()
