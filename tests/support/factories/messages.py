"""Messages in the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.outbox import Message, Secret, owe
from tests.support.time import MONDAY_TEN


def make_message(
    session: Session, to: str = "gildong@example.org", **more: Any
) -> Message:
    """An owed mail with a secret link, as forgotten passwords make it."""
    now: datetime = more.pop("now", MONDAY_TEN)
    values: dict[str, Any] = {
        "template": "reset",
        "params": {"link": Secret("/reset/the-secret")},
        "language": "ko",
    }
    message = owe(session, to=to, now=now, **{**values, **more})
    session.commit()
    return message
