"""Reads about attempts: the open one, one's own, the last ones."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entrepreneurship.models import Attempt, Quiz


def open_attempt(session: Session, *, person_id: int, module_id: int) -> Attempt | None:
    """The attempt that was begun and not submitted; there is one at most."""
    return session.scalar(
        select(Attempt)
        .join(Attempt.quiz)
        .where(
            Attempt.person_id == person_id,
            Quiz.module_id == module_id,
            Attempt.submitted_at.is_(None),
        )
    )


def own_attempt(
    session: Session, attempt_id: int, *, person_id: int, module_id: int
) -> Attempt | None:
    """This attempt, if it is the person's and of this module."""
    return session.scalar(
        select(Attempt)
        .join(Attempt.quiz)
        .where(
            Attempt.id == attempt_id,
            Attempt.person_id == person_id,
            Quiz.module_id == module_id,
        )
    )


def lock_own_attempt(
    session: Session, attempt_id: int, *, person_id: int
) -> Attempt | None:
    """The person's attempt, held until the transaction ends: it is submitted once."""
    return session.scalar(
        select(Attempt)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def last_attempts(
    session: Session, *, person_id: int, module_id: int, limit: int = 5
) -> Sequence[Attempt]:
    """The newest submitted attempts, newest first."""
    return session.scalars(
        select(Attempt)
        .join(Attempt.quiz)
        .where(
            Attempt.person_id == person_id,
            Quiz.module_id == module_id,
            Attempt.submitted_at.is_not(None),
        )
        .order_by(Attempt.submitted_at.desc(), Attempt.id.desc())
        .limit(limit)
    ).all()
