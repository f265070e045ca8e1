"""Settling what is owed: who delivers a message, and what became of it.

A delivery claims messages by leases, sends each outside any transaction, and records
each outcome at once, and only while its lease still holds. A dead worker's leases
lapse, and what it held is claimed again under the same Message-ID.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.notifications import queries
from app.notifications.models import Fault, Message, MessageChannel, MessageState
from app.notifications.retries import (
    ATTEMPTS,
    BEGIN_WITHIN,
    LEASE,
    PATIENCE_WITH_TEXTS,
    TOGETHER,
    WAITS,
    WAITS_OF_TEXT,
    next_try,
)
from app.quiet_hours import QuietHours

LONGEST_ERROR = 300
A_BATCH = 500


@dataclass(frozen=True)
class Claim:
    """One delivery's hold on a message."""

    message_id: int
    lease: str
    begin_by: datetime
    """Later than this it is not begun: the lease could end before the delivery."""


@dataclass(frozen=True)
class Failure:
    """Why a message did not go out, and whether trying again can't help."""

    fault: Fault
    error: str
    """For who looks after the servers; without addresses."""
    for_good: bool = False


def claim_due(
    session: Session,
    *,
    channel: MessageChannel,
    quiet: QuietHours,
    now: datetime,
    limit: int = TOGETHER,
) -> list[Claim]:
    """Take the messages that have been due longest; none where nothing is owed.

    The rows are locked while they are taken (others skip them), so that two workers
    never deliver one message. What a dead worker left behind is taken alone, so that
    a message that kills its worker takes no others along, and given up at the last
    try. What can wait is put off where the quiet hours have begun meanwhile.
    """
    while left := queries.lock_left_behind(session, channel=channel, now=now):
        if left.attempts >= ATTEMPTS:
            _give_up(session, left, _NOBODY_LIVED, now=now)
        elif not _put_off(left, quiet, now=now):
            return [_hold(left, now=now)]
        session.flush()
    while due := queries.lock_due(session, channel=channel, now=now, limit=limit):
        claims = [
            _hold(message, now=now)
            for message in due
            if not _put_off(message, quiet, now=now)
        ]
        if claims:
            return claims
        session.flush()
    return []


_NOBODY_LIVED = Failure(Fault.WORKERS_DIED, "no worker lived through its delivery")


def _hold(message: Message, *, now: datetime) -> Claim:
    message.state = MessageState.SENDING
    message.lease = uuid.uuid4().hex
    message.leased_until = now + LEASE
    message.attempts += 1
    return Claim(message.id, message.lease, now + BEGIN_WITHIN)


def _put_off(message: Message, quiet: QuietHours, *, now: datetime) -> bool:
    """Whether it waits for the end of the quiet hours, and then until when."""
    if not message.can_wait:
        return False
    later = quiet.after(now, not_after=message.not_after)
    if later <= now:
        return False
    _queue(message, due=later)
    return True


def give_back(session: Session, claims: Sequence[Claim]) -> None:
    """These were not begun after all: they are as they were before the claim."""
    for claim in claims:
        session.execute(
            update(Message)
            .where(Message.id == claim.message_id, Message.lease == claim.lease)
            .values(
                state=MessageState.QUEUED,
                lease=None,
                leased_until=None,
                attempts=Message.attempts - 1,
            )
        )


def record_sent(session: Session, claim: Claim, *, now: datetime) -> bool:
    """The message went out. False where the lease has passed to another worker."""
    message = queries.lock_claimed(session, claim.message_id, lease=claim.lease)
    if message is None:
        return False
    message.state = MessageState.SENT
    message.sent_at = now
    message.lease = message.leased_until = message.fault = None
    message.last_error = ""
    return True


def record_failure(
    session: Session, claim: Claim, failure: Failure, *, now: datetime
) -> bool:
    """The message did not go out: try later, or never where that is for good. A text
    then goes by e-mail.

    False where the lease has passed to another worker.
    """
    message = queries.lock_claimed(session, claim.message_id, lease=claim.lease)
    if message is None:
        return False
    again = None
    if not failure.for_good:
        waits = WAITS_OF_TEXT if _email_of(session, message) else WAITS
        again = next_try(message.attempts, now=now, waits=waits)
    if again is None:
        _give_up(session, message, failure, now=now)
    else:
        _queue(message, due=again)
        _say(message, failure)
    return True


def send_old_texts_by_email(
    session: Session, failure: Failure, *, now: datetime
) -> int:
    """The gateway can't be reached: what has waited long enough for it goes by e-mail,
    where there is an address. How many."""
    before, last, done = now - PATIENCE_WITH_TEXTS, 0, 0
    while texts := queries.lock_old_texts(
        session, before=before, after_id=last, limit=A_BATCH
    ):
        ids = {text.person_id for text in texts if text.person_id is not None}
        reaches = queries.reaches(session, ids)
        for text in texts:
            reach = reaches.get(text.person_id or 0)
            if reach is not None and reach.email:
                _send_by_email(text, reach.email, failure, now=now)
                done += 1
        last = texts[-1].id
    return done


def _queue(message: Message, *, due: datetime) -> None:
    message.state = MessageState.QUEUED
    message.due_at = due
    message.lease = message.leased_until = None


def _say(message: Message, failure: Failure) -> None:
    message.fault = failure.fault
    message.last_error = failure.error[:LONGEST_ERROR]


def _give_up(
    session: Session, message: Message, failure: Failure, *, now: datetime
) -> None:
    """It has failed; a text is owed by e-mail instead, in the same row, so once."""
    email = _email_of(session, message)
    if email:
        _send_by_email(message, email, failure, now=now)
        return
    nobody = failure.fault is Fault.NO_GATEWAY
    message.state = MessageState.UNREACHABLE if nobody else MessageState.FAILED
    message.lease = message.leased_until = None
    _say(message, failure)


def _send_by_email(
    message: Message, email: str, failure: Failure, *, now: datetime
) -> None:
    message.channel, message.to_address = MessageChannel.EMAIL, email
    message.text_fault, message.attempts = failure.fault, 0
    _queue(message, due=now)
    message.last_error = failure.error[:LONGEST_ERROR]


def _email_of(session: Session, message: Message) -> str | None:
    """Where a text can go instead; None for what is an e-mail already."""
    if message.channel is MessageChannel.EMAIL or message.person_id is None:
        return None
    return queries.reaches(session, [message.person_id])[message.person_id].email
