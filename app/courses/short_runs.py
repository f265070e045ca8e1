"""Which runs are to be looked at for too few people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session

from app.courses.models import ApplicationWindow, CourseRun
from app.occasions import not_done
from app.orm import UtcDateTime
from app.seoul import seoul_date

_closes_at: ColumnElement[Any] = type_coerce(ApplicationWindow.closes_at, UtcDateTime())
LOOKED_BACK = timedelta(days=60)
"""An outage may last: so long ago a run may have closed without having been looked
at. Whatever closed before has begun, or is on the coordinator's page."""
Closing = tuple[int, datetime]
"""A run, and when its last window closes."""


def closing_soon(
    session: Session, kind: str, *, now: datetime, within: timedelta
) -> Sequence[Closing]:
    """Runs that close before long and were not looked at for it."""
    return _not_looked_at(session, kind, now, after=now, until=now + within)


def just_closed(session: Session, kind: str, *, now: datetime) -> Sequence[Closing]:
    """Runs that have closed, haven't begun, and were not looked at since."""
    return _not_looked_at(session, kind, now, after=now - LOOKED_BACK, until=now)


def _not_looked_at(
    session: Session, kind: str, now: datetime, *, after: datetime, until: datetime
) -> Sequence[Closing]:
    """The first to close first."""
    closing = (
        select(CourseRun.id, func.max(_closes_at).label("at"))
        .join(CourseRun.windows)
        .where(
            ApplicationWindow.closes_at > after,
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.held_at.is_(None),
            CourseRun.starts_on > seoul_date(now),
        )
        .group_by(CourseRun.id)
        .subquery()
    )
    rows = session.execute(
        select(closing.c.id, closing.c.at)
        .where(closing.c.at <= until, not_done(kind, closing.c.id, closing.c.at))
        .order_by(closing.c.at, closing.c.id)
    )
    return [(row.id, row.at) for row in rows]
