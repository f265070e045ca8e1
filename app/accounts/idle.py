"""How long a session lives without a request, and how exactly that is known."""

from __future__ import annotations

from datetime import datetime, timedelta

LASTS = timedelta(days=14)
"""Without a request, for everybody; the cookie lasts as long."""
STAFF_WRITTEN = timedelta(minutes=1)
LEARNERS_WRITTEN = timedelta(hours=1)
"""A rush of learners must not write: sixty minutes more or less matter to none."""
WARNED_BEFORE = timedelta(minutes=2)


def written_every(*, staff: bool) -> timedelta:
    """How old the moment of the last request may get before it is written anew."""
    return STAFF_WRITTEN if staff else LEARNERS_WRITTEN


def sleeps(
    *, seen_at: datetime, now: datetime, staff: bool, idle_minutes: int | None
) -> bool:
    """Whether nobody used it for too long: a desk that was left may be anybody's.

    Staff see other people's data, so they are given `idle_minutes` (안전성 확보조치
    기준 제6조). The minute by which `seen_at` may lag is on their side. Raises
    LookupError for staff where no limit is known.
    """
    if now - seen_at >= LASTS:
        return True
    if not staff:
        return False
    if idle_minutes is None:
        raise LookupError("no policy figure 'staff_idle_minutes' in force")
    return now - seen_at >= timedelta(minutes=idle_minutes) + STAFF_WRITTEN
