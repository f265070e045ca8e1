"""Who prepared an application is reminded of the opening, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment import opening_jobs
from app.enrollment.prepared_models import PreparedApplication
from app.enrollment.services import preparing
from app.extensions import db
from app.outbox import Message, decode
from tests.support.factories.opening import (
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
    residents_first,
)
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import FakeClock

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


def remind(app: Flask, *, times: int = 1) -> None:
    for _ in range(times):
        with app.app_context():
            opening_jobs.remind_prepared()


def test_shortly_before_she_is_reminded_once(
    app: Flask, session: Session, run: CourseRun, learner: Account, clock: FakeClock
) -> None:
    make_prepared(session, run, learner)
    clock.set(NEAR - timedelta(seconds=1))
    remind(app)
    early = told(session)
    clock.set(NEAR)
    remind(app, times=3)

    message = session.scalars(select(Message)).one()
    said = decode(message.params, language="ko", masked=True)
    assert early == []
    assert (message.person_id, message.template) == (
        learner.person_id,
        "prepared_reminder",
    )
    assert (said["opens_at"], said["path"]) == (TOMORROW_TEN, f"/runs/{run.id}/apply")


def test_a_worker_that_was_away_reminds_until_applications_close(
    app: Flask,
    session: Session,
    run: CourseRun,
    learner: Account,
    other_learner: Account,
    clock: FakeClock,
) -> None:
    make_prepared(session, run, learner)
    late = make_upcoming(session)
    make_prepared(session, late, other_learner)
    late.windows[0].closes_at = TOMORROW_TEN + timedelta(minutes=1)
    session.commit()

    clock.set(TOMORROW_TEN + HALF_AN_HOUR)
    remind(app)

    assert told(session) == [(learner.person_id, "prepared_reminder")]


def test_who_prepared_in_the_last_half_hour_knows(
    app: Flask, session: Session, run: CourseRun, learner: Account, clock: FakeClock
) -> None:
    make_prepared(session, run, learner, now=NEAR)

    clock.set(NEAR + timedelta(minutes=1))
    remind(app, times=2)

    assert told(session) == []


def test_an_opening_that_moves_is_reminded_of_again(
    app: Flask, session: Session, run: CourseRun, learner: Account, clock: FakeClock
) -> None:
    make_prepared(session, run, learner)
    clock.set(NEAR)
    remind(app)
    run.windows[0].opens_at = TOMORROW_TEN + timedelta(days=1)
    session.commit()
    remind(app)
    first = told(session)
    clock.forward(days=1)
    remind(app, times=2)

    assert len(first) == 1
    assert len(told(session)) == 2


def test_each_is_reminded_of_her_own_opening(
    app: Flask,
    session: Session,
    run: CourseRun,
    learner: Account,
    other_learner: Account,
    clock: FakeClock,
) -> None:
    residents_first(session, run, opens_at=TOMORROW_TEN - timedelta(hours=3))
    other_learner.person.district_code = "11380"
    session.commit()
    make_prepared(session, run, learner)
    make_prepared(session, run, other_learner)

    clock.set(TOMORROW_TEN - timedelta(hours=3, minutes=20))
    remind(app)
    first = told(session)
    clock.set(NEAR)
    remind(app)

    assert first == [(learner.person_id, "prepared_reminder")]
    assert told(session)[1:] == [(other_learner.person_id, "prepared_reminder")]


def test_many_workers_remind_everybody_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        run = make_upcoming(session)
        people = [make_account(session) for _ in range(12)]
        for account in people:
            make_prepared(session, run, account)
        run_id = run.id

    at_once(
        scratch_app,
        [
            lambda session: preparing.remind(
                session, run_id=run_id, before=HALF_AN_HOUR, now=NEAR
            )
        ]
        * 6,
    )

    with scratch_app.app_context():
        reminded = [person for person, _ in told(db.session())]
        assert len(reminded) == len(set(reminded)) == 12
