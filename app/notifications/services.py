"""Owing somebody a message, and settling what is owed.

A delivery claims a message by a lease, sends it outside any transaction, and records
the outcome only while its lease still holds. A dead worker's lease lapses, and the
message is claimed again under the same Message-ID.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.notifications import queries
from app.notifications.models import Message, MessageState, WorkerBeat
from app.notifications.retries import ATTEMPTS, LEASE, next_try
from app.outbox import Bilingual, Param, Secret, owe, wake_after_commit

__all__ = [
    "Bilingual",
    "Claim",
    "Secret",
    "beat",
    "claim_next",
    "owe",
    "owe_people",
    "owe_person",
    "record_failure",
    "record_sent",
    "wake_after_commit",
]

LONGEST_ERROR = 300


@dataclass(frozen=True)
class Claim:
    """One delivery's hold on a message."""

    message_id: int
    lease: str


def owe_person(
    session: Session,
    person: Person,
    *,
    template: str,
    params: Mapping[str, Param],
    school_id: int,
    now: datetime,
) -> None:
    """Owe this message of a school to a person, at the address she signs in with or
    else the one staff noted; who has none is not written to."""
    owe_people(
        session, [(person, params)], template=template, school_id=school_id, now=now
    )


def owe_people(
    session: Session,
    letters: Sequence[tuple[Person, Mapping[str, Param]]],
    *,
    template: str,
    school_id: int,
    now: datetime,
) -> None:
    """`owe_person` for many at once, each with parameters of her own: as many
    statements for a thousand people as for one."""
    accounts = queries.accounts_of(session, [person.id for person, _ in letters])
    for person, params in letters:
        account = accounts.get(person.id)
        address = account.email if account else person.email
        if not address:
            continue
        owe(
            session,
            to=address,
            template=template,
            params=params,
            language=account.language if account else "ko",
            now=now,
            person_id=person.id,
            school_id=school_id,
        )


def claim_next(session: Session, *, now: datetime) -> Claim | None:
    """Take the message that has been due longest, or None where nothing is owed.

    The row is locked while it is taken (others skip it), so that two workers never
    deliver one message. A message whose last worker died is given up at the last try.
    """
    while (message := queries.lock_next_due(session, now=now)) is not None:
        if message.attempts >= ATTEMPTS:
            _give_up(message, error="no worker lived through its delivery")
            session.flush()
            continue
        message.state = MessageState.SENDING
        message.lease = uuid.uuid4().hex
        message.leased_until = now + LEASE
        message.attempts += 1
        return Claim(message.id, message.lease)
    return None


def record_sent(session: Session, claim: Claim, *, now: datetime) -> bool:
    """The message went out. False where the lease has passed to another worker."""
    message = queries.lock_claimed(session, claim.message_id, lease=claim.lease)
    if message is None:
        return False
    message.state = MessageState.SENT
    message.sent_at = now
    message.lease = message.leased_until = None
    message.last_error = ""
    return True


def record_failure(
    session: Session, claim: Claim, *, error: str, for_good: bool, now: datetime
) -> bool:
    """The message did not go out: try later, or never where that is `for_good`.

    False where the lease has passed to another worker.
    """
    message = queries.lock_claimed(session, claim.message_id, lease=claim.lease)
    if message is None:
        return False
    again = None if for_good else next_try(message.attempts, now=now)
    if again is None:
        _give_up(message, error=error)
        return True
    message.state = MessageState.QUEUED
    message.due_at = again
    message.lease = message.leased_until = None
    message.last_error = error[:LONGEST_ERROR]
    return True


def beat(session: Session, *, now: datetime) -> None:
    """A worker has gone through everything that is owed."""
    session.execute(update(WorkerBeat).values(at=now))


def _give_up(message: Message, *, error: str) -> None:
    message.state = MessageState.FAILED
    message.lease = message.leased_until = None
    message.last_error = error[:LONGEST_ERROR]
