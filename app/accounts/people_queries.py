"""What an administrator's pages read about people."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.finding import by_address, by_name
from app.accounts.identity import clean_email
from app.accounts.models import Account, Person, RoleGrant
from app.searching import has, rare


def people(
    session: Session, *, sought: str, after: int | None, limit: int
) -> Sequence[Person]:
    """The newest persons first, their accounts and roles with them.

    `sought` is a part of the name, or the beginning of an e-mail address.
    """
    query = (
        select(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .options(
            joinedload(Person.account)
            .selectinload(Account.grants)
            .joinedload(RoleGrant.school),
        )
        .where(Person.merged_into_id.is_(None))
        .order_by(Person.id.desc())
        .limit(limit)
    )
    if sought:
        query = query.where(_sought(session, sought))
    if after is not None:
        query = query.where(Person.id < after)
    return session.scalars(query).unique().all()


def _sought(session: Session, sought: str) -> ColumnElement[bool]:
    """Her name, or the beginning of an address of hers. Asks for what is rare."""
    address = clean_email(sought)
    finds = *by_name(session, sought), *by_address(session, address)
    ids = rare(session, *finds)
    if ids is not None:
        return Person.id.in_(ids)
    return or_(
        has(Person.name, sought),
        Person.email.startswith(address, autoescape=True),
        Account.email.startswith(address, autoescape=True),
    )


def person(session: Session, person_id: int) -> Person | None:
    """One person with her account, and every role she holds or held."""
    return session.scalar(
        select(Person)
        .where(Person.id == person_id, Person.merged_into_id.is_(None))
        .options(
            joinedload(Person.district),
            joinedload(Person.account).options(
                selectinload(Account.grants).joinedload(RoleGrant.school)
            ),
        )
    )
