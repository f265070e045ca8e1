"""When applications open for one person, and whether she is to be reminded of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.enrollment.allocation import EnrollmentRefused
from app.enrollment.applicant import Period


class AlreadyOpen(EnrollmentRefused):
    """Nothing is left to prepare: she can apply."""


def opening_in(refusal: EnrollmentRefused | None) -> datetime | None:
    """When she may apply, where this refusal says no more than that it is too early."""
    opens_at = refusal.facts.get("opens_at") if refusal else None
    return opens_at if isinstance(opens_at, datetime) else None


def hers(periods: Iterable[Period], *, resident: bool) -> list[Period]:
    """The periods in which she may apply: residents may use every one."""
    return [p for p in periods if resident or not p.residents_only]


def next_opening(
    periods: Sequence[Period], *, resident: bool, now: datetime
) -> datetime | None:
    """When she can apply next; None where she can now, or never again."""
    mine = hers(periods, resident=resident)
    if any(p.contains(now) for p in mine):
        return None
    return min((p.opens_at for p in mine if p.opens_at > now), default=None)


def opening_to_remind_of(
    periods: Sequence[Period], *, resident: bool, before: timedelta, now: datetime
) -> datetime | None:
    """The opening that is so near, or was and the period isn't over: a worker that
    comes late still says it."""
    due = (
        p.opens_at
        for p in hers(periods, resident=resident)
        if p.opens_at - before <= now < p.closes_at
    )
    return min(due, default=None)
