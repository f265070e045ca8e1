"""The demo's openings: one tomorrow with an application ready, and one that an outage
upset and a coordinator made longer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.demo.world import World
from app.enrollment.services import extending, preparing
from app.heartbeat import WEB, ServiceGap

READY, UPSET = "soon", "open too"


def prepare(
    session: Session, world: World, runs: Mapping[str, CourseRun], *, now: datetime
) -> None:
    preparing.prepare(
        session,
        run_id=runs[READY].id,
        person_id=world.accounts["learner"].person_id,
        now=now,
    )
    _upset(session, world, runs[UPSET])


def _upset(session: Session, world: World, run: CourseRun) -> None:
    """On its second day the service was away for seven minutes."""
    (window,) = run.windows
    assert window.opens_at is not None  # noqa: S101 - the demo's windows are whole
    assert window.closes_at is not None  # noqa: S101
    began = window.opens_at + timedelta(days=1, minutes=2)
    ended = began + timedelta(minutes=7)
    session.add(ServiceGap(service=WEB, began_at=began, ended_at=ended))
    then = ended + timedelta(hours=1)
    extending.extend(
        session,
        run_id=run.id,
        window_id=window.id,
        seen=window.closes_at,
        until=window.closes_at + timedelta(minutes=10),
        reason="신청 기간에 7분 동안 접속이 되지 않아 그만큼 늦췄어요.",
        by=world.coordinator.id,
        now=then,
    )
    extending.tell_of_extension(session, now=then)
