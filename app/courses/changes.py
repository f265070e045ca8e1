"""What may still be changed about a run, by where it is in its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.exceptions import DomainError

FIXED = frozenset(
    {
        "selection_method",
        "residence",
        "max_age",
        "required_courses",
        "fee_won",
        "completion_percent",
    }
)
"""What people applied under: it stays once the run is published."""

CONFIRMED = frozenset(
    {
        "starts_on",
        "ends_on",
        "weekdays",
        "begins_at",
        "finishes_at",
        "meeting_count",
        "total_minutes",
        "capacity",
        "minimum",
        "list_ends_after",
        "windows",
    }
)
"""What people have in their diaries: changed only after somebody confirmed it."""

FROM_MEETINGS = frozenset({"starts_on", "ends_on", "meeting_count", "total_minutes"})
"""What follows from the meetings as soon as a run has some."""


class AlreadyPublished(DomainError):
    """It was published before."""


class RunIsCancelled(DomainError):
    """Nothing is changed about a run that will not be held."""


class RunIsOver(DomainError):
    """Its last day has passed; it can't be called off any more."""


class DraftStillNeeded(DomainError):
    """The draft can't be deleted: another cohort was made from it."""


class PublishedStays(DomainError):
    """A published run is cancelled, never deleted."""


class FixedOncePublished(DomainError):
    """People applied under these terms."""


class ConfirmationNeeded(DomainError):
    """Dates or seats of a published run change only after confirmation."""


class CapacityBelowSeats(DomainError):
    """`taken` seats are given or offered already."""


class CohortTaken(DomainError):
    """The course has this cohort in this year already."""


class ReasonNeeded(DomainError):
    """What affects people is never done without saying why."""


@dataclass(frozen=True)
class Life:
    """Where a run is in its life."""

    published_at: datetime | None
    cancelled_at: datetime | None
    ends_on: date | None
    seats_taken: int


Change = Mapping[str, tuple[object, object]]
"""By name of the field: what it was, what it will be."""


def check_change(
    life: Life, changes: Change, *, capacity: int | None, confirmed: bool
) -> None:
    """Refuse what may not change any more. A draft takes everything.

    Raises RunIsCancelled, FixedOncePublished, CapacityBelowSeats or
    ConfirmationNeeded.
    """
    if life.cancelled_at is not None:
        raise RunIsCancelled
    if life.published_at is None:
        return
    if FIXED & changes.keys():
        raise FixedOncePublished
    if capacity is not None and capacity < life.seats_taken:
        raise CapacityBelowSeats(taken=life.seats_taken)
    if CONFIRMED & changes.keys() and not confirmed:
        raise ConfirmationNeeded


def check_cancel(life: Life, *, reason: str, today: date) -> None:
    """Raises RunIsCancelled, RunIsOver or ReasonNeeded."""
    if life.cancelled_at is not None:
        raise RunIsCancelled
    if life.published_at and life.ends_on is not None and life.ends_on < today:
        raise RunIsOver
    if not reason.strip():
        raise ReasonNeeded
