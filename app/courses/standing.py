"""The standing of a stored run: its row turned into facts for the rules."""

from __future__ import annotations

from datetime import datetime

from app.courses.minimum import people_missing, people_needed
from app.courses.models import Applicants, CourseRun
from app.courses.state import RunFacts, Standing, Window, standing, state_of
from app.policy import History
from app.seoul import seoul_date


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


def needed_of(run: CourseRun, holding: History) -> int | None:
    """How many people the run needs to be held, by the policy of its first day.

    `holding` is the history of the figure holding_percent.
    """
    day = run.starts_on or seoul_date(run.created_at)
    return people_needed(
        capacity=run.capacity, minimum=run.minimum, percent=holding.on(day)
    )


def missing_of(run: CourseRun, holding: History, *, now: datetime) -> int:
    """How many people it is short of that; 0 where nothing is missing."""
    return people_missing(
        state_of(facts_of(run), now=now),
        begun=run.starts_on is not None and run.starts_on <= seoul_date(now),
        decided=run.held_at is not None,
        needed=needed_of(run, holding),
        taken=run.confirmed_count + run.offered_count,
    )
