"""Wrong passwords in a row, counted alike for known and unknown addresses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts import slowing
from app.accounts.session_models import SignInTries


def demand_turn(session: Session, key_hash: str, *, now: datetime) -> int:
    """How many wrong tries there are; nobody's password is compared before.

    Raises SlowedDown while one has to wait.
    """
    row = session.execute(
        select(SignInTries.failures, SignInTries.failed_at).where(
            SignInTries.key_hash == key_hash,
            SignInTries.failed_at > now - slowing.FORGOTTEN_AFTER,
        )
    ).one_or_none()
    if row is None:
        return 0
    slowing.demand_turn(failures=row.failures, failed_at=row.failed_at, now=now)
    return int(row.failures)


def count_failure(session: Session, key_hash: str, *, now: datetime) -> None:
    """One more. A single statement, so that no two at a moment count as one."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    fresh = SignInTries.failed_at > now - slowing.FORGOTTEN_AFTER
    session.execute(
        dialect.insert(SignInTries)
        .values(key_hash=key_hash, failures=1, failed_at=now)
        .on_conflict_do_update(
            index_elements=[SignInTries.key_hash],
            set_={
                "failures": case((fresh, SignInTries.failures + 1), else_=1),
                "failed_at": now,
            },
        )
    )


def forget(session: Session, key_hash: str) -> None:
    """The right password came: counting begins anew."""
    session.execute(delete(SignInTries).where(SignInTries.key_hash == key_hash))


def forget_old(session: Session, *, now: datetime) -> int:
    """Remove what no longer makes anybody wait; how many counters there were."""
    old = delete(SignInTries).where(
        SignInTries.failed_at <= now - slowing.FORGOTTEN_AFTER
    )
    return len(session.execute(old.returning(SignInTries.key_hash)).all())
