"""Pairs of records that look like one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.accounts.models import Person
from app.courses.models import Course, CourseRun
from app.enrollment.models import Enrollment
from app.privacy.people.models import DifferentPeople
from app.privacy.people.queries import key_of
from app.searching import first


@dataclass(frozen=True)
class Pair:
    first: Person
    second: Person


def pairs(
    session: Session,
    *,
    school_ids: Collection[int] | None,
    after: tuple[int, int] | None,
    limit: int,
) -> Sequence[Pair]:
    """Records that look like one person, the newest first, each with the newest that
    is older; of these schools both, or all for None."""
    newer = aliased(Person)
    older_id: ColumnElement[int | None] = func.coalesce(
        _newest_alike(newer, by_birth=True, school_ids=school_ids),
        _newest_alike(newer, by_birth=False, school_ids=school_ids),
    )
    if school_ids is not None:  # the question that costs more is asked second
        older_id = case((_among_theirs(newer, school_ids), older_id))
    ids = (
        select(older_id.label("first_id"), newer.id.label("second_id"))
        .where(newer.merged_into_id.is_(None), older_id.is_not(None))
        .order_by(newer.id.desc())
        .limit(limit)
    )
    if after is not None:
        ids = ids.where(newer.id < after[1])
    found = first(ids, "found")
    one, other = aliased(Person), aliased(Person)
    query = (
        select(one, other)
        .join(found, found.c.first_id == one.id)
        .join(other, found.c.second_id == other.id)
        .options(joinedload(one.account), joinedload(other.account))
        .order_by(other.id.desc())
    )
    return [Pair(row[0], row[1]) for row in session.execute(query)]


def _newest_alike(
    newer: type[Person], *, by_birth: bool, school_ids: Collection[int] | None
) -> ColumnElement[int | None]:
    """The newest of the older records that look like this one: any two of name, birth
    date and mobile number agree. Asked person by person, each time by an index, so
    that a page is full after a short look, however many persons there are."""
    older = aliased(Person)
    names = key_of(older.name) == key_of(newer.name)
    births = older.birth_date == newer.birth_date
    mobiles = older.mobile == newer.mobile
    parted = exists().where(
        DifferentPeople.first_id == older.id, DifferentPeople.second_id == newer.id
    )
    query = select(func.max(older.id)).where(
        older.id < newer.id,
        older.merged_into_id.is_(None),
        and_(births, names) if by_birth else and_(mobiles, or_(births, names)),
        ~parted,
    )
    if school_ids is not None:
        query = query.where(_among_theirs(older, school_ids))
    return query.correlate(newer).scalar_subquery()


def _among_theirs(
    person: type[Person], school_ids: Collection[int]
) -> ColumnElement[bool]:
    """What `hers` says, to be asked of many: everybody's places are listed once."""
    places = (
        select(Enrollment.person_id)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(Course.school_id.in_(school_ids))
    )
    applied = exists().where(Enrollment.person_id == person.id)
    entered = person.entered_by_school_id.in_(school_ids) & ~applied
    return or_(person.id.in_(places), entered)
