"""A longer application period, told to everybody who has to do with the run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Person
from app.courses.extension_models import WindowExtension
from app.courses.models import CourseRun
from app.courses.services.extending import extend_window
from app.enrollment.allocation import LIVE
from app.enrollment.models import Enrollment
from app.enrollment.prepared_models import PreparedApplication
from app.notifications.services import owe_people, wake_after_commit
from app.outbox import Bilingual, Param


def extend(
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
    """Extend the window; a worker tells everybody concerned as soon as this is
    committed, so that thousands of letters aren't written under the run's lock.

    Raises what `extend_window` raises.
    """
    extension = extend_window(
        session,
        run_id=run_id,
        window_id=window_id,
        seen=seen,
        until=until,
        reason=reason,
        by=by,
        now=now,
    )
    wake_after_commit(session)
    return extension


def tell_of_extension(session: Session, *, now: datetime) -> bool:
    """Tell of one extension that nobody was told of; whether there was one.

    Its row is held and others skip it: everybody is told once. Whoever applied
    after it has read the new end already; in a run called off since, it is no news.
    """
    extension = session.scalar(
        select(WindowExtension)
        .where(WindowExtension.told_at.is_(None))
        .order_by(WindowExtension.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if extension is None:
        return False
    extension.told_at = now
    run = session.get_one(CourseRun, extension.run_id)
    if run.cancelled_at is None:
        owe_people(
            session,
            _letters(session, run, extension),
            template="window_extended",
            school_id=run.course.school_id,
            run_id=run.id,
            now=now,
        )
    return True


Letter = tuple[Person, Mapping[str, Param]]


def _letters(
    session: Session, run: CourseRun, extension: WindowExtension
) -> list[Letter]:
    """To who has a place or waits, and to who has an application ready."""
    facts: dict[str, Param] = {
        "course": Bilingual(run.course.name_ko, run.course.name_en),
        "cohort_number": run.cohort,
        "old": extension.old_closes_at,
        "new": extension.new_closes_at,
        "reason": extension.reason,
        "phone": run.course.school.phone,
    }
    letters = {
        **_to_ready(session, run),
        **_to_applicants(session, run, before=extension.made_at),
    }
    return [
        (who, {"name": who.name, **facts, **said}) for who, said in letters.values()
    ]


def _to_applicants(
    session: Session, run: CourseRun, *, before: datetime
) -> dict[int, Letter]:
    places = session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run.id,
            Enrollment.status.in_(LIVE),
            Enrollment.requested_at <= before,
        )
        .options(selectinload(Enrollment.person))
        .order_by(Enrollment.id)
    )
    return {
        place.person_id: (
            place.person,
            {"applied": 1, "path": f"/me/enrollments/{place.id}"},
        )
        for place in places
    }


def _to_ready(session: Session, run: CourseRun) -> dict[int, Letter]:
    ready = session.scalars(
        select(PreparedApplication)
        .where(PreparedApplication.run_id == run.id)
        .options(selectinload(PreparedApplication.person))
        .order_by(PreparedApplication.id)
    )
    path = f"/runs/{run.id}/apply"
    return {one.person_id: (one.person, {"applied": 0, "path": path}) for one in ready}
