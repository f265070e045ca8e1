"""What all packages say of personal data, put together; the only place that knows
them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from types import ModuleType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import personal as accounts
from app.accounts.models import Person
from app.attendance import personal as attendance
from app.certificates import personal as certificates
from app.courses import personal as courses
from app.enrollment import personal as enrollment
from app.entrepreneurship import personal as entrepreneurship
from app.incubation import personal as incubation
from app.notifications import personal as notifications
from app.personal import Chapter, Due, Holding, Kept, Obstacle
from app.places import personal as places
from app.privacy import personal as privacy
from app.privacy.people import personal as people

PARTS: tuple[ModuleType, ...] = (
    places,
    accounts,
    notifications,
    courses,
    enrollment,
    attendance,
    entrepreneurship,
    certificates,
    incubation,
    people,
    privacy,
)
"""From left to right, as packages depend; an erasure goes the other way."""


def holdings() -> Iterator[Holding]:
    """Every table that refers to a person."""
    for part in PARTS:
        yield from part.HOLDINGS


def chapters(session: Session, person_id: int) -> list[Chapter]:
    """Everything about her, the records joined with hers included."""
    found: list[Chapter] = []
    for one in records_of(session, person_id):
        for part in PARTS:
            if hasattr(part, "export"):
                found += part.export(session, one)
    return _joined(found)


def _joined(found: Sequence[Chapter]) -> list[Chapter]:
    """One chapter of each name; those with nothing in them stay, and say so."""
    by_key: dict[str, Chapter] = {}
    for chapter in found:
        before = by_key.get(chapter.key)
        rows = [*before.rows, *chapter.rows] if before else chapter.rows
        by_key[chapter.key] = Chapter(chapter.title, chapter.key, rows, chapter.labels)
    return list(by_key.values())


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """What an erasure leaves, and why."""
    found: list[Kept] = []
    for one in records_of(session, person_id):
        for part in PARTS:
            if hasattr(part, "kept"):
                found += [
                    each
                    for each in part.kept(session, one, now=now)
                    if each not in found
                ]
    return found


def obstacles(session: Session, person_id: int, *, now: datetime) -> list[Obstacle]:
    """What she must end before an erasure."""
    return [
        obstacle
        for part in PARTS
        if hasattr(part, "obstacles")
        for obstacle in part.obstacles(session, person_id, now=now)
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Destroy what may go and make nameless what stays, from right to left: the names
    of her and of records joined with hers go last, because the others look for them."""
    records = records_of(session, person_id)
    for part in reversed(PARTS):
        if hasattr(part, "erase"):
            for one in reversed(records):
                part.erase(session, one, now=now)
                session.flush()


def records_of(session: Session, person_id: int) -> list[int]:
    """Her record, and those that were joined with it."""
    found, ahead = [person_id], [person_id]
    while ahead:
        joined = select(Person.id).where(Person.merged_into_id.in_(ahead))
        rows = session.scalars(joined.order_by(Person.id))
        ahead = [one for one in rows if one not in found]
        found += ahead
    return found


def dues() -> dict[str, list[Due]]:
    """By kind of record, how what is due is found and destroyed."""
    by_kind: dict[str, list[Due]] = {}
    for part in PARTS:
        for due in getattr(part, "DUE", ()):
            by_kind.setdefault(due.kind, []).append(due)
    return by_kind
