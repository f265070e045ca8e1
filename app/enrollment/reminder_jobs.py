"""Passes of the worker: people are reminded, once, with any number of workers."""

from __future__ import annotations

from datetime import timedelta

from app import policy
from app.clock import now, today
from app.enrollment.queries import reminders
from app.enrollment.services import reminding
from app.extensions import db
from app.unit_of_work import transaction


def _hours(name: str) -> timedelta:
    return timedelta(hours=policy.figure(db.session(), name, on=today()))


def remind_of_first_classes() -> int:
    """A day before a run's first class. After an outage only where it is still to
    come: nobody is reminded of what is over."""
    within, reminded = _hours("class_reminder_hours"), 0
    for run_id, begins_at in reminders.first_classes(
        db.session(), now=now(), within=within
    ):
        with transaction() as session:
            reminded += reminding.remind_of_first_class(
                session, run_id=run_id, begins_at=begins_at, now=now()
            )
    return reminded


def remind_of_offers() -> int:
    """Some hours before an offer's deadline."""
    within, reminded = _hours("offer_reminder_hours"), 0
    for offer_id, deadline_at in reminders.unanswered_offers(
        db.session(), now=now(), within=within
    ):
        with transaction() as session:
            reminded += reminding.remind_of_offer(
                session, offer_id=offer_id, deadline_at=deadline_at, now=now()
            )
    return reminded
