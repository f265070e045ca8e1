"""Passes of the worker: who prepared is reminded, what is over ends, people are told
of longer application periods. Each is done once, with any number of workers."""

from __future__ import annotations

from datetime import timedelta

from app import policy
from app.clock import now, today
from app.enrollment.queries.prepared import runs_to_remind_of
from app.enrollment.services import extending, preparing
from app.extensions import db
from app.unit_of_work import transaction


def tell_of_extensions() -> int:
    """Everybody concerned reads of the new end, and why."""
    told = 0
    while True:
        with transaction() as session:
            if not extending.tell_of_extension(session, now=now()):
                return told
        told += 1


def remind_prepared() -> int:
    """Whoever prepared an application is told shortly before it opens for her."""
    minutes = policy.figure(db.session(), "opening_reminder_minutes", on=today())
    before, reminded = timedelta(minutes=minutes), 0
    for run_id in runs_to_remind_of(db.session(), now=now(), soon=now() + before):
        after: int | None = 0
        while after is not None:
            with transaction() as session:
                done, after = preparing.remind(
                    session, run_id=run_id, before=before, now=now(), after=after
                )
            reminded += done
    return reminded


def end_prepared() -> int:
    """Prepared applications end with the press, the closing, or the run."""
    ended = 0
    while True:
        with transaction() as session:
            done = preparing.end(session, now=now())
        if not done:
            return ended
        ended += done
