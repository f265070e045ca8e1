"""Named reads of prepared applications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.courses.models import ApplicationWindow, Course, CourseRun
from app.enrollment.allocation import LIVE
from app.enrollment.models import Enrollment
from app.enrollment.prepared_models import PreparedApplication

BATCH = 200
"""So many are told of in one transaction."""
_row, _window = PreparedApplication, ApplicationWindow


def prepared_of(
    session: Session, *, run_id: int, person_id: int
) -> PreparedApplication | None:
    """What she has prepared for this run: one at most."""
    return session.scalar(
        select(_row).where(_row.run_id == run_id, _row.person_id == person_id)
    )


def prepared_by(session: Session, person_id: int) -> Sequence[PreparedApplication]:
    """What she has ready, runs, courses and windows with it; the newest last. Where
    she has a place already, or the run was called off, nothing is left to press."""
    return session.scalars(
        select(_row)
        .join(_row.run)
        .where(
            _row.person_id == person_id,
            CourseRun.cancelled_at.is_(None),
            ~_has_place(),
        )
        .options(
            contains_eager(_row.run).options(
                joinedload(CourseRun.course).options(
                    joinedload(Course.school), joinedload(Course.trade)
                ),
                selectinload(CourseRun.windows),
            )
        )
        .order_by(_row.id)
    ).all()


def runs_to_remind_of(session: Session, *, now: datetime, soon: datetime) -> list[int]:
    """Runs with something prepared, that open until `soon` and haven't closed."""
    due = (_window.opens_at <= soon, _window.closes_at > now)
    return list(
        session.scalars(
            select(CourseRun.id).where(
                CourseRun.cancelled_at.is_(None),
                exists().where(_window.run_id == CourseRun.id, *due),
                exists().where(_row.run_id == CourseRun.id),
            )
        )
    )


def lock_to_remind(
    session: Session, run_id: int, *, after: int, but: Sequence[datetime]
) -> Sequence[PreparedApplication]:
    """Some that nobody was reminded of for one of these openings, held; those that
    another worker holds are skipped, so that nobody is reminded twice."""
    return session.scalars(
        _held()
        .where(
            _row.run_id == run_id,
            _row.id > after,
            or_(_row.reminded_for.is_(None), _row.reminded_for.not_in(but)),
            ~_has_place(),
        )
        .order_by(_row.id)
    ).all()


def lock_ended(session: Session, *, now: datetime) -> Sequence[PreparedApplication]:
    """Some that came to their end, held: she applied since, the run was called off,
    or its last window has closed."""
    ahead = exists().where(
        _window.run_id == _row.run_id,
        or_(_window.closes_at.is_(None), _window.closes_at > now),
    )
    called_off = exists().where(
        CourseRun.id == _row.run_id, CourseRun.cancelled_at.is_not(None)
    )
    return session.scalars(
        _held().where(or_(has_applied(), called_off, ~ahead)).order_by(_row.id)
    ).all()


def has_applied() -> ColumnElement[bool]:
    """She pressed after she had prepared, whatever came of it."""
    return exists().where(
        Enrollment.run_id == _row.run_id,
        Enrollment.person_id == _row.person_id,
        Enrollment.requested_at >= _row.prepared_at,
    )


def _has_place() -> ColumnElement[bool]:
    return exists().where(
        and_(
            Enrollment.run_id == _row.run_id,
            Enrollment.person_id == _row.person_id,
            Enrollment.status.in_(LIVE),
        )
    )


def _held() -> Select[PreparedApplication]:
    """A batch of rows with their people, locked alone."""
    return (
        select(_row)
        .options(selectinload(_row.person))
        .limit(BATCH)
        .with_for_update(of=_row, skip_locked=True)
        .execution_options(populate_existing=True)
    )
