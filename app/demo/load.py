"""The whole demo in one transaction: all of it, or nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.demo import (
    callers,
    desk,
    goals,
    learning,
    lines,
    looks,
    opening,
    rights,
    runs,
    undelivered,
    ventures,
    world,
)


def load(session: Session, *, now: datetime) -> None:
    """Fill an empty database. The reference data has been loaded before."""
    the_world = world.build(session, now=now)
    the_runs = runs.build(session, the_world, now=now)
    certificates = learning.fill(session, the_world, the_runs, now=now)
    opening.prepare(session, the_world, the_runs, now=now)
    looks.look(session, the_world, now=now)
    goals.plan(session, the_world, now=now)
    ventures.found(session, the_world, certificates, now=now)
    callers.call(session, the_world, now=now)
    desk.work(session, the_world, the_runs, now=now)
    lines.stand(session, the_world, the_runs, now=now)
    rights.ask(session, the_world, now=now)
    undelivered.lose(session, the_world)
