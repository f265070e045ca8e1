"""A code that is handed out, and the record that is claimed by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, policy
from app.accounts.models import Account, Person
from app.accounts.queries import PersonMerged, lock_person, lock_persons
from app.privacy.people.claim_code import ClaimRefused
from app.privacy.people.entering import HasAccount
from app.privacy.people.merging import merge
from app.privacy.people.models import ClaimCode, MergeWay, PersonMerge
from app.privacy.people.queries import live_code
from app.seoul import seoul_date


def make_code(
    session: Session, person_id: int, *, code_hash: str, by: int, now: datetime
) -> ClaimCode:
    """A code for who has no account; an earlier one ends. Raises HasAccount."""
    person = lock_person(session, person_id)
    session.refresh(person, ["account"])
    if person.account is not None:
        raise HasAccount
    before = live_code(session, person_id)
    if before is not None:
        before.ended_at = now
        session.flush()
    days = policy.figure(session, "claim_code_days", on=seoul_date(now))
    code = ClaimCode(
        person_id=person_id,
        code_hash=code_hash,
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    session.add(code)
    audit.record(session, "claim_code.made", person, by=by, now=now)
    return code


def claim(
    session: Session,
    *,
    code_hash: str,
    birth_date: date,
    account_id: int,
    now: datetime,
) -> PersonMerge:
    """Join the record of this code with the person who signs in with the account.

    A wrong code, an ended one and a wrong date of birth are one refusal. Raises
    ClaimRefused, or a subclass of MergeRefused.
    """
    mine = session.get_one(Account, account_id).person_id
    code = _code(session, code_hash, birth_date, now=now)
    if code is None or code.person_id == mine:
        raise ClaimRefused
    person_id, code_id = code.person_id, code.id
    try:
        lock_persons(session, (mine, person_id))
    except PersonMerged:
        raise ClaimRefused from None
    code = _code(session, code_hash, birth_date, now=now)  # as it is under the lock
    if code is None or code.id != code_id:
        raise ClaimRefused
    code.used_at = now
    person = session.get_one(Person, person_id)
    audit.record(session, "person.claimed", person, by=account_id, now=now)
    return merge(
        session,
        person_ids=(mine, person_id),
        way=MergeWay.CLAIM,
        school_id=person.entered_by_school_id,
        by=account_id,
        now=now,
    )


def _code(
    session: Session, code_hash: str, birth_date: date, *, now: datetime
) -> ClaimCode | None:
    return session.scalar(
        select(ClaimCode)
        .join(Person, ClaimCode.person_id == Person.id)
        .where(
            ClaimCode.code_hash == code_hash,
            ClaimCode.used_at.is_(None),
            ClaimCode.ended_at.is_(None),
            ClaimCode.expires_at > now,
            Person.birth_date == birth_date,
            Person.merged_into_id.is_(None),
        )
        .execution_options(populate_existing=True)
    )
