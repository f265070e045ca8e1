"""An offer of a seat: until when it holds, and what can still be answered."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from app.courses.list_end import last_second
from app.exceptions import DomainError
from app.seoul import seoul_date

PATIENCE = timedelta(seconds=10)
"""So long after its deadline an offer is left alone, because an answer that came in
time may still wait for the run's lock."""


class OfferOutcome(enum.Enum):
    """What became of an offer; an open one has none."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ENDED = "ended"
    """With the enrolment: withdrawn, cancelled, or the run was called off."""


class Settled(enum.Enum):
    """How an offer came to its outcome."""

    LINK = "link"
    """By the button behind the mailed link."""
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    """She told staff, who wrote it down."""
    SCHOOL = "school"
    """The school ended her enrolment, or called the run off."""
    CLOCK = "clock"
    """Nobody answered in time."""


class OfferRefused(DomainError):
    """Why an offer can't be answered, or not so."""


class NoOffer(OfferRefused):
    """No seat was offered to her."""


class OfferTooLate(OfferRefused):
    """Its deadline has passed, whether or not somebody wrote that down yet. Facts:
    deadline_at."""


class OfferDeclined(OfferRefused):
    """She declined it before; the seat went on. Facts: settled_at."""


class OfferAccepted(OfferRefused):
    """She accepted it before, and has the seat. Facts: settled_at."""


class OfferEnded(OfferRefused):
    """Her enrolment ended otherwise. Facts: settled_at."""


class AnswerNoteMissing(OfferRefused):
    """Staff who answer for her say how they know."""


def deadline_of(
    made_at: datetime, *, days: int, list_ends_at: datetime | None
) -> datetime:
    """23:59:59 in Seoul so many days after, but never after the end of the list."""
    usual = last_second(seoul_date(made_at) + timedelta(days=days))
    return usual if list_ends_at is None else min(usual, list_ends_at)


def is_late(deadline_at: datetime, now: datetime) -> bool:
    """At the deadline itself it can still be answered."""
    return now > deadline_at


def lapses_at(deadline_at: datetime) -> datetime:
    """From when on nobody's answer can be on its way any more."""
    return deadline_at + PATIENCE


def lapses_before(now: datetime) -> datetime:
    """Open offers whose deadline is before this instant lapse now."""
    return now - PATIENCE


def demand_answerable(
    outcome: OfferOutcome | None,
    *,
    deadline_at: datetime,
    settled_at: datetime | None,
    now: datetime,
) -> None:
    """The deadline counts, not whether a worker was there in time to note it.

    Raises OfferTooLate, OfferDeclined, OfferAccepted or OfferEnded.
    """
    match outcome:
        case None if not is_late(deadline_at, now):
            return
        case None | OfferOutcome.LAPSED:
            raise OfferTooLate(deadline_at=deadline_at)
        case OfferOutcome.DECLINED:
            raise OfferDeclined(settled_at=settled_at)
        case OfferOutcome.ACCEPTED:
            raise OfferAccepted(settled_at=settled_at)
        case OfferOutcome.ENDED:
            raise OfferEnded(settled_at=settled_at)
