"""Who is signed in, without the sign-in page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, update
from sqlalchemy.orm import Session

from app.accounts.links import hash_of, new_secret
from app.accounts.session_models import AccountSession

AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


def signed_in_key(
    database: Connection | Session,
    account_id: int,
    *,
    now: datetime,
    agent: str = AGENT,
) -> str:
    """A new session's key, as the cookie holds it under `_user_id`."""
    key = new_secret()
    database.execute(
        insert(AccountSession).values(
            account_id=account_id,
            key_hash=hash_of(key),
            begun_at=now,
            seen_at=now,
            address="127.0.0.1",
            agent=agent,
        )
    )
    return key


def keep_awake(database: Connection | Session, key: str, *, now: datetime) -> None:
    """As if she had used it this moment."""
    database.execute(
        update(AccountSession)
        .where(AccountSession.key_hash == hash_of(key))
        .values(seen_at=now)
    )
