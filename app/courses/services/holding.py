"""Too few people: the school is warned in time, and decides. Nothing decides for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts.queries import coordinators_of
from app.courses import changes, queries
from app.courses.minimum import NotShort
from app.courses.models import CourseRun
from app.courses.standing import missing_of, needed_of
from app.notifications.services import owe_people
from app.occasions import first_time
from app.outbox import Bilingual, Param

WARNED, CLOSED = "minimum.warned", "minimum.closed"
"""Before applications close, and once they have."""


def hold_anyway(
    session: Session, *, run_id: int, reason: str, by: int, now: datetime
) -> CourseRun:
    """The school holds the run with fewer people than it needs.

    Under its lock, so that nobody calls it off meanwhile. Raises RunIsCancelled,
    ReasonNeeded, or NotShort where there is nothing to decide.
    """
    run = queries.lock_run(session, run_id)
    if run.cancelled_at is not None:
        raise changes.RunIsCancelled
    missing = missing_of(run, queries.holding(session), now=now)
    if not missing:
        raise NotShort
    if not reason.strip():
        raise changes.ReasonNeeded
    run.held_at, run.held_reason = now, reason.strip()
    audit.record(session, "run.held_anyway", run, by=by, now=now, missing=missing)
    return run


def warn_if_short(
    session: Session, *, run_id: int, kind: str, closes_at: datetime, now: datetime
) -> bool:
    """Tell the school's coordinators that too few have come; whether they were told.

    Looked at once for each closing time (`kind` is WARNED or CLOSED), by whichever
    worker comes first.
    """
    if not first_time(session, kind, run_id, due_at=closes_at, now=now):
        return False
    run = queries.lock_run(session, run_id)
    holding = queries.holding(session)
    missing = missing_of(run, holding, now=now)
    if not missing:
        return False
    params: dict[str, Param] = {
        "course": Bilingual(run.course.name_ko, run.course.name_en),
        "cohort_number": run.cohort,
        "missing": missing,
        "needed": needed_of(run, holding) or 0,
        "closes_at": closes_at,
        "starts_on": run.starts_on or "",
        "path": f"/office/runs/{run.id}",
    }
    staff = coordinators_of(session, run.course.school_id)
    owe_people(
        session,
        [(person, {"name": person.name, **params}) for person in staff],
        template="run_short" if kind == WARNED else "run_short_closed",
        school_id=run.course.school_id,
        run_id=run.id,
        now=now,
    )
    return bool(staff)
