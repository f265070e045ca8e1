"""Messages in the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.outbox import Bilingual, Message, Param, Secret, owe
from tests.support.time import MONDAY_TEN

SEAT: dict[str, Param] = {
    "name": "김미경",
    "course": Bilingual("도배 기초", "Wallpapering, basic"),
    "cohort_number": 3,
    "venue": "",
    "starts_on": "",
    "path": "/me/enrollments/1",
    "phone": "02-000-0001",
}
"""What a seat's message says."""


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
