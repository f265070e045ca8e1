"""How a run stands: its state, its free seats, its next deadline. Facts and a clock."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.seoul import seoul_date

SOON = timedelta(days=3)
FEW_SEATS = 3


class RunState(enum.Enum):
    """Derived, never stored. The order is the catalogue's: what can be had first."""

    OPEN = "open"  # 모집 중
    UPCOMING = "upcoming"  # 모집 예정
    CLOSED = "closed"  # 모집 마감
    RUNNING = "running"  # 수업 중
    FINISHED = "finished"  # 마침
    CANCELLED = "cancelled"  # 폐강
    DRAFT = "draft"  # 작성 중


@dataclass(frozen=True)
class Window:
    """When a run may be applied for; `closes_at` is exclusive."""

    opens_at: datetime
    closes_at: datetime
    residents_only: bool = False


@dataclass(frozen=True)
class RunFacts:
    """What is stored about a run, as far as its standing depends on it.

    `windows` holds only those with both ends; half a window opens nothing.
    """

    published_at: datetime | None = None
    cancelled_at: datetime | None = None
    windows: tuple[Window, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: int | None = None
    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    waiting_limit: int | None = None
    """None means no limit."""


@dataclass(frozen=True)
class Standing:
    """How a run stands at one instant."""

    state: RunState
    seats_left: int
    """For whoever applies next: a freed seat belongs to those who wait."""
    waiting_only: bool
    """대기 접수: it can be applied for, but only a waiting number is given."""
    full: bool
    """It is open, but neither a seat nor a waiting number is left."""
    closing_soon: bool
    """마감 임박: open, and 3 days or 3 seats are left, or fewer."""
    opens_at: datetime | None
    """The next opening, if one is to come."""
    closes_at: datetime | None
    """When what is open now closes; when the last window closed, if none is to come."""
    days_left: int | None
    """Days in Seoul's calendar to the next deadline: 0 today, 1 tomorrow."""
    residents_only: bool
    """Only residents of the district may apply now."""


def state_of(facts: RunFacts, *, now: datetime) -> RunState:
    """The one word for a run. A window that is open weighs more than a first day:
    late seats are still given away."""
    if facts.cancelled_at is not None:
        return RunState.CANCELLED
    if facts.published_at is None:
        return RunState.DRAFT
    if facts.ends_on is not None and facts.ends_on < seoul_date(now):
        return RunState.FINISHED
    if _open_windows(facts, now):
        return RunState.OPEN
    return _state_while_shut(facts, now)


def _state_while_shut(facts: RunFacts, now: datetime) -> RunState:
    if facts.starts_on is not None and facts.starts_on <= seoul_date(now):
        return RunState.RUNNING
    if any(w.opens_at > now for w in facts.windows):
        return RunState.UPCOMING
    return RunState.CLOSED


def standing(facts: RunFacts, *, now: datetime) -> Standing:
    """All that a card, a page or a button needs to know."""
    state = state_of(facts, now=now)
    is_open = state is RunState.OPEN
    seats = seats_left(facts)
    queue_open = facts.waiting_limit is None or facts.waiting < facts.waiting_limit
    opens_at, closes_at = _deadlines(facts, state, now)
    soon = closes_at is not None and closes_at - now <= SOON
    open_now = _open_windows(facts, now)
    return Standing(
        state=state,
        seats_left=seats,
        waiting_only=is_open and seats == 0 and queue_open,
        full=is_open and seats == 0 and not queue_open,
        closing_soon=is_open and seats > 0 and (soon or seats <= FEW_SEATS),
        opens_at=opens_at,
        closes_at=closes_at,
        days_left=_days_left(state, opens_at, closes_at, now),
        residents_only=is_open and all(w.residents_only for w in open_now),
    )


def seats_left(facts: RunFacts) -> int:
    """Seats for whoever applies next; none while people wait."""
    if facts.capacity is None or facts.waiting > 0:
        return 0
    return max(0, facts.capacity - facts.confirmed - facts.offered)


def _open_windows(facts: RunFacts, now: datetime) -> list[Window]:
    return [w for w in facts.windows if w.opens_at <= now < w.closes_at]


def _deadlines(
    facts: RunFacts, state: RunState, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """The next opening, and the closing that counts."""
    opens_at = min(
        (w.opens_at for w in facts.windows if w.opens_at > now), default=None
    )
    counted = _open_windows(facts, now) if state is RunState.OPEN else facts.windows
    closes_at = max((w.closes_at for w in counted), default=None)
    return opens_at, closes_at


def _days_left(
    state: RunState,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
) -> int | None:
    if state is RunState.UPCOMING and opens_at is not None:
        return (seoul_date(opens_at) - seoul_date(now)).days
    if state is RunState.OPEN and closes_at is not None:
        # A window that closes at midnight has the day before as its last day.
        last_moment = closes_at - timedelta(microseconds=1)
        return (seoul_date(last_moment) - seoul_date(now)).days
    return None
