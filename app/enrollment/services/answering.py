"""What becomes of an offer: accepted, declined, or lapsed with its deadline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.letters import tell
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import (
    AnswerNoteMissing,
    NoOffer,
    OfferEnded,
    OfferOutcome,
    Settled,
    demand_answerable,
)
from app.enrollment.services.leaving import end_place
from app.enrollment.services.offering import settle
from app.enrollment.services.vacancies import count, fill_vacancies


def accept(
    session: Session,
    *,
    enrollment_id: int,
    how: Settled,
    now: datetime,
    by: int | None = None,
    note: str = "",
) -> Offer:
    """The seat that was held for her is hers, and she is told.

    Accepted before, it is left as it is. `by` and `note` where staff write down what
    she told them. Raises NoOffer, OfferTooLate, OfferDeclined, OfferEnded or
    AnswerNoteMissing, and then has written nothing.
    """
    offer = _held(session, enrollment_id, how=how, note=note)
    if offer.outcome is OfferOutcome.ACCEPTED:
        return offer
    _demand_answerable(offer, now)
    enrollment = offer.enrollment
    settle(offer, OfferOutcome.ACCEPTED, how, now=now, by=by, reason=note.strip())
    count(enrollment.run, EnrollmentStatus.OFFERED, -1)
    count(enrollment.run, EnrollmentStatus.CONFIRMED, 1)
    enrollment.status = EnrollmentStatus.CONFIRMED
    enrollment.confirmed_at = now
    tell(session, enrollment, "enrollment_confirmed", now=now)
    _record(session, offer, by=by, now=now)
    return offer


def decline(
    session: Session,
    *,
    enrollment_id: int,
    how: Settled,
    now: datetime,
    by: int | None = None,
    note: str = "",
) -> Offer:
    """She does without the seat; it is offered to the next at once.

    Declined before, it is left as it is. Raises NoOffer, OfferTooLate, OfferAccepted,
    OfferEnded or AnswerNoteMissing, and then has written nothing.
    """
    offer = _held(session, enrollment_id, how=how, note=note)
    if offer.outcome is OfferOutcome.DECLINED:
        return offer
    _demand_answerable(offer, now)
    enrollment = offer.enrollment
    settle(offer, OfferOutcome.DECLINED, how, now=now, by=by, reason=note.strip())
    end_place(enrollment, EnrollmentStatus.WITHDRAWN, now=now)
    tell(session, enrollment, "offer_declined", now=now)
    _record(session, offer, by=by, now=now)
    fill_vacancies(session, run=enrollment.run, now=now)
    return offer


def lapse_offers(session: Session, *, run_id: int, now: datetime) -> int:
    """기한경과: offers of this run that nobody answered in time end, in the order of
    their deadlines, and the seats are offered to the next. How many; harmless twice."""
    run = lock_run(session, run_id)
    offers = queries.due_offers_of(session, run_id, now=now)
    for offer in offers:
        settle(offer, OfferOutcome.LAPSED, Settled.CLOCK, now=now)
        end_place(offer.enrollment, EnrollmentStatus.LAPSED, now=now)
        tell(session, offer.enrollment, "offer_lapsed", now=now, by=offer.deadline_at)
    if offers:
        fill_vacancies(session, run=run, now=now)
    return len(offers)


def _held(session: Session, enrollment_id: int, *, how: Settled, note: str) -> Offer:
    """Her offer as it is once the run is locked; only then is its state sure, and of
    two who answer at once the second finds what the first did.

    Raises NoOffer, AnswerNoteMissing.
    """
    if how is Settled.STAFF and not note.strip():
        raise AnswerNoteMissing
    lock_run(session, session.get_one(Enrollment, enrollment_id).run_id)
    session.get_one(Enrollment, enrollment_id, populate_existing=True)
    offer = queries.offer_of(session, enrollment_id, fresh=True)
    if offer is None:
        raise NoOffer
    return offer


def _demand_answerable(offer: Offer, now: datetime) -> None:
    """Nothing is answered in a run that was called off, though a worker is still to
    end its enrolments."""
    called_off = offer.enrollment.run.cancelled_at
    if offer.outcome is None and called_off is not None:
        raise OfferEnded(settled_at=called_off)
    demand_answerable(
        offer.outcome,
        deadline_at=offer.deadline_at,
        settled_at=offer.settled_at,
        now=now,
    )


def _record(session: Session, offer: Offer, *, by: int | None, now: datetime) -> None:
    """What staff did for her stands in the audit log; what she did, in the offer."""
    if by is None or offer.outcome is None:
        return
    audit.record(
        session,
        f"offer.{offer.outcome.value}",
        offer,
        by=by,
        now=now,
        enrollment=offer.enrollment_id,
        run=offer.enrollment.run_id,
    )
