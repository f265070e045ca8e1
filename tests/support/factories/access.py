"""Lines of the access log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import access_log
from app.access_log import Act


def a_line(session: Session, at: datetime, *people: int, **more: Any) -> None:
    """Somebody of the staff opened a person's page, unless told otherwise."""
    values: dict[str, Any] = {
        "account_id": 7,
        "act": Act.VIEW,
        "page": "accounts.person",
        "address": "127.0.0.1",
        "people": people or (1, 2),
        "reason": "",
        "now": at,
    }
    access_log.append(session, **{**values, **more})
