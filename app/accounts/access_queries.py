"""Reads of the access log: an administrator's month, and who looked at oneself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, distinct, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from app.access_keeping import within
from app.access_log import AccessEntry, AccessSeal, AccessSubject, Act
from app.accounts.models import Account, Person, RoleGrant
from app.seoul import begins_at, ends_at

BUSIEST = 10
EARLIEST, LATEST = 7, 22
"""Hours in Seoul; looks outside them are counted apart."""


@dataclass(frozen=True)
class Looked:
    """How often one member of staff looked, and at how many people."""

    account_id: int
    times: int
    people: int


def seals(session: Session) -> Sequence[AccessSeal]:
    """Every sealed month, the latest first; twelve a year."""
    return session.scalars(select(AccessSeal).order_by(AccessSeal.month.desc())).all()


def seal_of(session: Session, month: str) -> AccessSeal | None:
    return session.get(AccessSeal, month)


def acts_in(session: Session, month: str) -> dict[Act, int]:
    """How often what was done."""
    rows = session.execute(
        select(AccessEntry.act, func.count())
        .where(within(month))
        .group_by(AccessEntry.act)
    )
    counts = dict.fromkeys(Act, 0)
    for act, number in rows:
        counts[act] = number
    return counts


def busiest(session: Session, month: str) -> Sequence[Looked]:
    """Who looked most often."""
    times = func.count(distinct(AccessEntry.id))
    rows = session.execute(
        select(
            AccessEntry.account_id,
            times,
            func.count(distinct(AccessSubject.person_id)),
        )
        .outerjoin(AccessSubject, AccessSubject.entry_id == AccessEntry.id)
        .where(within(month))
        .group_by(AccessEntry.account_id)
        .order_by(times.desc(), AccessEntry.account_id)
        .limit(BUSIEST)
    )
    return [Looked(*row) for row in rows]


def outside_hours(month: str) -> ColumnElement[bool]:
    """Before seven in the morning or from ten at night on, in Seoul: night by night,
    because the two databases take an instant apart in different ways."""
    nights: list[ColumnElement[bool]] = []
    day = begins_at(month)
    while day < ends_at(month):
        morning, evening = (day + timedelta(hours=h) for h in (EARLIEST, LATEST))
        nights.append(AccessEntry.at.between(day, morning - timedelta.resolution))
        nights.append((AccessEntry.at >= evening) & (AccessEntry.at < _next(day)))
        day = _next(day)
    return within(month) & or_(*nights)


def _next(day: datetime) -> datetime:
    return day + timedelta(days=1)


def count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(
        select(func.count()).select_from(AccessEntry).where(condition)
    ) or 0  # fmt: skip


def entries(
    session: Session,
    condition: ColumnElement[bool],
    *,
    account_id: int | None = None,
    act: Act | None = None,
    after: int | None = None,
    limit: int,
) -> Sequence[tuple[AccessEntry, int]]:
    """Lines, the latest first, each with how many people it is about."""
    people = (
        select(func.count())
        .where(AccessSubject.entry_id == AccessEntry.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(AccessEntry, people)
        .where(
            condition,
            AccessEntry.account_id == account_id if account_id else true(),
            AccessEntry.act == act if act else true(),
            AccessEntry.id < after if after else true(),
        )
        .order_by(AccessEntry.id.desc())
        .limit(limit)
    )
    return [(entry, number) for entry, number in rows]


def accounts_by_id(session: Session, ids: Collection[int]) -> dict[int, Account]:
    """The accounts with their people and every role they hold or held."""
    return {account.id: account for account in session.scalars(_accounts(ids))}


def _accounts(ids: Collection[int]) -> Select[Account]:
    return (
        select(Account)
        .where(Account.id.in_(ids))
        .options(
            joinedload(Account.person),
            selectinload(Account.grants).joinedload(RoleGrant.school),
        )
    )


def looks_at(
    session: Session, person_id: int, *, after: int | None, limit: int
) -> Sequence[AccessEntry]:
    """Who of the staff looked at this person's data, the latest first; also at
    records that were merged into hers, whose lines stay as they were written."""
    hers = select(Person.id).where(Person.id == person_id).cte(recursive=True)
    hers = hers.union(select(Person.id).where(Person.merged_into_id == hers.c.id))
    of_hers = (
        select(AccessSubject.entry_id)
        .where(
            AccessSubject.person_id.in_(select(hers.c.id)),
            AccessSubject.entry_id < after if after else true(),
        )
        .distinct()
        .order_by(AccessSubject.entry_id.desc())
        .limit(limit)
        .subquery()
    )
    return session.scalars(
        select(AccessEntry)
        .join(of_hers, of_hers.c.entry_id == AccessEntry.id)
        .order_by(AccessEntry.id.desc())
    ).all()
