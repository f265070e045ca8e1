"""자리 제안: made to the head of the line, and settled once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.links import hash_of, new_secret
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.letters import Told, tell_all
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome, Settled, deadline_of
from app.outbox import Secret
from app.policy import figure
from app.seoul import seoul_date


def make_offers(
    session: Session,
    run: CourseRun,
    people: Sequence[Enrollment],
    *,
    list_ends_at: datetime | None,
    now: datetime,
) -> None:
    """Offer each of them a seat, which is held until the deadline, and tell them.

    Only under the run's lock; that there is a seat for each is for the caller to
    know. The link in the message is the only place where its secret is written.
    """
    deadline = deadline_of(
        now,
        days=figure(session, "offer_days", on=seoul_date(now)),
        list_ends_at=list_ends_at,
    )
    told = []
    for enrollment in people:
        secret = new_secret()
        session.add(
            Offer(
                enrollment=enrollment,
                made_at=now,
                deadline_at=deadline,
                secret_hash=hash_of(secret),
            )
        )
        link = Secret(f"/offers/{secret}")
        told.append(Told(enrollment, "seat_offered", {"link": link, "by": deadline}))
    tell_all(session, run, told, now=now)


def settle(
    offer: Offer,
    outcome: OfferOutcome,
    how: Settled,
    *,
    now: datetime,
    by: int | None = None,
    reason: str = "",
) -> None:
    """Write down what became of an open offer; only under the run's lock."""
    offer.outcome, offer.settled_how = outcome, how
    offer.settled_at, offer.settled_by, offer.reason = now, by, reason


def end_offer(
    session: Session,
    enrollment: Enrollment,
    how: Settled,
    *,
    now: datetime,
    by: int | None = None,
    reason: str = "",
) -> None:
    """With an enrolment ends the offer that is open for it; without one, nothing.

    Before the enrolment's own end is written, and only under the run's lock.
    """
    if enrollment.status is not EnrollmentStatus.OFFERED:
        return
    offer = queries.open_offer(session, enrollment.id)
    if offer is not None:
        settle(offer, OfferOutcome.ENDED, how, now=now, by=by, reason=reason)
