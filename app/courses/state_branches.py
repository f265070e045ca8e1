"""What each state of a run is in SQL. `state_of` says the same for one run, and a
test holds the two together. All of it presumes that the run is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    func,
    not_,
    or_,
    select,
)

from app.courses.models import ApplicationWindow, CourseRun
from app.courses.state import RunState
from app.seoul import seoul_date

Branch = tuple[SQLColumnExpression[Any], ColumnElement[bool]]
"""By what the runs of a state are sorted, and which they are."""
_window = ApplicationWindow


def _live(now: datetime) -> ColumnElement[bool]:
    return and_(
        CourseRun.cancelled_at.is_(None),
        or_(CourseRun.ends_on.is_(None), CourseRun.ends_on >= seoul_date(now)),
    )


def _open_window(now: datetime) -> ColumnElement[bool]:
    # By the index on closes_at: SQLite can't tell that nearly all have opened already.
    opened = func.coalesce(_window.opens_at, _window.closes_at) <= now
    return and_(opened, _window.closes_at > now)


def _future_window(now: datetime) -> ColumnElement[bool]:
    return and_(_window.opens_at > now, _window.closes_at.is_not(None))


def _has(window: ColumnElement[bool]) -> ColumnElement[bool]:
    return CourseRun.id.in_(select(_window.run_id).where(window))


def _of_run(
    edge: ColumnElement[Any], window: ColumnElement[bool]
) -> ColumnElement[Any]:
    return (
        select(edge)
        .where(_window.run_id == CourseRun.id, window)
        .correlate(CourseRun)
        .scalar_subquery()
    )


def _open(now: datetime) -> Branch:
    window = _open_window(now)
    closing = _of_run(func.max(_window.closes_at), window)
    return closing, and_(_live(now), _has(window))


def _upcoming(now: datetime) -> Branch:
    window = _future_window(now)
    opening = _of_run(func.min(_window.opens_at), window)
    return opening, and_(
        _live(now), _not_started(now), _has(window), not_(_has(_open_window(now)))
    )


def _closed(now: datetime) -> Branch:
    return CourseRun.starts_on, and_(
        _live(now),
        CourseRun.starts_on > seoul_date(now),
        not_(_has(_open_window(now))),
        not_(_has(_future_window(now))),
    )


def _running(now: datetime) -> Branch:
    return CourseRun.ends_on, and_(
        CourseRun.cancelled_at.is_(None),
        CourseRun.ends_on >= seoul_date(now),
        CourseRun.starts_on <= seoul_date(now),
        not_(_has(_open_window(now))),
    )


def _finished(now: datetime) -> Branch:
    return CourseRun.ends_on, and_(
        CourseRun.cancelled_at.is_(None), CourseRun.ends_on < seoul_date(now)
    )


def _cancelled(_now: datetime) -> Branch:
    return CourseRun.cancelled_at, CourseRun.cancelled_at.is_not(None)


def _not_started(now: datetime) -> ColumnElement[bool]:
    return or_(CourseRun.starts_on.is_(None), CourseRun.starts_on > seoul_date(now))


BRANCHES: dict[RunState, Callable[[datetime], Branch]] = {
    RunState.OPEN: _open,
    RunState.UPCOMING: _upcoming,
    RunState.CLOSED: _closed,
    RunState.RUNNING: _running,
    RunState.FINISHED: _finished,
    RunState.CANCELLED: _cancelled,
}
