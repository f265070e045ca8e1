"""Entering somebody who came by or called, and mending what was mistyped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Consent, ConsentHow, Person
from app.accounts.queries import consents_of, lock_person
from app.exceptions import DomainError
from app.orm import write
from app.places.models import School
from app.privacy.people import queries
from app.privacy.people.duplicates import Details
from app.privacy.people.models import DifferentPeople


class LikelyKnown(DomainError):
    """She may be one of the school's people already."""


class ToldLater(DomainError):
    """Nobody has agreed in the future."""


class HasAccount(DomainError):
    """She signs in herself: her details are hers to change."""


@dataclass(frozen=True)
class Agreed:
    """What she agreed to, told to a member of staff."""

    text_ids: tuple[int, ...]
    how: ConsentHow
    told_at: datetime
    to_account_id: int


@dataclass(frozen=True)
class Entry:
    """Somebody's details, clean."""

    name: str
    birth_date: date
    mobile: str
    district_code: str
    email: str | None

    @property
    def details(self) -> Details:
        return Details(self.name, self.birth_date, self.mobile)


def enter(
    session: Session,
    entry: Entry,
    agreed: Agreed,
    *,
    school_id: int,
    known_in: Collection[int],
    another_than: Collection[int],
    now: datetime,
) -> Person:
    """A person of this school, who has no account.

    She may be known in these schools, `known_in`, whose people staff may see.
    `another_than` are the alike that staff saw and said are other people. The school
    is held, so that two presses don't enter her twice. Raises LikelyKnown where
    somebody else is alike, or ToldLater.
    """
    session.get_one(School, school_id, with_for_update={"key_share": True})
    alike = queries.alike_of_schools(
        session, entry.details, school_ids={school_id, *known_in}
    )
    if {person.id for person in alike} - set(another_than):
        raise LikelyKnown
    person = Person(**vars(entry), entered_by_school_id=school_id, created_at=now)
    session.add(person)
    session.flush()
    _note(session, person.id, agreed, now=now)
    _tell_apart(session, alike, person, by=agreed.to_account_id, now=now)
    how = agreed.how.value
    audit.record(
        session, "person.entered", person, by=agreed.to_account_id, now=now, how=how
    )
    return person


def _tell_apart(
    session: Session, alike: Sequence[Person], person: Person, *, by: int, now: datetime
) -> None:
    session.add_all(
        DifferentPeople(first_id=other.id, second_id=person.id, said_at=now, said_by=by)
        for other in alike
    )


def note_consents(
    session: Session, person_id: int, agreed: Agreed, *, now: datetime
) -> None:
    """She was entered before: what she agreed to besides. Raises ToldLater."""
    person = lock_person(session, person_id)
    _note(session, person_id, agreed, now=now)
    audit.record(
        session,
        "person.agreed",
        person,
        by=agreed.to_account_id,
        now=now,
        how=agreed.how.value,
    )


def correct(
    session: Session, person_id: int, entry: Entry, *, by: int, now: datetime
) -> Sequence[str]:
    """Mend what was mistyped; the names of what changed. Raises HasAccount."""
    person = lock_person(session, person_id)
    session.refresh(person, ["account"])
    if person.account is not None:
        raise HasAccount
    changed = write(person, vars(entry))
    if changed:
        audit.record(
            session, "person.corrected", person, by=by, now=now, fields=changed
        )
    return changed


def _note(session: Session, person_id: int, agreed: Agreed, *, now: datetime) -> None:
    if agreed.told_at > now:
        raise ToldLater
    held = {consent.text_id for consent in consents_of(session, person_id)}
    session.add_all(
        Consent(
            person_id=person_id,
            text_id=text_id,
            agreed_at=agreed.told_at,
            how=agreed.how,
            by_account_id=agreed.to_account_id,
        )
        for text_id in agreed.text_ids
        if text_id not in held
    )
    session.flush()
