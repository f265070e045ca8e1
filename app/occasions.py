"""What the clock has done: each occasion once, with any number of workers.

Most of what falls due leaves a fact behind that says it is done: an offer has an
outcome, a message was sent. What leaves none (a reminder, a check) is written here, in
the transaction that does it: of two workers the second finds it done.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    exists,
    literal,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.orm import Base


class OccasionDone(Base):
    """One thing that fell due and was done."""

    __tablename__ = "occasions_done"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    """What it was, e.g. ``class.first``."""
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The row that it was about: a run, an offer."""
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    """For when; where a class is moved, the occasion is another one."""
    done_at: Mapped[datetime]


def first_time(
    session: Session, kind: str, subject_id: int, *, due_at: datetime, now: datetime
) -> bool:
    """Whether nobody has done it; from now on, somebody has, if this is committed.

    A second worker waits here until the first one's transaction ends.
    """
    insert = (
        postgresql.insert
        if session.get_bind().dialect.name == "postgresql"
        else sqlite.insert
    )
    written = session.scalar(
        insert(OccasionDone)
        .values(kind=kind, subject_id=subject_id, due_at=due_at, done_at=now)
        .on_conflict_do_nothing()
        .returning(OccasionDone.kind)
    )
    return written is not None


def not_done(
    kind: str, subject_id: SQLColumnExpression[int], due_at: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Nobody has done it; within another statement."""
    return ~exists().where(
        OccasionDone.kind == literal(kind, String()),
        OccasionDone.subject_id == subject_id,
        OccasionDone.due_at == due_at,
    )
