"""Two messages that did not arrive: a mistyped address, and one to telephone about."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.world import GEUMCHEON, World
from app.notifications.models import Fault, Message, MessageChannel, MessageState


def lose(session: Session, world: World) -> None:
    """The school's latest e-mail and its latest text about a course."""
    letter = _latest(session, world, MessageChannel.EMAIL)
    letter.state, letter.fault = MessageState.FAILED, Fault.ADDRESS_REFUSED
    letter.attempts = 1
    text = _latest(session, world, MessageChannel.TEXT)
    text.state, text.fault = MessageState.UNREACHABLE, Fault.NO_GATEWAY
    text.attempts = 1


def _latest(session: Session, world: World, channel: MessageChannel) -> Message:
    return session.scalars(
        select(Message)
        .where(
            Message.school_id == world.schools[GEUMCHEON].id,
            Message.channel == channel,
            Message.run_id.is_not(None),
        )
        .order_by(Message.id.desc())
        .limit(1)
    ).one()
