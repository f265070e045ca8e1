"""Passes of the worker: offers that nobody answered, lists that ended, seats that
became free, runs that were cancelled. A run at a time, so that nobody who applies
waits for a lock on all of them."""

from __future__ import annotations

from app.clock import now, today
from app.courses.models import CourseRun
from app.courses.queries import lock_run
from app.enrollment import queries, services
from app.extensions import db
from app.unit_of_work import transaction


def lapse_due_offers() -> int:
    """Offers whose deadline has passed end, and their seats go to the next."""
    lapsed = 0
    for run_id in queries.runs_with_due_offers(db.session(), now=now()):
        with transaction() as session:
            lapsed += services.lapse_offers(session, run_id=run_id, now=now())
    return lapsed


def end_due_lists() -> int:
    """Whoever waits after the end of a run's list is told that no seat came free."""
    ended = 0
    for run_id in queries.runs_with_waiting(db.session(), today=today()):
        if not _has_ended(run_id):
            continue
        with transaction() as session:
            ended += services.end_list(session, run_id=run_id, now=now())
    return ended


def _has_ended(run_id: int) -> bool:
    """Looked at without a lock: most lists that begin today go on for days."""
    session = db.session()
    run = session.get_one(CourseRun, run_id)
    return services.ended_list(session, run, now=now()) is not None


def fill_due_vacancies() -> int:
    """No seat stays free while people wait, e.g. after a capacity was raised."""
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
