"""The standing of a stored run: its row turned into facts for the rules."""

from __future__ import annotations

from datetime import datetime

from app.courses.models import Applicants, CourseRun
from app.courses.state import RunFacts, Standing, Window, standing


def facts_of(run: CourseRun) -> RunFacts:
    return RunFacts(
        published_at=run.published_at,
        cancelled_at=run.cancelled_at,
        windows=tuple(
            Window(
                opens_at=window.opens_at,
                closes_at=window.closes_at,
                residents_only=window.applicants is Applicants.RESIDENTS,
            )
            for window in run.windows
            if window.opens_at is not None and window.closes_at is not None
        ),
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        capacity=run.capacity,
        confirmed=run.confirmed_count,
        offered=run.offered_count,
        waiting=run.waiting_count,
        waiting_limit=run.waiting_limit,
    )


def standing_of(run: CourseRun, *, now: datetime) -> Standing:
    return standing(facts_of(run), now=now)
