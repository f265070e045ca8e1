"""What the outbox says of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from app.accounts.personal import traces
from app.forgetting import Traces, take_out
from app.notifications.models import MessagePreference
from app.outbox import Message, MessageState
from app.personal import Chapter, Due, Fact, Holding, facts_of

HOLDINGS = (
    Holding(
        Message,
        _l("Messages sent"),
        kind="messages",
        person=Message.person_id,
        items=_l("e-mail address, what was told, when"),
        about=("to_address", "params", "last_error"),
        plain=("message_key", "once_key", "template", "language", "lease"),
        passing=(
            "channel",
            "to_address",
            "due_at",
            "state",
            "attempts",
            "lease",
            "leased_until",
            "sent_at",
            "fault",
            "text_fault",
            "last_error",
        ),
    ),
    Holding(
        MessagePreference,
        _l("How you want to be written to"),
        kind="accounts",
        person=MessagePreference.person_id,
        once=("person_id",),
        items=_l("by e-mail or text message, reminders or not"),
    ),
)

BETWEEN_PEOPLE = "venture%"
"""The templates of messages in which one person may be named to another."""

_LABELS = {
    "to_address": _l("E-mail address or mobile number"),
    "channel": _l("By which way"),
    "template": _l("Message"),
    "told": _l("What it said"),
    "created_at": _l("Written on"),
    "sent_at": _l("Sent on"),
    "state": _l("State"),
}
_PREFERENCES = {
    "by_text": _l("By text message"),
    "reminders": _l("Reminders"),
    "changed_at": _l("Changed on"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Every message to her, the secrets of its links left out; and how she wants
    to be written to."""
    hers = _to_her(traces(session, person_id), person_id)
    rows = session.scalars(select(Message).where(hers).order_by(Message.id))
    chosen = session.scalars(
        select(MessagePreference).where(MessagePreference.person_id == person_id)
    )
    return [
        Chapter(_l("Messages"), "messages", [_row(m) for m in rows], _LABELS),
        Chapter(
            _l("How you want to be written to"),
            "message_preferences",
            [facts_of(one, "by_text", "reminders", "changed_at") for one in chosen],
            _PREFERENCES,
        ),
    ]


def _to_her(found: Traces, person_id: int) -> ColumnElement[bool]:
    """E-mail addresses are hers alone; a number may be her husband's too."""
    hers = [word for word in found.unique if "@" in word]
    return or_(Message.person_id == person_id, Message.to_address.in_(hers))


def _row(message: Message) -> dict[str, Fact]:
    told = ", ".join(
        f"{name}: {value}"
        for name, value in message.params.items()
        if isinstance(value, str | int)
    )
    return facts_of(
        message,
        "to_address",
        "channel",
        "template",
        "created_at",
        "sent_at",
        "state",
        told=told,
    )


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Messages to her go, whether sent or owed; others lose what names her."""
    found = traces(session, person_id)
    session.execute(delete(Message).where(_to_her(found, person_id)))
    session.execute(
        delete(MessagePreference).where(MessagePreference.person_id == person_id)
    )
    columns = (Message.params, Message.last_error)
    take_out(session, columns, found.unique)
    take_out(session, columns, found.names, Message.template.like(BETWEEN_PEOPLE))


def _old(before: datetime) -> Select[int]:
    owed = (MessageState.QUEUED, MessageState.SENDING)
    return select(Message.id).where(
        Message.created_at < before, Message.state.not_in(owed)
    )


def _forget(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Message).where(Message.id.in_(ids)))


DUE = (Due("messages", _old, _forget),)
