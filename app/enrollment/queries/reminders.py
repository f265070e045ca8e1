"""Of what people are to be reminded now, each occasion once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from app.courses.models import CourseRun, Meeting
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.occasions import not_done
from app.orm import UtcDateTime
from app.seoul import seoul_date

FIRST_CLASS, OFFER = "class.first", "offer.deadline"
_starts_at: ColumnElement[Any] = type_coerce(Meeting.starts_at, UtcDateTime())
_first: ColumnElement[datetime] = func.min(_starts_at)
Occasion = tuple[int, datetime]
"""A row's id, and the moment of which is reminded."""


def first_classes(
    session: Session, *, now: datetime, within: timedelta
) -> Sequence[Occasion]:
    """Runs whose first class begins before long, the next first."""
    soon = now + within
    first = (
        select(CourseRun.id, _first.label("at"))
        .join(CourseRun.meetings)
        .where(
            CourseRun.starts_on.between(seoul_date(now), seoul_date(soon)),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            Meeting.cancelled_at.is_(None),
        )
        .group_by(CourseRun.id)
        .subquery()
    )
    rows = session.execute(
        select(first.c.id, first.c.at)
        .where(
            first.c.at > now,
            first.c.at <= soon,
            not_done(FIRST_CLASS, first.c.id, first.c.at),
        )
        .order_by(first.c.at, first.c.id)
    )
    return [(row.id, row.at) for row in rows]


def unanswered_offers(
    session: Session, *, now: datetime, within: timedelta
) -> Sequence[Occasion]:
    """Open offers whose deadline is near, the next first; not those that were made
    so late that she has just read of them."""
    deadline: ColumnElement[Any] = type_coerce(Offer.deadline_at, UtcDateTime())
    rows = session.execute(
        select(Offer.id, deadline.label("at"))
        .where(
            Offer.outcome.is_(None),
            Offer.deadline_at >= now,
            Offer.deadline_at <= now + within,
            Offer.made_at < now - within,
            not_done(OFFER, Offer.id, deadline),
        )
        .order_by(Offer.deadline_at, Offer.id)
    )
    return [(row.id, row.at) for row in rows]


def confirmed_of_run(session: Session, run_id: int) -> Sequence[Enrollment]:
    """Everybody with a seat, read anew: to be asked under the run's lock."""
    return session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
        )
        .order_by(Enrollment.id)
        .options(joinedload(Enrollment.person))
        .execution_options(populate_existing=True)
    ).all()
