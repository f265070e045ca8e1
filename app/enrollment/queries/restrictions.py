"""Restrictions of a school, a page at a time, and a person's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account, Person
from app.courses.models import Course, CourseRun
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction

A_PAGE = 30

_WHOLE = (
    joinedload(Restriction.person).joinedload(Person.district),
    joinedload(Restriction.enrollment)
    .joinedload(Enrollment.run)
    .joinedload(CourseRun.course)
    .joinedload(Course.school),
    joinedload(Restriction.lifter).joinedload(Account.person),
)


@dataclass(frozen=True)
class RestrictionPage:
    rows: Sequence[Restriction]
    after: int | None
    """Where the next page begins; None on the last."""


def restrictions(
    session: Session, *, school_ids: Collection[int], after: int | None = None
) -> RestrictionPage:
    """Those of these schools, the newest first; over and lifted ones too."""
    query = _of_schools(school_ids).order_by(Restriction.id.desc()).limit(A_PAGE + 1)
    if after is not None:
        query = query.where(Restriction.id < after)
    rows = session.scalars(query).all()
    shown = rows[:A_PAGE]
    return RestrictionPage(shown, shown[-1].id if len(rows) > A_PAGE else None)


def restriction_of_schools(
    session: Session, restriction_id: int, *, school_ids: Collection[int]
) -> Restriction | None:
    return session.scalar(
        _of_schools(school_ids).where(Restriction.id == restriction_id)
    )


def restrictions_of_person(
    session: Session, person_id: int, *, today: date
) -> Sequence[Restriction]:
    """What holds against her today, at any school."""
    return session.scalars(
        select(Restriction)
        .where(
            Restriction.person_id == person_id,
            Restriction.lifted_at.is_(None),
            Restriction.until >= today,
        )
        .options(
            joinedload(Restriction.enrollment)
            .joinedload(Enrollment.run)
            .joinedload(CourseRun.course)
            .joinedload(Course.school)
        )
        .order_by(Restriction.until, Restriction.id)
    ).all()


def _of_schools(school_ids: Collection[int]) -> Select[Restriction]:
    return (
        select(Restriction)
        .where(Restriction.school_id.in_(school_ids))
        .options(*_WHOLE)
    )
