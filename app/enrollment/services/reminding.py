"""Reminders: of the first class, of an offer that nobody has answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.courses.queries import lock_run
from app.enrollment.letters import Told, tell, tell_all
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.queries.reminders import FIRST_CLASS, OFFER, confirmed_of_run
from app.occasions import first_time


def remind_of_first_class(
    session: Session, *, run_id: int, begins_at: datetime, now: datetime
) -> int:
    """Everybody with a seat is told when and where; how many. Once for each moment at
    which the class begins. The run is held: who withdraws meanwhile is not told."""
    if not first_time(session, FIRST_CLASS, run_id, due_at=begins_at, now=now):
        return 0
    run = lock_run(session, run_id)
    if run.cancelled_at is not None:
        return 0
    people = confirmed_of_run(session, run_id)
    told = [Told(one, "class_reminder", {"begins_at": begins_at}) for one in people]
    tell_all(session, run, told, now=now)
    return len(told)


def remind_of_offer(
    session: Session, *, offer_id: int, deadline_at: datetime, now: datetime
) -> int:
    """Whoever has not answered is told how long her seat is held; 1 where she was.

    The run is held: who answers meanwhile is not told.
    """
    if not first_time(session, OFFER, offer_id, due_at=deadline_at, now=now):
        return 0
    run_id = session.get_one(
        Enrollment, session.get_one(Offer, offer_id).enrollment_id
    ).run_id
    lock_run(session, run_id)
    offer = session.get_one(Offer, offer_id, populate_existing=True)
    if offer.outcome is not None:
        return 0
    tell(session, offer.enrollment, "offer_reminder", now=now, by=deadline_at)
    return 1
