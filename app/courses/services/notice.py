"""The notice of a run: written by staff, checked against its life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.minimum import check_minimum
from app.courses.models import ApplicationWindow, CourseRun, Instructor, RunModule
from app.courses.services.details import (
    DETAILS,
    RunSetup,
    WindowDetails,
    details_of,
    windows_of,
)
from app.courses.services.lifecycle import life_of, refuse_incomplete
from app.outbox import wake_after_commit

TOLD = ("starts_on", "ends_on", "weekdays", "meeting_count", "capacity", "minimum")
"""Of these the audit log keeps the values; of the rest, that they changed."""


def change_run(
    session: Session,
    *,
    run_id: int,
    setup: RunSetup,
    by: int,
    now: datetime,
    confirmed: bool = False,
) -> CourseRun:
    """Write the run's notice, windows, instructors and modules.

    A draft may have blanks. A published run keeps its terms, and must still have
    all that publication asks for; its dates, windows and capacity change only when
    `confirmed`. Raises what `changes.check_change`, `check_minimum` and the
    publication rule raise.
    """
    run = queries.lock_run(session, run_id)
    changed, seats = changes_of(run, setup), setup.details.capacity
    check_minimum(setup.details.minimum, capacity=seats)
    changes.check_change(life_of(run), changed, capacity=seats, confirmed=confirmed)
    for name in DETAILS:
        setattr(run, name, getattr(setup.details, name))
    _write_windows(run, setup.windows)
    _write_people_and_modules(session, run, setup)
    if run.published_at is not None:
        refuse_incomplete(run)
        wake_after_commit(session)  # who waits may be offered a seat, or the list ends
    if changed:
        audit.record(
            session, "run.changed", run, by=by, now=now, changes=_told(changed)
        )
    return run


def changes_of(run: CourseRun, setup: RunSetup) -> dict[str, tuple[object, object]]:
    """What would change, by name of the field: what it was, what it will be."""
    was = details_of(run)
    pairs: dict[str, tuple[object, object]] = {
        name: (getattr(was, name), getattr(setup.details, name)) for name in DETAILS
    }
    pairs["windows"] = (_in_order(windows_of(run)), _in_order(setup.windows))
    pairs["instructors"] = (
        sorted(i.id for i in run.instructors),
        sorted(setup.instructor_ids),
    )
    pairs["modules"] = (
        {m.module_id: m.required for m in run.modules},
        dict(setup.modules),
    )
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _in_order(windows: Sequence[WindowDetails]) -> list[WindowDetails]:
    return sorted(windows, key=lambda w: (str(w.opens_at), str(w.closes_at)))


def _write_windows(run: CourseRun, windows: Sequence[WindowDetails]) -> None:
    if _in_order(windows) == _in_order(windows_of(run)):
        return
    run.windows = [
        ApplicationWindow(
            opens_at=w.opens_at, closes_at=w.closes_at, applicants=w.applicants
        )
        for w in windows
    ]


def _write_people_and_modules(
    session: Session, run: CourseRun, setup: RunSetup
) -> None:
    """Instructors of another school are left out, whatever the form said."""
    run.instructors = list(
        session.scalars(
            select(Instructor)
            .where(
                Instructor.id.in_(setup.instructor_ids),
                Instructor.school_id == run.course.school_id,
            )
            .order_by(Instructor.id)
        )
    )
    kept = {m.module_id: m for m in run.modules}
    run.modules = [
        kept.get(module_id) or RunModule(module_id=module_id)
        for module_id in setup.modules
    ]
    for module in run.modules:
        module.required = setup.modules[module.module_id]


def _told(changed: changes.Change) -> dict[str, object]:
    return {
        name: [_plain(was), _plain(will)] if name in TOLD else True
        for name, (was, will) in changed.items()
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
