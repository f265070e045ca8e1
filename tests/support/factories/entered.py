"""People whom staff entered."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, ConsentHow, ConsentText, Person
from app.places.models import School
from app.privacy.people import claiming, entering
from app.privacy.people.claim_code import hash_of
from tests.support.time import MONDAY_TEN

BORN = date(1959, 2, 17)
CODE = "7K3M-9Q2D"


def an_entry(**more: Any) -> entering.Entry:
    values: dict[str, Any] = {
        "name": "오순자",
        "birth_date": BORN,
        "mobile": "01055551234",
        "district_code": "11545",
        "email": None,
    }
    return entering.Entry(**{**values, **more})


def told(session: Session, by: Account, **more: Any) -> entering.Agreed:
    """The required texts, told by phone."""
    texts = session.scalars(select(ConsentText.id).where(ConsentText.required)).all()
    values: dict[str, Any] = {
        "text_ids": tuple(texts),
        "how": ConsentHow.PHONE,
        "told_at": MONDAY_TEN,
        "to_account_id": by.id,
    }
    return entering.Agreed(**{**values, **more})


def make_entered(session: Session, school: School, by: Account, **more: Any) -> Person:
    """Somebody without an account, entered by this school."""
    person = entering.enter(
        session,
        an_entry(**more),
        told(session, by),
        school_id=school.id,
        known_in=(),
        another_than=[one for (one,) in session.execute(select(Person.id))],
        now=MONDAY_TEN,
    )
    session.commit()
    return person


def make_claim_code(
    session: Session, person: Person, by: Account, *, key: str, code: str = CODE
) -> str:
    claiming.make_code(
        session, person.id, code_hash=hash_of(code, key=key), by=by.id, now=MONDAY_TEN
    )
    session.commit()
    return code
