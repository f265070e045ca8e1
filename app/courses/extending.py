"""A longer application period: which end is proposed, what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.exceptions import DomainError
from app.seoul import SEOUL

STEP = timedelta(minutes=10)
"""A proposed end lies on the clock's tens of minutes."""
WITHOUT_OUTAGE = timedelta(days=1)
"""How much longer is proposed where the service lost nobody any time."""


class ExtensionRefused(DomainError):
    """The application period stays as it is."""


class NotLonger(ExtensionRefused):
    """The new end isn't after the old one. Facts: closes_at."""


class EndsBeforeNow(ExtensionRefused):
    """The new end has passed already: nobody could apply."""


class WindowMoved(ExtensionRefused):
    """A colleague changed the period meanwhile."""


class NotPublishedYet(ExtensionRefused):
    """A draft has no application period that anybody knows."""


@dataclass(frozen=True)
class Outage:
    """The service did not answer for some of an open window."""

    window_id: int
    began_at: datetime
    ended_at: datetime

    @property
    def lasted(self) -> timedelta:
        return self.ended_at - self.began_at


@dataclass(frozen=True)
class OpenTime:
    """A window with both ends."""

    window_id: int
    opens_at: datetime
    closes_at: datetime


def outages_in(
    windows: Iterable[OpenTime], gaps: Sequence[tuple[datetime, datetime]]
) -> list[Outage]:
    """What of these windows the gaps took, the first first."""
    found = [
        Outage(window.window_id, began, ended)
        for window in windows
        for gap_began, gap_ended in gaps
        for began in [max(gap_began, window.opens_at)]
        for ended in [min(gap_ended, window.closes_at)]
        if began < ended
    ]
    return sorted(found, key=lambda one: (one.began_at, one.window_id))


def proposed_end(
    closes_at: datetime,
    outages: Iterable[Outage],
    *,
    ends_on: date | None,
    now: datetime,
) -> datetime:
    """The end that gives back what was lost, rounded up; counted from now where the
    window has closed. Never after the last day of the run."""
    lost = sum((one.lasted for one in outages), timedelta()) or WITHOUT_OUTAGE
    wanted = _round_up(max(closes_at, now) + lost)
    return wanted if ends_on is None else min(wanted, last_closing(ends_on))


def window_to_extend(
    windows: Sequence[OpenTime], outages: Iterable[Outage], *, now: datetime
) -> OpenTime | None:
    """The one that lost time, else the next to close, else the one that closed last."""
    lost = {outage.window_id for outage in outages}
    needing = [w for w in windows if w.window_id in lost]
    ahead = [w for w in windows if w.closes_at > now]
    if needing or ahead:
        return min(needing or ahead, key=lambda w: w.closes_at)
    return max(windows, key=lambda w: w.closes_at, default=None)


def last_closing(ends_on: date) -> datetime:
    """The latest end that publication allows: the midnight after the last class."""
    return datetime.combine(ends_on + timedelta(days=1), time(), SEOUL)


def demand_extension(
    closes_at: datetime, *, seen: datetime, until: datetime, now: datetime
) -> None:
    """Raises WindowMoved, NotLonger or EndsBeforeNow.

    `seen` is the end that whoever presses had before her.
    """
    if seen != closes_at:
        raise WindowMoved
    if until <= closes_at:
        raise NotLonger(closes_at=closes_at)
    if until <= now:
        raise EndsBeforeNow


def _round_up(instant: datetime) -> datetime:
    step = STEP.total_seconds()
    return datetime.fromtimestamp(-(-instant.timestamp() // step) * step, SEOUL)
