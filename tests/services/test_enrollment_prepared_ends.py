"""A prepared application ends by itself: with the press, the closing, the run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import jobs
from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment import opening_jobs, services
from app.enrollment.prepared_models import PreparedApplication
from app.enrollment.services import preparing
from app.extensions import db
from app.outbox import Message
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.opening import (
    CLOSES,
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
)
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN, FakeClock

HALF_AN_HOUR = timedelta(minutes=30)
NEAR = TOMORROW_TEN - HALF_AN_HOUR


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_upcoming(session)


def kept(session: Session) -> list[PreparedApplication]:
    session.expire_all()
    return list(session.scalars(select(PreparedApplication)))


def told(session: Session) -> list[tuple[int | None, str]]:
    """Whom, by which template; in the order in which it was owed."""
    session.expire_all()
    rows = session.scalars(select(Message).order_by(Message.id))
    return [(row.person_id, row.template) for row in rows]


def test_the_press_ends_it_in_silence(
    app: Flask, session: Session, run: CourseRun, learner: Account, clock: FakeClock
) -> None:
    make_prepared(session, run, learner)
    place = make_enrollment(session, run, learner.person, now=TOMORROW_TEN)
    services.withdraw(
        session, enrollment_id=place.id, person_id=learner.person_id, now=TOMORROW_TEN
    )
    session.commit()
    before = told(session)

    clock.set(TOMORROW_TEN)
    with app.app_context():
        ended = opening_jobs.end_prepared()

    assert ended == 1
    assert kept(session) == []
    assert told(session) == before


def test_an_application_of_before_does_not_end_it(
    app: Flask, session: Session, learner: Account, clock: FakeClock
) -> None:
    run = make_run(session)
    place = make_enrollment(session, run, learner.person, now=MONDAY_TEN)
    services.withdraw(
        session, enrollment_id=place.id, person_id=learner.person_id, now=MONDAY_TEN
    )
    run.windows[0].opens_at = TOMORROW_TEN
    session.commit()
    make_prepared(session, run, learner, now=MONDAY_TEN + HALF_AN_HOUR)

    with app.app_context():
        assert opening_jobs.end_prepared() == 0


@pytest.mark.parametrize("called_off", [True, False])
def test_with_the_run_it_ends_and_she_is_told_once(
    app: Flask,
    session: Session,
    run: CourseRun,
    learner: Account,
    clock: FakeClock,
    called_off: bool,
) -> None:
    make_prepared(session, run, learner)
    if called_off:
        run.cancelled_at, run.cancel_reason = MONDAY_TEN, "강사 사정"
        session.commit()
    else:
        clock.set(CLOSES)

    with app.app_context():
        ended = [opening_jobs.end_prepared() for _ in range(2)]

    template = "prepared_called_off" if called_off else "prepared_closed"
    assert ended == [1, 0]
    assert told(session) == [(learner.person_id, template)]


def test_many_workers_end_it_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        run = make_upcoming(session)
        for _ in range(8):
            make_prepared(session, run, make_account(session))

    at_once(scratch_app, [lambda session: preparing.end(session, now=CLOSES)] * 5)

    with scratch_app.app_context():
        ended = [person for person, _ in told(db.session())]
        assert len(ended) == len(set(ended)) == 8
        assert kept(db.session()) == []


def test_the_worker_does_all_of_it() -> None:
    names = [one.__name__ for one in jobs.PASSES]

    ours = ["tell_of_extensions", "remind_prepared", "end_prepared"]
    assert [name for name in names if name in ours] == ours
    assert names.index("end_prepared") < names.index("deliver_due_messages")
