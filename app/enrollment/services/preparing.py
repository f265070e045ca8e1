"""An application kept ready: prepared, thrown away, reminded of, ended by itself.

It holds nothing and gives no order, so no run is locked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.queries import lock_person
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.opening import AlreadyOpen, opening_in, opening_to_remind_of
from app.enrollment.prepared_models import PreparedApplication
from app.enrollment.queries import prepared as reads
from app.enrollment.services.foreseeing import refusal_of
from app.notifications.services import owe_people
from app.outbox import Bilingual, Param


def prepare(
    session: Session, *, run_id: int, person_id: int, now: datetime
) -> PreparedApplication:
    """Keep her application ready for the opening; asked twice it is kept once.

    The person is locked, so that two presses don't make two rows. Raises AlreadyOpen
    where she can apply, or the EnrollmentRefused that would stand against it then.
    """
    person = lock_person(session, person_id)
    run = session.get_one(CourseRun, run_id)
    refusal = refusal_of(session, run=run, person=person, now=now)
    if refusal is None:
        raise AlreadyOpen
    if opening_in(refusal) is None:
        raise refusal
    kept = reads.prepared_of(session, run_id=run_id, person_id=person_id)
    if kept is None:
        kept = PreparedApplication(run_id=run_id, person_id=person_id, prepared_at=now)
        session.add(kept)
    return kept


def discard(session: Session, *, run_id: int, person_id: int) -> None:
    """Throw away what she has prepared for this run; nothing there is nothing lost."""
    session.execute(
        delete(PreparedApplication).where(
            PreparedApplication.run_id == run_id,
            PreparedApplication.person_id == person_id,
        )
    )


def remind(
    session: Session,
    *,
    run_id: int,
    before: timedelta,
    now: datetime,
    after: int = 0,
) -> tuple[int, int | None]:
    """Remind a batch of those who prepared for this run that it opens soon.

    Each is reminded of an opening once; who prepared when it was that near already
    knows. How many were, and the id after which more may follow.
    """
    run = session.get_one(CourseRun, run_id)
    near = [
        p.opens_at
        for p in queries.periods_of(run)
        if p.opens_at - before <= now < p.closes_at
    ]
    rows = reads.lock_to_remind(session, run_id, after=after, but=near)
    letters = [
        (row.person, _facts(row, opens_at=opens_at))
        for row in rows
        if (opens_at := _noted(row, run, before=before, now=now))
    ]
    owe_people(
        session,
        letters,
        template="prepared_reminder",
        school_id=run.course.school_id,
        now=now,
    )
    return len(letters), rows[-1].id if rows else None


def _noted(
    row: PreparedApplication, run: CourseRun, *, before: timedelta, now: datetime
) -> datetime | None:
    """The opening that she is to be told of, noted on the row; None where there is
    none, she was told of it, or prepared so late that she knows."""
    home = run.course.school.district_code
    opens_at = opening_to_remind_of(
        queries.periods_of(run),
        resident=row.person.district_code == home,
        before=before,
        now=now,
    )
    if opens_at is None or row.reminded_for == opens_at:
        return None
    row.reminded_for = opens_at
    return opens_at if row.prepared_at < opens_at - before else None


def end(session: Session, *, now: datetime) -> int:
    """Let a batch of prepared applications end whose time is over: in silence where
    she applied, else she is told. How many ended."""
    rows = reads.lock_ended(session, now=now)
    ids = [row.id for row in rows]
    applied = set(
        session.scalars(
            select(PreparedApplication.id).where(
                PreparedApplication.id.in_(ids), reads.has_applied()
            )
        )
    )
    for row in rows:
        if row.id not in applied:
            _tell_end(session, row, now=now)
        session.delete(row)
    return len(rows)


def _tell_end(session: Session, row: PreparedApplication, *, now: datetime) -> None:
    called_off = row.run.cancelled_at is not None
    reason = row.run.cancel_reason if called_off else ""
    owe_people(
        session,
        [(row.person, _facts(row, reason=reason))],
        template="prepared_called_off" if called_off else "prepared_closed",
        school_id=row.run.course.school_id,
        run_id=row.run_id,
        now=now,
    )


def _facts(row: PreparedApplication, **more: Param) -> Mapping[str, Param]:
    run = row.run
    return {
        "name": row.person.name,
        "course": Bilingual(run.course.name_ko, run.course.name_en),
        "cohort_number": run.cohort,
        "path": f"/runs/{run.id}/apply",
        "phone": run.course.school.phone,
        **more,
    }
