"""What the outbox says of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from app.accounts.personal import traces
from app.forgetting import take_out
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
        plain=("message_key", "template", "language", "lease"),
        passing=(
            "due_at",
            "state",
            "attempts",
            "lease",
            "leased_until",
            "sent_at",
            "last_error",
        ),
    ),
)

BETWEEN_PEOPLE = "venture%"
"""The templates of messages in which one person may be named to another."""

_LABELS = {
    "to_address": _l("E-mail address"),
    "template": _l("Message"),
    "told": _l("What it said"),
    "created_at": _l("Written on"),
    "sent_at": _l("Sent on"),
    "state": _l("State"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Every message to her, the secrets of its links left out."""
    addresses = [word for word in traces(session, person_id).unique if "@" in word]
    rows = session.scalars(
        select(Message)
        .where(or_(Message.person_id == person_id, Message.to_address.in_(addresses)))
        .order_by(Message.id)
    )
    return [Chapter(_l("Messages"), "messages", [_row(m) for m in rows], _LABELS)]


def _row(message: Message) -> dict[str, Fact]:
    told = ", ".join(
        f"{name}: {value}"
        for name, value in message.params.items()
        if isinstance(value, str | int)
    )
    return facts_of(
        message,
        "to_address",
        "template",
        "created_at",
        "sent_at",
        "state",
        told=told,
    )


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Messages to her go, whether sent or owed; others lose what names her."""
    found = traces(session, person_id)
    addresses = [word for word in found.unique if "@" in word]
    session.execute(
        delete(Message).where(
            or_(Message.person_id == person_id, Message.to_address.in_(addresses))
        )
    )
    columns = (Message.params, Message.last_error)
    take_out(session, columns, found.unique)
    take_out(session, columns, found.names, Message.template.like(BETWEEN_PEOPLE))


def _old(before: datetime) -> Select[int]:
    settled = (MessageState.SENT, MessageState.FAILED)
    return select(Message.id).where(
        Message.created_at < before, Message.state.in_(settled)
    )


def _forget(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Message).where(Message.id.in_(ids)))


DUE = (Due("messages", _old, _forget),)
