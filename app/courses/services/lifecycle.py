"""A run's way into the public and out of it: published, called off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses import changes, queries
from app.courses.models import CourseRun
from app.courses.notice_facts import notice_facts
from app.courses.publication import publication_refusals
from app.outbox import wake_after_commit
from app.seoul import seoul_date


def publish(session: Session, *, run_id: int, by: int, now: datetime) -> CourseRun:
    """Open the run's notice to the public.

    Locked, so that two presses publish once. Raises AlreadyPublished, RunIsCancelled
    or a PublicationRefused that says what is missing.
    """
    run = queries.lock_run(session, run_id)
    if run.cancelled_at is not None:
        raise changes.RunIsCancelled
    if run.published_at is not None:
        raise changes.AlreadyPublished
    refuse_incomplete(run)
    run.published_at = now
    audit.record(session, "run.published", run, by=by, now=now)
    return run


def cancel_run(
    session: Session, *, run_id: int, reason: str, by: int, now: datetime
) -> CourseRun:
    """Call the run off (폐강). Sets the facts only: who applied to a cancelled run is
    cancelled by derivation, and telling them belongs to enrolment: a worker is woken.

    Raises RunIsCancelled, RunIsOver or ReasonNeeded.
    """
    run = queries.lock_run(session, run_id)
    changes.check_cancel(life_of(run), reason=reason, today=seoul_date(now))
    run.cancelled_at = now
    run.cancel_reason = reason.strip()
    audit.record(
        session,
        "run.cancelled",
        run,
        by=by,
        now=now,
        seats=run.confirmed_count + run.offered_count,
        waiting=run.waiting_count,
    )
    wake_after_commit(session)
    return run


def life_of(run: CourseRun) -> changes.Life:
    return changes.Life(
        published_at=run.published_at,
        cancelled_at=run.cancelled_at,
        ends_on=run.ends_on,
        seats_taken=run.confirmed_count + run.offered_count,
    )


def refuse_incomplete(run: CourseRun) -> None:
    """Raises the first PublicationRefused, if there is a reason."""
    for refusal in publication_refusals(notice_facts(run)):
        raise refusal
