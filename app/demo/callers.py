"""Somebody who called and has no account; pairs that look alike, and one merged."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import ConsentHow, ConsentText, Person
from app.demo.world import GEUMCHEON, World
from app.privacy.people import entering, merging
from app.privacy.people.models import MergeWay

CALLERS = (
    ("구말순", date(1957, 5, 9), "01000000301", ConsentHow.PHONE),
    ("이정숙", date(1955, 1, 1), "01000000302", ConsentHow.DESK),
    ("최은주", date(1962, 2, 6), "01000000303", ConsentHow.PAPER),
    ("최은주", date(1962, 2, 6), "01000000304", ConsentHow.PHONE),
    ("도경숙", date(1960, 8, 21), "01000000305", ConsentHow.DESK),
    ("도 경숙", date(1960, 8, 21), "01000000306", ConsentHow.PHONE),
)
"""Invented; the last two pairs are one person each."""


def call(session: Session, world: World, *, now: datetime) -> None:
    """Staff enter those who called this week; the last pair is merged already."""
    people = [
        _entered(session, world, caller, at=now - timedelta(days=len(CALLERS) - i))
        for i, caller in enumerate(CALLERS)
    ]
    merging.merge(
        session,
        person_ids=(people[-2].id, people[-1].id),
        way=MergeWay.STAFF,
        school_id=world.schools[GEUMCHEON].id,
        by=world.coordinator.id,
        now=now - timedelta(hours=2),
    )


def _entered(
    session: Session,
    world: World,
    caller: tuple[str, date, str, ConsentHow],
    *,
    at: datetime,
) -> Person:
    name, born, mobile, how = caller
    person = Person(
        name=name,
        birth_date=born,
        mobile=mobile,
        district_code=GEUMCHEON,
        entered_by_school_id=world.schools[GEUMCHEON].id,
        created_at=at,
    )
    session.add(person)
    session.flush()
    texts = session.scalars(select(ConsentText)).all()
    told = [one.id for one in texts if one.required or how is ConsentHow.PHONE]
    agreed = entering.Agreed(tuple(told), how, at, world.coordinator.id)
    entering.note_consents(session, person.id, agreed, now=at)
    return person
