"""Lines, and offers to who waits in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.models import Account, Person
from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer, WaitingMove, WaitingShift
from app.enrollment.offers import OfferOutcome, Settled
from app.outbox import Message
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.time import MONDAY_TEN


def make_line(session: Session, run: CourseRun, *people: Person) -> list[Enrollment]:
    """They apply one after another."""
    return [make_enrollment(session, run, person) for person in people]


def make_offer(
    session: Session, place: Enrollment, *, now: datetime = MONDAY_TEN
) -> Offer:
    """So many seats are added that she who waits is offered one."""
    run = place.run
    position = queries.waiting_position(session, place)
    assert position is not None
    run.capacity = run.confirmed_count + run.offered_count + position
    services.fill_vacancies(session, run=run, now=now)
    session.commit()
    offer = queries.open_offer(session, place.id)
    assert offer is not None
    return offer


def make_offered(session: Session, person: Person, **run: Any) -> Offer:
    """A run with one seat that is taken, and a second that is offered to her."""
    made = make_run(session, capacity=1, **run)
    make_enrollment(session, made)
    return make_offer(session, make_enrollment(session, made, person))


def secret_of(session: Session, person_id: int) -> str:
    """The secret of the last link that she was sent, as she reads it in the message."""
    message = session.scalars(
        select(Message)
        .where(Message.person_id == person_id, Message.template == "seat_offered")
        .order_by(Message.id.desc())
    ).first()
    assert message is not None, "no seat was offered to her"
    return str(message.params["link"]["secret"]).rpartition("/")[2]


def make_history(session: Session, place: Enrollment, by: Account, why: str) -> None:
    """She was moved up, and said by phone that she takes the seat."""
    move = WaitingMove(
        run_id=place.run_id,
        enrollment_id=place.id,
        from_position=2,
        to_position=1,
        reason=why,
        moved_by=by.id,
        moved_at=MONDAY_TEN,
    )
    session.add_all(
        [
            move,
            WaitingShift(
                move=move, enrollment_id=place.id, from_position=2, to_position=1
            ),
            Offer(
                enrollment_id=place.id,
                made_at=MONDAY_TEN,
                deadline_at=MONDAY_TEN + timedelta(days=1),
                outcome=OfferOutcome.ACCEPTED,
                settled_at=MONDAY_TEN,
                settled_how=Settled.STAFF,
                settled_by=by.id,
                reason=why,
                secret_hash=hash_of(why),
            ),
        ]
    )
    session.flush()
