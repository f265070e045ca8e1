"""What the school did at its desk: an application by phone, a restriction lifted."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.demo.callers import CALLERS
from app.demo.world import World
from app.enrollment import services
from app.enrollment.allocation import Channel
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction


def work(
    session: Session, world: World, runs: dict[str, CourseRun], *, now: datetime
) -> None:
    """The first of those who called applied by phone; somebody who stopped coming
    without an excuse had one after all."""
    by = world.coordinator.id
    caller = session.scalars(select(Person).where(Person.name == CALLERS[0][0])).one()
    services.apply(
        session,
        run_id=runs["open"].id,
        person_id=caller.id,
        now=now - timedelta(hours=20),
        channel=Channel.PHONE,
        by=by,
    )
    _lifted(session, runs["evening"], by=by, now=now)


def _lifted(session: Session, run: CourseRun, *, by: int, now: datetime) -> None:
    """The last who applied for the run stopped coming; then she called."""
    gone = session.scalars(
        select(Enrollment)
        .where(Enrollment.run_id == run.id)
        .order_by(Enrollment.id.desc())
        .limit(1)
    ).one()
    services.drop_out(
        session,
        enrollment_id=gone.id,
        by=by,
        reason="세 번 연락했지만 답이 없어요.",
        excused=False,
        now=now - timedelta(days=4),
    )
    session.flush()
    restriction = session.scalars(
        select(Restriction).where(Restriction.enrollment_id == gone.id)
    ).one()
    services.lift(
        session,
        restriction_id=restriction.id,
        by=by,
        note="가족이 입원해서 연락하지 못했다고 해요.",
        now=now - timedelta(days=2),
    )
