"""Who may read a venture, and the venture with all that its page shows."""

from __future__ import annotations

import enum
from collections.abc import Collection

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import Account
from app.incubation.models import Founder, StageChange, Venture
from app.incubation.stages import Actor


class Standing(enum.Enum):
    """As whom somebody reads a venture."""

    FOUNDER = "founder"
    COORDINATOR = "coordinator"
    MENTOR = "mentor"

    @property
    def actor(self) -> Actor | None:
        """As whom she takes steps; a mentor takes none."""
        return None if self is Standing.MENTOR else Actor(self.value)


_ALL_OF_IT = (
    joinedload(Venture.trade),
    joinedload(Venture.district),
    joinedload(Venture.school),
    joinedload(Venture.enterprise),
    joinedload(Venture.begun_by),
    selectinload(Venture.founders).joinedload(Founder.person),
    selectinload(Venture.invitations),
    selectinload(Venture.changes).joinedload(StageChange.by).joinedload(Account.person),
)
"""What the page shows, in four statements however long the way was."""


def venture_read_by(
    session: Session,
    venture_id: int,
    *,
    person_id: int,
    coordinates: Collection[int],
    mentors: Collection[int],
) -> tuple[Venture, Standing] | None:
    """The venture with all its page shows, and as whom this person reads it.

    A founder who coordinates the school is a founder here: nobody confirms her own.
    """
    hers = Venture.founders.any(
        and_(Founder.person_id == person_id, Founder.left_at.is_(None))
    )
    row = session.execute(
        select(Venture, hers)
        .where(
            Venture.id == venture_id,
            or_(hers, Venture.school_id.in_({*coordinates, *mentors})),
        )
        .options(*_ALL_OF_IT)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    venture, is_founder = row
    if is_founder:
        return venture, Standing.FOUNDER
    coordinator = venture.school_id in coordinates
    return venture, Standing.COORDINATOR if coordinator else Standing.MENTOR
