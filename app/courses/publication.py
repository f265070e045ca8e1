"""What a run's notice can't do without. The one rule; forms and importer ask it.

The usual fields of a district's notice are listed in the domain reference, §2. Of
these a notice can lack who teaches, what to bring and for whom it is; a resident who
reads it must know when, where, how long, how many, how chosen, at what cost, what
completion takes, from when to when to apply, and whom to ask.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.courses.kinds import SelectionMethod
from app.exceptions import DomainError
from app.seoul import SEOUL

BUILT_METHODS = frozenset({SelectionMethod.FIRST_COME})
"""The ways of choosing that the platform can carry out."""


class Missing(enum.Enum):
    """One thing a notice still lacks."""

    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    WEEKDAYS = "weekdays"
    TIME = "time"
    MEETING_COUNT = "meeting_count"
    TOTAL_HOURS = "total_hours"
    VENUE = "venue"
    CAPACITY = "capacity"
    SELECTION_METHOD = "selection_method"
    OPENS_AT = "opens_at"
    CLOSES_AT = "closes_at"
    FEE = "fee"
    COMPLETION_PERCENT = "completion_percent"
    CONTACT = "contact"


class PublicationRefused(DomainError):
    """The run can't be published as it stands."""


class NoticeIncomplete(PublicationRefused):
    """Something is missing; the fact `missing` is a tuple of `Missing`."""


class MethodNotBuilt(PublicationRefused):
    """The run's way of choosing can't be carried out yet; the fact is `method`."""


class WindowOutlastsRun(PublicationRefused):
    """Applications would close after the last day of the run."""


@dataclass(frozen=True)
class Window:
    """When a run may be applied for; a blank end is not known yet."""

    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True)
class PublicationFacts:
    """What is known of a run; None and empty are “not known yet”."""

    starts_on: date | None = None
    ends_on: date | None = None
    weekdays: str = ""
    begins_at: time | None = None
    finishes_at: time | None = None
    meetings: int = 0
    """Meetings with a date that are not cancelled."""
    meeting_count: int | None = None
    total_minutes: int | None = None
    venue: str = ""
    capacity: int | None = None
    selection_method: SelectionMethod | None = None
    windows: tuple[Window, ...] = ()
    fee_won: int | None = None
    completion_percent: int | None = None
    contact: str = ""


def missing_for_publication(facts: PublicationFacts) -> tuple[Missing, ...]:
    """All that the notice lacks, in the order of a notice.

    Meetings with dates say weekdays, times, count and hours themselves.
    """
    dated = facts.meetings > 0
    known = {
        Missing.STARTS_ON: facts.starts_on is not None,
        Missing.ENDS_ON: facts.ends_on is not None,
        Missing.WEEKDAYS: dated or bool(facts.weekdays),
        Missing.TIME: dated
        or (facts.begins_at is not None and facts.finishes_at is not None),
        Missing.MEETING_COUNT: dated or facts.meeting_count is not None,
        Missing.TOTAL_HOURS: dated or facts.total_minutes is not None,
        Missing.VENUE: bool(facts.venue.strip()),
        Missing.CAPACITY: facts.capacity is not None,
        Missing.SELECTION_METHOD: facts.selection_method is not None,
        Missing.OPENS_AT: _some_window(facts, opens=True),
        Missing.CLOSES_AT: _some_window(facts, opens=False),
        Missing.FEE: facts.fee_won is not None,
        Missing.COMPLETION_PERCENT: facts.completion_percent is not None,
        Missing.CONTACT: bool(facts.contact.strip()),
    }
    return tuple(what for what in Missing if not known[what])


def publication_refusals(facts: PublicationFacts) -> tuple[PublicationRefused, ...]:
    """Every reason against publishing; none means that it may be published."""
    refusals: list[PublicationRefused] = []
    missing = missing_for_publication(facts)
    if missing:
        refusals.append(NoticeIncomplete(missing=missing))
    method = facts.selection_method
    if method is not None and method not in BUILT_METHODS:
        refusals.append(MethodNotBuilt(method=method))
    ends_on = facts.ends_on
    if ends_on is not None and any(
        w.closes_at is not None and _last_day(w.closes_at) > ends_on
        for w in facts.windows
    ):
        refusals.append(WindowOutlastsRun())
    return tuple(refusals)


def _some_window(facts: PublicationFacts, *, opens: bool) -> bool:
    """Whether this end is known; a window with both ends settles it, and of halves
    it is the best one that counts."""
    if any(w.opens_at and w.closes_at for w in facts.windows):
        return True
    if opens:
        return any(w.opens_at and not w.closes_at for w in facts.windows)
    # An opening alone and a deadline alone are two halves, not one window.
    halves = [w for w in facts.windows if w.opens_at or w.closes_at]
    return bool(halves) and all(w.closes_at for w in halves)


def _last_day(closes_at: datetime) -> date:
    """The last day in Seoul on which one can still apply; the instant is exclusive."""
    return (closes_at - timedelta(microseconds=1)).astimezone(SEOUL).date()
