"""Passes of the worker: seats that became free, runs that were cancelled."""

from __future__ import annotations

from app.clock import now, today
from app.courses.queries import lock_run
from app.enrollment import queries, services
from app.extensions import db
from app.unit_of_work import transaction


def fill_due_vacancies() -> int:
    """No seat stays free while people wait, e.g. after a capacity was raised.

    A run at a time, so that nobody who applies waits for a lock on all of them.
    """
    moved = 0
    for run_id in queries.runs_with_vacancies(db.session(), today=today()):
        with transaction() as session:
            run = lock_run(session, run_id)
            moved += len(services.fill_vacancies(session, run=run, now=now()))
    return moved


def end_cancelled_runs() -> int:
    """Whoever had a place in a run that was cancelled is told."""
    ended = 0
    for run_id in queries.cancelled_runs_with_people(db.session()):
        with transaction() as session:
            ended += services.end_cancelled_run(session, run_id=run_id, now=now())
    return ended
