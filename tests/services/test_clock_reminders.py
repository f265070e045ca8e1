"""What the clock owes people falls due at its moment, and is owed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.enrollment import services
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.reminder_jobs import remind_of_first_classes, remind_of_offers
from app.enrollment.services.reminding import remind_of_first_class
from app.extensions import db
from app.outbox import Message
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN, FakeClock, seoul

BEFORE, DUE = seoul(2026, 3, 9, 13, 59), seoul(2026, 3, 9, 14)
"""The first class is on Tuesday 10 March at two: a day before."""


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def run(session: Session) -> CourseRun:
    run = make_run(session, capacity=1)
    make_meetings(session, run, 3)
    return run


def place(session: Session, run: CourseRun) -> Enrollment:
    return make_enrollment(session, run, make_account(session).person)


def told(session: Session, template: str) -> list[int | None]:
    """Who was told this, by person."""
    session.expire_all()
    return list(
        session.scalars(
            select(Message.person_id)
            .where(Message.template == template)
            .order_by(Message.id)
        )
    )


def test_whoever_has_a_seat_is_reminded_a_day_before_the_first_class(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    confirmed, _waiting = place(session, run), place(session, run)

    clock.set(BEFORE)
    before = remind_of_first_classes()
    clock.set(DUE)
    then, again = remind_of_first_classes(), remind_of_first_classes()

    assert (before, then, again) == (0, 1, 0)
    assert told(session, "class_reminder") == [confirmed.person_id]


def test_a_first_class_that_moves_is_another_occasion(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    place(session, run)
    clock.set(DUE)
    remind_of_first_classes()

    run.meetings[0].starts_at += timedelta(hours=1)
    session.commit()
    clock.forward(hours=1)

    assert remind_of_first_classes() == 1


def test_after_an_outage_nobody_is_reminded_of_what_has_begun(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    place(session, run)
    clock.set(run.meetings[0].starts_at)

    assert remind_of_first_classes() == 0


def test_a_first_class_that_was_called_off_is_not_the_first(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    place(session, run)
    run.meetings[0].cancelled_at = MONDAY_TEN
    session.commit()
    clock.set(DUE)

    early = remind_of_first_classes()
    clock.set(run.meetings[1].starts_at - timedelta(days=1))

    assert (early, remind_of_first_classes()) == (0, 0)  # starts_on says another day


def test_an_offer_is_remembered_while_there_is_time_to_answer(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    leaving, waiting = place(session, run), place(session, run)
    services.withdraw(
        session,
        enrollment_id=leaving.id,
        person_id=leaving.person_id,
        now=MONDAY_TEN,
    )
    session.commit()
    deadline = session.scalars(select(Offer.deadline_at)).one()

    clock.set(deadline - timedelta(hours=8, seconds=1))
    early = remind_of_offers()
    clock.set(deadline - timedelta(hours=8))
    then, again = remind_of_offers(), remind_of_offers()

    assert (early, then, again) == (0, 1, 0)
    assert told(session, "offer_reminder") == [waiting.person_id]


def test_who_has_answered_is_not_reminded(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    leaving, waiting = place(session, run), place(session, run)
    for one in (leaving, waiting):
        services.withdraw(
            session, enrollment_id=one.id, person_id=one.person_id, now=MONDAY_TEN
        )
    session.commit()
    deadline = session.scalars(select(Offer.deadline_at)).one()
    clock.set(deadline - timedelta(hours=1))

    assert remind_of_offers() == 0


def test_of_many_workers_at_once_one_reminds(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        run = make_run(session, capacity=3)
        begins_at = make_meetings(session, run, 1)[0].starts_at
        for _ in range(3):
            make_enrollment(session, run, make_account(session).person)
        run_id = run.id

    done = at_once(
        scratch_app,
        [
            lambda session: remind_of_first_class(
                session, run_id=run_id, begins_at=begins_at, now=DUE
            )
        ]
        * 6,
    )

    assert done == ["done"] * 6
    with scratch_app.app_context():
        assert len(told(db.session(), "class_reminder")) == 3
