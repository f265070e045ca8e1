"""Lists that are paged: a school's ventures, the public register of enterprises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.incubation.models import Enterprise, Venture
from app.incubation.stages import ENDED, Actor
from app.incubation.workflow import stages_waiting_for

LONGEST_NUMBER = 9
"""Digits: more than that no column holds."""


@dataclass(frozen=True)
class Cursor:
    """Where a page of ventures ends: its rank, then its number."""

    rank: int
    venture_id: int

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """From `1.42`; None for anything else."""
        rank, _, number = text.partition(".")
        if not (
            rank.isdecimal() and number.isdecimal() and len(number) <= LONGEST_NUMBER
        ):
            return None
        return cls(int(rank[:1]), int(number))

    def __str__(self) -> str:
        return f"{self.rank}.{self.venture_id}"


def rank_of(venture: Venture) -> int:
    """0 waits for the coordinator, 1 is under way, 2 has ended."""
    if venture.stage in stages_waiting_for(Actor.COORDINATOR):
        return 0
    return 2 if venture.stage in ENDED else 1


def ventures_of_schools(
    session: Session,
    school_ids: Collection[int],
    *,
    after: Cursor | None,
    limit: int,
) -> Sequence[Venture]:
    """Those waiting for the coordinator first, then those under way; newest first."""
    rank = case(
        (Venture.stage.in_(stages_waiting_for(Actor.COORDINATOR)), 0),
        (Venture.stage.in_(ENDED), 2),
        else_=1,
    )
    query = (
        select(Venture)
        .where(Venture.school_id.in_(school_ids))
        .options(
            joinedload(Venture.trade),
            joinedload(Venture.district),
            selectinload(Venture.founders),
        )
        .order_by(rank, Venture.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(
            or_(
                rank > after.rank,
                (rank == after.rank) & (Venture.id < after.venture_id),
            )
        )
    return session.scalars(query).all()


def enterprises(
    session: Session,
    *,
    district: str,
    trade: str,
    after: int | None,
    limit: int,
) -> Sequence[Enterprise]:
    """The public register, newest first; blank filters leave all."""
    query = (
        select(Enterprise)
        .options(joinedload(Enterprise.district), joinedload(Enterprise.trade))
        .order_by(Enterprise.id.desc())
        .limit(limit)
    )
    if district:
        query = query.where(Enterprise.district_code == district)
    if trade:
        query = query.where(Enterprise.trade.has(code=trade))
    if after is not None:
        query = query.where(Enterprise.id < after)
    return session.scalars(query).all()


def enterprise(session: Session, enterprise_id: int) -> Enterprise | None:
    return session.scalar(
        select(Enterprise)
        .where(Enterprise.id == enterprise_id)
        .options(joinedload(Enterprise.district), joinedload(Enterprise.trade))
    )
