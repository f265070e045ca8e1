"""Named reads of a school's people, of pairs that look alike, and of merges."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Session,
    contains_eager,
    joinedload,
)

from app.accounts.finding import by_last_digits, by_name
from app.accounts.models import Account, Consent, Person
from app.courses.models import Course, CourseRun
from app.enrollment.models import Enrollment
from app.privacy.people.duplicates import Details, name_key
from app.privacy.people.models import ClaimCode, PersonMerge
from app.searching import first, has, rare

LAST_DIGITS = re.compile(r"^\d{4}$")


def hers(person: type[Person], school_ids: Collection[int]) -> ColumnElement[bool]:
    """Whose a person is: a school's that entered her, until she applies anywhere;
    and each one's in whose runs she has or had a place."""
    theirs = select(CourseRun.id).join(CourseRun.course)
    in_theirs = Enrollment.run_id.in_(theirs.where(Course.school_id.in_(school_ids)))
    # A number, not EXISTS: else PostgreSQL lists everybody's places before it looks
    # at the first person.
    applied = (
        select(func.max(case((in_theirs, 1), else_=0)))
        .where(Enrollment.person_id == person.id)
        .correlate(person)
        .scalar_subquery()
    )
    entered = person.entered_by_school_id.in_(school_ids)
    whose = case((entered, func.coalesce(applied, 1)), else_=applied)
    return person.merged_into_id.is_(None) & (whose == 1)


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
    ids = (
        select(Person.id)
        .where(hers(Person, school_ids))
        .order_by(Person.id.desc())
        .limit(limit)
    )
    if sought:
        ids = ids.where(_sought(session, sought))
    if after is not None:
        ids = ids.where(Person.id < after)
    page = first(ids, "page")
    return session.scalars(
        select(Person)
        .join(page, page.c.id == Person.id)
        .options(joinedload(Person.account), joinedload(Person.district))
        .order_by(Person.id.desc())
    ).all()


def _sought(session: Session, sought: str) -> ColumnElement[bool]:
    """The last digits of her number, or a part of her name. Asks for what is rare."""
    if LAST_DIGITS.match(sought):
        ids = rare(session, by_last_digits(sought))
        otherwise = Person.mobile.endswith(sought, autoescape=True)
    else:
        ids = rare(session, *by_name(session, sought))
        otherwise = has(Person.name, sought)
    return otherwise if ids is None else Person.id.in_(ids)


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
    name = key_of(Person.name) == name_key(details.name)
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


def key_of(name: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """`duplicates.name_key` in SQL. SQLite makes A–Z small only, which does."""
    return func.lower(func.replace(name, literal_column("' '"), literal_column("''")))
