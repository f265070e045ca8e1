"""Named reads of a school's people, of pairs that look alike, and of merges."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Session,
    aliased,
    contains_eager,
    joinedload,
)

from app.accounts.models import Account, Consent, Person
from app.courses.models import Course, CourseRun
from app.enrollment.models import Enrollment
from app.privacy.people.duplicates import Details, name_key
from app.privacy.people.models import ClaimCode, DifferentPeople, PersonMerge

LAST_DIGITS = re.compile(r"^\d{4}$")


@dataclass(frozen=True)
class Pair:
    first: Person
    second: Person


def hers(person: type[Person], school_ids: Collection[int]) -> ColumnElement[bool]:
    """Whose a person is: a school's that entered her, until she applies anywhere;
    and each one's in whose runs she has or had a place."""
    applied = exists().where(Enrollment.person_id == person.id)
    applied_there = exists(
        select(Enrollment.id)
        .join(CourseRun, Enrollment.run_id == CourseRun.id)
        .join(Course, CourseRun.course_id == Course.id)
        .where(Enrollment.person_id == person.id, Course.school_id.in_(school_ids))
        .correlate(person)
    )
    entered = person.entered_by_school_id.in_(school_ids) & ~applied
    return person.merged_into_id.is_(None) & (entered | applied_there)


def people(
    session: Session,
    *,
    school_ids: Collection[int],
    sought: str,
    after: int | None,
    limit: int,
) -> Sequence[Person]:
    """A school's people, the newest first. `sought` is a part of the name, or the
    last four digits of the mobile number."""
    query = (
        select(Person)
        .where(hers(Person, school_ids))
        .options(joinedload(Person.account), joinedload(Person.district))
        .order_by(Person.id.desc())
        .limit(limit)
    )
    if LAST_DIGITS.match(sought):
        query = query.where(Person.mobile.endswith(sought, autoescape=True))
    elif sought:
        query = query.where(Person.name.icontains(sought, autoescape=True))
    if after is not None:
        query = query.where(Person.id < after)
    return session.scalars(query).all()


def person_of_schools(
    session: Session, person_id: int, *, school_ids: Collection[int] | None
) -> Person | None:
    """One of these schools' people; anybody for None. Nobody who was merged."""
    whose = (
        Person.merged_into_id.is_(None)
        if school_ids is None
        else hers(Person, school_ids)
    )
    return session.scalar(
        select(Person)
        .where(Person.id == person_id, whose)
        .options(joinedload(Person.account), joinedload(Person.district))
    )


def consents_told(session: Session, person_id: int) -> Sequence[Consent]:
    """Everything she ever agreed to, how and to whom."""
    return session.scalars(
        select(Consent)
        .where(Consent.person_id == person_id)
        .options(joinedload(Consent.consent_text))
        .order_by(Consent.agreed_at, Consent.id)
    ).all()


def names_of(session: Session, account_ids: Collection[int]) -> dict[int, str]:
    """The names of members of staff, by their accounts."""
    rows = session.execute(
        select(Account.id, Person.name)
        .join(Account.person)
        .where(Account.id.in_(account_ids))
    )
    return {row.id: row.name for row in rows}


def classes_of(
    session: Session, person_id: int, *, school_ids: Collection[int]
) -> Sequence[Enrollment]:
    """Her places in runs of these schools, the newest first."""
    return session.scalars(
        select(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(Enrollment.person_id == person_id, Course.school_id.in_(school_ids))
        .options(contains_eager(Enrollment.run).contains_eager(CourseRun.course))
        .order_by(Enrollment.id.desc())
    ).all()


def live_code(session: Session, person_id: int) -> ClaimCode | None:
    """Her code that has neither been used nor replaced; it may have expired."""
    return session.scalar(
        select(ClaimCode).where(
            ClaimCode.person_id == person_id,
            ClaimCode.used_at.is_(None),
            ClaimCode.ended_at.is_(None),
        )
    )


def alike_of_schools(
    session: Session, details: Details, *, school_ids: Collection[int]
) -> Sequence[Person]:
    """A school's people who are likely the one with these details."""
    name = _key(Person.name) == name_key(details.name)
    born = Person.birth_date == details.birth_date
    mobile = Person.mobile == details.mobile
    return session.scalars(
        select(Person)
        .where(
            or_(and_(born, or_(name, mobile)), and_(mobile, name)),
            hers(Person, school_ids),
        )
        .options(joinedload(Person.account), joinedload(Person.district))
        .order_by(Person.id)
    ).all()


def pairs(
    session: Session,
    *,
    school_ids: Collection[int] | None,
    after: tuple[int, int] | None,
    limit: int,
) -> Sequence[Pair]:
    """Records that look like one person, the newest first; of these schools both, or
    all for None. Found by the indexes on birth date and mobile number."""
    one, other = aliased(Person), aliased(Person)
    found = union(
        _alike(one, other, by_birth=True), _alike(one, other, by_birth=False)
    ).subquery()
    first, second = aliased(Person), aliased(Person)
    query = (
        select(first, second)
        .join(found, found.c.first_id == first.id)
        .join(second, found.c.second_id == second.id)
        .options(joinedload(first.account), joinedload(second.account))
        .order_by(second.id.desc(), first.id.desc())
        .limit(limit)
    )
    if school_ids is not None:
        query = query.where(hers(first, school_ids), hers(second, school_ids))
    if after is not None:
        newest, oldest = after[1], after[0]
        query = query.where(
            or_(second.id < newest, and_(second.id == newest, first.id < oldest))
        )
    return [Pair(row[0], row[1]) for row in session.execute(query)]


def merges(
    session: Session,
    *,
    school_ids: Collection[int] | None,
    after: int | None,
    limit: int,
) -> Sequence[PersonMerge]:
    """The newest merges first; those of these schools, or all for None."""
    query = _merges(school_ids).order_by(PersonMerge.id.desc()).limit(limit)
    if after is not None:
        query = query.where(PersonMerge.id < after)
    return session.scalars(query).all()


def merge_of_schools(
    session: Session, merge_id: int, *, school_ids: Collection[int] | None
) -> PersonMerge | None:
    return session.scalar(_merges(school_ids).where(PersonMerge.id == merge_id))


def _merges(school_ids: Collection[int] | None) -> Select[PersonMerge]:
    query = select(PersonMerge).options(
        joinedload(PersonMerge.kept), joinedload(PersonMerge.gone)
    )
    if school_ids is not None:
        query = query.where(PersonMerge.school_id.in_(school_ids))
    return query


def _key(name: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """`duplicates.name_key` in SQL. SQLite makes A–Z small only, which does."""
    return func.lower(func.replace(name, " ", ""))


def _alike(
    one: type[Person], other: type[Person], *, by_birth: bool
) -> Select[int, int]:
    names = _key(one.name) == _key(other.name)
    mobiles = one.mobile == other.mobile
    same = (
        and_(one.birth_date == other.birth_date, or_(names, mobiles))
        if by_birth
        else and_(mobiles, names)
    )
    parted = exists().where(
        DifferentPeople.first_id == one.id, DifferentPeople.second_id == other.id
    )
    return (
        select(one.id.label("first_id"), other.id.label("second_id"))
        .join(other, and_(one.id < other.id, same))
        .where(one.merged_into_id.is_(None), other.merged_into_id.is_(None), ~parted)
    )
