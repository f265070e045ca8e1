"""The service's heartbeat: when it last answered, and when it did not.

`flask serve` asks its own web server every few seconds and beats for it; a beat that
comes late leaves a gap behind, as a fact. Several machines beat for one service: it
answered if any of them did. Who shows a gap decides whether it mattered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import policy
from app.orm import Base
from app.seoul import seoul_date

WEB = "web"
"""The web server; the migration makes its row."""


class ServiceBeat(Base):
    """One row a service: when it last answered."""

    __tablename__ = "service_beats"

    service: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime | None]
    """Empty until it first answered."""


class ServiceGap(Base):
    """The service answered at `began_at` and not again before `ended_at`."""

    __tablename__ = "service_gaps"
    __table_args__ = (
        CheckConstraint("ended_at > began_at", name="ends_after_beginning"),
        UniqueConstraint("service", "began_at"),
        Index("ix_service_gaps_ended_at", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(20))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]


def beat(session: Session, service: str = WEB, *, now: datetime) -> ServiceGap | None:
    """The service answered just now. Gives the gap that this ends, if there was one.

    The row is held, so that of several that beat after an outage only the first notes
    it. A clock that was set back changes nothing. Raises NoResultFound for a service
    that nobody beats for.
    """
    last = session.get_one(
        ServiceBeat, service, with_for_update=True, populate_existing=True
    )
    before = last.at
    last.at = max(now, before or now)
    if before is None or now - before <= allowed(session, now=now):
        return None
    gap = ServiceGap(service=service, began_at=before, ended_at=now)
    session.add(gap)
    return gap


def allowed(session: Session, *, now: datetime) -> timedelta:
    """How long no beat may come before it counts as a gap."""
    seconds = policy.figure(session, "service_gap_seconds", on=seoul_date(now))
    return timedelta(seconds=seconds)


def last_beat(session: Session, service: str = WEB) -> datetime | None:
    """When the service last answered; None when it never did."""
    return session.scalar(select(ServiceBeat.at).where(ServiceBeat.service == service))


def gaps(
    session: Session, *, since: datetime, until: datetime, service: str = WEB
) -> Sequence[ServiceGap]:
    """The gaps that touch this time, the first first."""
    return session.scalars(
        select(ServiceGap)
        .where(
            ServiceGap.service == service,
            ServiceGap.ended_at > since,
            ServiceGap.began_at < until,
        )
        .order_by(ServiceGap.began_at)
    ).all()
