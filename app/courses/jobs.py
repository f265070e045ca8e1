"""Passes of the worker: schools are warned of runs that too few people applied for."""

from __future__ import annotations

from datetime import timedelta

from app import policy
from app.clock import now, today
from app.courses import short_runs
from app.courses.services import holding
from app.extensions import db
from app.unit_of_work import transaction


def warn_of_short_runs() -> int:
    """Some days before applications close, and once they have; how many were short."""
    days = policy.figure(db.session(), "minimum_warning_days", on=today())
    soon = short_runs.closing_soon(
        db.session(), holding.WARNED, now=now(), within=timedelta(days=days)
    )
    over = short_runs.just_closed(db.session(), holding.CLOSED, now=now())
    looked_at = [(holding.WARNED, one) for one in soon]
    looked_at += [(holding.CLOSED, one) for one in over]
    told = 0
    for kind, (run_id, closes_at) in looked_at:
        with transaction() as session:
            told += holding.warn_if_short(
                session, run_id=run_id, kind=kind, closes_at=closes_at, now=now()
            )
    return told
