"""Offers of a seat: hers, those behind a mailed link, those that are due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.accounts.models import Person
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import lapses_at, lapses_before
from app.enrollment.queries.notice import WITH_NOTICE


def offer_of(
    session: Session, enrollment_id: int, *, fresh: bool = False
) -> Offer | None:
    """The last offer made to this enrolment; `fresh` reads it anew under a lock."""
    return session.scalar(
        select(Offer)
        .where(Offer.enrollment_id == enrollment_id)
        .order_by(Offer.id.desc())
        .limit(1)
        .execution_options(populate_existing=fresh)
    )


def open_offer(session: Session, enrollment_id: int) -> Offer | None:
    """Read anew: to be asked under the run's lock."""
    return session.scalar(
        select(Offer)
        .where(Offer.enrollment_id == enrollment_id, Offer.outcome.is_(None))
        .execution_options(populate_existing=True)
    )


def offer_by_secret(session: Session, secret_hash: str) -> Offer | None:
    """The offer behind a mailed link, with its enrolment, person and run."""
    return session.scalar(
        select(Offer)
        .where(Offer.secret_hash == secret_hash)
        .options(
            joinedload(Offer.enrollment).options(
                joinedload(Enrollment.person),
                joinedload(Enrollment.run).options(*WITH_NOTICE),
            )
        )
    )


def open_offers(session: Session, enrollment_ids: Collection[int]) -> dict[int, Offer]:
    """The open offers of these enrolments, by enrolment: one statement, or none."""
    if not enrollment_ids:
        return {}
    rows = session.scalars(
        select(Offer).where(
            Offer.enrollment_id.in_(enrollment_ids), Offer.outcome.is_(None)
        )
    )
    return {offer.enrollment_id: offer for offer in rows}


def next_deadline(session: Session) -> datetime | None:
    """When the first of the open offers lapses; None where none is open."""
    first = session.scalar(
        select(func.min(Offer.deadline_at)).where(Offer.outcome.is_(None))
    )
    return None if first is None else lapses_at(first)


def runs_with_due_offers(session: Session, *, now: datetime) -> Sequence[int]:
    """Runs with an offer that nobody answered in time, the oldest deadline first."""
    rows = session.execute(
        select(Enrollment.run_id, func.min(Offer.deadline_at).label("first"))
        .join(Offer, Offer.enrollment_id == Enrollment.id)
        .where(Offer.outcome.is_(None), Offer.deadline_at < lapses_before(now))
        .group_by(Enrollment.run_id)
        .order_by("first", Enrollment.run_id)
    )
    return [row.run_id for row in rows]


def due_offers_of(session: Session, run_id: int, *, now: datetime) -> Sequence[Offer]:
    """Those of one run, read anew: to be asked under its lock."""
    return session.scalars(
        select(Offer)
        .join(Offer.enrollment)
        .where(
            Enrollment.run_id == run_id,
            Offer.outcome.is_(None),
            Offer.deadline_at < lapses_before(now),
        )
        .order_by(Offer.deadline_at, Offer.id)
        .options(
            contains_eager(Offer.enrollment)
            .joinedload(Enrollment.person)
            .joinedload(Person.account)
        )
        .execution_options(populate_existing=True)
    ).all()
