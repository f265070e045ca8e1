"""Persons by a part of their name, by their address or their number: the searches,
and what they go by.

The database itself keeps a name from its first character, from its second and from
its third on, each with an index. Nobody writes these columns, and no object has them.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Computed,
    Index,
    Select,
    String,
    Table,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.searching import begins_with, has

SHORT = 3
"""A name of so many characters is found by indexes, from each of them on; longer ones
are few in Korea, and are read one by one."""
_IS_LONG = text(f"length(name) > {SHORT}")
_persons: Table = Person.__table__  # type: ignore[assignment]
_parts = [
    Column("name_from_1", String(60), Computed("lower(name)", persisted=True)),
    *(
        Column(
            f"name_from_{place}",
            String(60),
            Computed(f"substr(lower(name), {place})", persisted=True),
        )
        for place in range(2, SHORT + 1)
    ),
]
_mobile_end = Column(
    "mobile_end", String(4), Computed("substr(mobile, 8)", persisted=True)
)
"""The last four digits of a number, which has eleven."""

for _column in (*_parts, _mobile_end):
    _persons.append_column(_column)
    Index(
        f"ix_persons_{_column.name}",
        _column,
        postgresql_ops={_column.name: "varchar_pattern_ops"},
    )
Index(
    "ix_persons_long_name",
    _persons.c.id,
    _persons.c.name,
    sqlite_where=_IS_LONG,
    postgresql_where=_IS_LONG,
)
Index("ix_persons_birth_date_name", _persons.c.birth_date, _persons.c.name)
for _address in (Person.email, Account.email):
    Index(
        f"ix_{_address.class_.__tablename__}_email_begins",
        _address,
        postgresql_ops={"email": "varchar_pattern_ops"},
    )


def by_name(session: Session, sought: str) -> list[Select[int]]:
    """The ids of those in whose name this stands."""
    small = sought.lower()
    return [
        *(select(Person.id).where(begins_with(session, p, small)) for p in _parts),
        select(Person.id).where(func.length(Person.name) > text(str(SHORT)))
        .where(has(Person.name, sought)),
    ]  # fmt: skip


def by_address(session: Session, sought: str) -> list[Select[int]]:
    """The ids of those whose e-mail address begins with this."""
    return [
        select(Person.id).where(begins_with(session, Person.email, sought)),
        select(Account.person_id).where(begins_with(session, Account.email, sought)),
    ]


def by_last_digits(digits: str) -> Select[int]:
    """The ids of those whose number ends with these four digits."""
    return select(Person.id).where(_mobile_end == digits)
