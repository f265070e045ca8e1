"""What staff do about a message that did not reach anybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.exceptions import DomainError
from app.message_kinds import kind_of
from app.notifications import queries
from app.notifications.models import Message, MessageState
from app.notifications.ways import way_to
from app.outbox import wake_after_commit


class NotFailed(DomainError):
    """It has gone out meanwhile, or is about to; or somebody has told her."""


class StillUnreachable(DomainError):
    """She has no e-mail address yet, and no number to which this can be sent."""


def try_again(session: Session, message_id: int, *, by: int, now: datetime) -> None:
    """Owe it again from now on, to the address or number that is hers today.

    Raises NotFailed, StillUnreachable.
    """
    message = _lock_failed(session, message_id)
    if message.person_id is not None:
        reach = queries.reaches(session, [message.person_id])[message.person_id]
        way = way_to(reach, kind_of(message.template))
        if way is None:
            raise StillUnreachable
        message.channel, message.to_address = way.channel, way.address
    if not message.to_address:
        raise StillUnreachable
    message.state, message.due_at, message.attempts = MessageState.QUEUED, now, 0
    message.fault = message.text_fault = None
    message.last_error = ""
    audit.record(session, "message.retried", message, by=by, now=now)
    wake_after_commit(session)


def told(session: Session, message_id: int, *, by: int, now: datetime) -> None:
    """Note that staff told her otherwise. Raises NotFailed."""
    message = _lock_failed(session, message_id)
    message.state = MessageState.TOLD
    audit.record(session, "message.told", message, by=by, now=now)


def _lock_failed(session: Session, message_id: int) -> Message:
    """Held, so that of two presses, or a press and a worker, one comes first."""
    message = session.scalars(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if message.state not in queries.NOT_DELIVERED:
        raise NotFailed
    return message
