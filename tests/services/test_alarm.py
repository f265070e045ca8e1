"""The alarm: a worker looks when something has come due, and /readyz tells how late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import jobs
from app.alarm import Alarm, next_due
from app.enrollment import services
from app.enrollment.offer_models import Offer
from app.enrollment.offers import lapses_at
from app.notifications.models import Message, MessageState
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.messages import make_message
from tests.support.time import MONDAY_TEN, FakeClock


class Bellows:
    """A queue that counts who looks."""

    looks = 0

    def look(self) -> None:
        self.looks += 1


@pytest.fixture
def queue(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bellows]:
    bellows = Bellows()
    monkeypatch.setattr(jobs, "queue_of", lambda _app: bellows)
    with app.app_context():
        yield bellows


def offered(session: Session) -> Offer:
    """Two apply for one seat, and the first leaves."""
    run = make_run(session, capacity=1)
    first, _second = (make_enrollment(session, run) for _ in range(2))
    services.withdraw(
        session, enrollment_id=first.id, person_id=first.person_id, now=MONDAY_TEN
    )
    session.commit()
    return session.scalars(select(Offer)).one()


def test_it_rings_once_when_an_offer_lapses(
    app: Flask, session: Session, clock: FakeClock, queue: Bellows
) -> None:
    moment = lapses_at(offered(session).deadline_at)
    session.query(Message).delete()
    session.commit()
    alarm = Alarm(app)

    clock.set(moment)
    early = alarm.ring_if_due()
    clock.forward(seconds=1)
    then, again = alarm.ring_if_due(), alarm.ring_if_due()

    assert (early, then, again, queue.looks) == (False, True, False, 1)


def test_it_rings_for_a_message_that_is_tried_again(
    app: Flask, session: Session, clock: FakeClock, queue: Bellows
) -> None:
    message = make_message(session, "gildong@example.org")
    message.due_at = MONDAY_TEN + timedelta(minutes=5)
    session.commit()
    alarm = Alarm(app)

    early = alarm.ring_if_due()
    clock.forward(minutes=5, seconds=1)

    assert (early, alarm.ring_if_due()) == (False, True)


def test_without_a_mail_server_no_message_is_due(session: Session) -> None:
    make_message(session, "gildong@example.org")

    assert next_due(session, delivers=False) is None
    assert next_due(session, delivers=True) == MONDAY_TEN


def test_what_was_sent_is_not_due(session: Session) -> None:
    message = make_message(session, "gildong@example.org")
    message.state, message.sent_at = MessageState.SENT, MONDAY_TEN
    session.commit()

    assert next_due(session, delivers=True) is None


def test_readiness_tells_for_how_long_the_longest_has_waited(
    app: Flask, session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PASSES", ())
    make_message(session, "gildong@example.org")
    with app.app_context():
        clock.forward(seconds=20)
        jobs.run_due()
        fine = app.test_client().get("/readyz").json
        clock.forward(minutes=3)
        jobs.run_due()
        late = app.test_client().get("/readyz").json

    assert fine is not None
    assert late is not None
    assert fine["worker"] == {"state": "ok", "seconds_ago": 0, "seconds_late": 20}
    assert late["worker"] == {"state": "late", "seconds_ago": 0, "seconds_late": 200}
