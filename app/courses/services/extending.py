"""An application period is extended; telling people belongs to enrolment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.extending import NotPublishedYet, WindowMoved, demand_extension
from app.courses.extension_models import WindowExtension
from app.courses.models import ApplicationWindow, CourseRun
from app.courses.services.lifecycle import refuse_incomplete


def extend_window(
    session: Session,
    *,
    run_id: int,
    window_id: int,
    seen: datetime,
    until: datetime,
    reason: str,
    by: int,
    now: datetime,
) -> WindowExtension:
    """Let the window close at `until`, for a reason that everybody reads.

    `seen` is the end that stood on the page: the run is locked, so that of two who
    extend at once the second is told of the first. Raises RunIsCancelled,
    ReasonNeeded, an ExtensionRefused, or WindowOutlastsRun.
    """
    run = queries.lock_run(session, run_id)
    _demand_public(run)
    if not reason.strip():
        raise changes.ReasonNeeded
    window = _window(run, window_id)
    extension = WindowExtension(
        run_id=run.id,
        window_id=window.id,
        old_closes_at=_moved(window, seen=seen, until=until, now=now),
        new_closes_at=until,
        reason=reason.strip(),
        account_id=by,
        made_at=now,
    )
    refuse_incomplete(run)
    session.add(extension)
    _note(session, run, extension)
    return extension


def _demand_public(run: CourseRun) -> None:
    if run.published_at is None:
        raise NotPublishedYet
    if run.cancelled_at is not None:
        raise changes.RunIsCancelled


def _moved(
    window: ApplicationWindow, *, seen: datetime, until: datetime, now: datetime
) -> datetime:
    """Let the window close at `until`; gives when it closed before."""
    old = window.closes_at
    if old is None:
        raise WindowMoved
    demand_extension(old, seen=seen, until=until, now=now)
    window.closes_at = until
    return old


def _window(run: CourseRun, window_id: int) -> ApplicationWindow:
    """Read under the lock: a colleague may have written the windows anew."""
    for window in run.windows:
        if window.id == window_id:
            return window
    raise WindowMoved


def _note(session: Session, run: CourseRun, extension: WindowExtension) -> None:
    audit.record(
        session,
        "window.extended",
        run,
        by=extension.account_id,
        now=extension.made_at,
        window_id=extension.window_id,
        closes_at=[
            extension.old_closes_at.isoformat(),
            extension.new_closes_at.isoformat(),
        ],
    )
