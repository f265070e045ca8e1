"""Saying that two records which look alike are two people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts.queries import lock_persons
from app.privacy.people.models import DifferentPeople


def tell_apart(
    session: Session, person_ids: tuple[int, int], *, by: int, now: datetime
) -> None:
    """They are not proposed again; said twice it is said once. Holds both, so that
    two presses are one. Raises PersonMerged."""
    first, second = lock_persons(session, person_ids)
    if session.get(DifferentPeople, (first.id, second.id)) is not None:
        return
    session.add(
        DifferentPeople(first_id=first.id, second_id=second.id, said_at=now, said_by=by)
    )
    audit.record(session, "people.told_apart", first, by=by, now=now, other=second.id)
