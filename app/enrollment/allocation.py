"""Who gets a seat, who waits: decided from numbers alone."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.courses.kinds import SelectionMethod
from app.exceptions import DomainError


class EnrollmentStatus(enum.Enum):
    APPLIED = "applied"  # 신청완료
    CONFIRMED = "confirmed"  # 등록확정
    WAITING = "waiting"  # 대기
    OFFERED = "offered"  # 자리 제안
    NOT_SELECTED = "not_selected"  # 미선정
    WITHDRAWN = "withdrawn"  # 본인취소
    CANCELLED = "cancelled"  # 직권취소
    LAPSED = "lapsed"  # 기한경과
    DROPPED = "dropped"  # 중도포기


class Channel(enum.Enum):
    """How an application came in. All of them stand in one queue."""

    ONLINE = "online"
    PHONE = "phone"
    VISIT = "visit"


LIVE = (
    EnrollmentStatus.APPLIED,
    EnrollmentStatus.CONFIRMED,
    EnrollmentStatus.WAITING,
    EnrollmentStatus.OFFERED,
)
"""The states in which an application still holds or hopes for a seat."""


class EnrollmentRefused(DomainError):
    """Why somebody gets neither a seat nor a waiting number."""


class RunFull(EnrollmentRefused):
    """No seat is free and the waiting list is full. Facts: limit."""


class MethodNotBuilt(EnrollmentRefused):
    """Nobody can be placed by the run's selection method yet."""


@dataclass(frozen=True)
class Arrival:
    """Who asks for a place, in the order of `Sequence[Arrival]`."""

    key: int
    """By which the caller knows it again."""
    size: int = 1
    """How many seats it needs together."""


@dataclass(frozen=True)
class Seats:
    capacity: int
    taken: int
    """Confirmed and offered: an offer holds its seat."""
    waiting: int
    waiting_limit: int | None
    """None: everybody may wait."""

    @property
    def free(self) -> int:
        return self.capacity - self.taken


@dataclass(frozen=True)
class Outcome:
    key: int
    status: EnrollmentStatus | None
    """CONFIRMED or WAITING; None where there was no place at all."""


Rule = Callable[[Seats, Sequence[Arrival]], list[Outcome]]


def first_come(seats: Seats, arrivals: Sequence[Arrival]) -> list[Outcome]:
    """선착순: seats in the order of arrival, then waiting numbers, then nothing.

    A free seat never jumps the queue: while somebody waits, who comes waits too.
    """
    outcomes = []
    for arrival in arrivals:
        status = _place(seats, arrival.size)
        if status is EnrollmentStatus.CONFIRMED:
            seats = replace(seats, taken=seats.taken + arrival.size)
        elif status is EnrollmentStatus.WAITING:
            seats = replace(seats, waiting=seats.waiting + arrival.size)
        outcomes.append(Outcome(arrival.key, status))
    return outcomes


def _place(seats: Seats, size: int) -> EnrollmentStatus | None:
    if seats.waiting == 0 and size <= seats.free:
        return EnrollmentStatus.CONFIRMED
    limit = seats.waiting_limit
    if limit is None or seats.waiting + size <= limit:
        return EnrollmentStatus.WAITING
    return None


RULES: Mapping[SelectionMethod, Rule] = {SelectionMethod.FIRST_COME: first_come}
"""By selection method. Lottery and screening will be further entries."""


def rule_for(method: SelectionMethod | None) -> Rule:
    """The rule that places people by this method.

    Raises MethodNotBuilt where there is none yet.
    """
    if method is None or method not in RULES:
        raise MethodNotBuilt
    return RULES[method]


def move_up(free: int, line: Sequence[Arrival]) -> list[int]:
    """Who of the waiting gets a seat now: from the head, nobody is passed over."""
    moved = []
    for arrival in line:
        if arrival.size > free:
            break
        free -= arrival.size
        moved.append(arrival.key)
    return moved
