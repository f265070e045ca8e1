"""A worker killed -9 at each step: nothing is lost, and what comes twice is one.

Real processes, one after another on one database and one mail server.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from app.extensions import db
from app.notifications.models import Message, MessageState
from app.unit_of_work import transaction
from tests.services.test_notifications_delivery import deliver, mails_to
from tests.support.factories.messages import make_message
from tests.support.mail import Postbox, postbox, silence
from tests.support.time import MONDAY_TEN
from tests.support.workers import worker

PATIENCE_SECONDS = 20
QUEUED, SENDING, SENT = MessageState.QUEUED, MessageState.SENDING, MessageState.SENT
Known = list[tuple[MessageState, int]]
"""State and tries of each message, in order."""


def known(app: Flask) -> Known:
    with app.app_context():
        rows = db.session.execute(
            select(Message.state, Message.attempts).order_by(Message.id)
        )
        return [(state, attempts) for state, attempts in rows]


def lease_left(app: Flask) -> timedelta:
    with app.app_context():
        until = db.session.scalars(select(Message.leased_until)).first()
        assert until is not None
        return until - datetime.now(UTC)


def five_minutes_later(app: Flask) -> None:
    """The leases of the dead are over."""
    with app.app_context(), transaction() as session:
        session.execute(
            update(Message)
            .where(Message.state == SENDING)
            .values(leased_until=MONDAY_TEN)
        )


def eventually(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def held_table(app: Flask) -> Iterator[None]:
    """Nobody claims a message before the block ends."""
    with app.app_context(), transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE messages IN EXCLUSIVE MODE"))
        yield


def killed_before_the_claim(app: Flask, box: Postbox) -> None:
    with held_table(app), worker(app, MAIL_URL=box.url) as process:
        time.sleep(0.5)
        process.kill()
        process.wait()


def killed_between_claim_and_server(app: Flask) -> None:
    with silence() as nobody, worker(app, MAIL_URL=nobody.url) as process:
        nobody.wait_for_call()
        process.kill()
        process.wait()


def killed_between_acceptance_and_record(app: Flask, box: Postbox) -> None:
    with ExitStack() as workers:
        with held_table(app):
            process = workers.enter_context(worker(app, MAIL_URL=box.url))
            box.kills = process.pid
        assert process.wait(timeout=PATIENCE_SECONDS) == -9
    box.kills = None


def killed_after_the_record(app: Flask, box: Postbox) -> None:
    with worker(app, MAIL_URL=box.url) as process:
        eventually(lambda: all(state is SENT for state, _ in known(app)))
        process.kill()
        process.wait()


def seen(app: Flask, box: Postbox) -> tuple[Known, int]:
    """What is known of the messages, and how many letters have come."""
    return known(app), len(box.letters)


def test_a_worker_killed_at_each_step_loses_nothing(
    scratch_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scratch_app.app_context():
        ids = [make_message(db.session()).message_key for _ in range(3)]
    steps: list[tuple[Known, int]] = []

    with postbox() as box:
        killed_before_the_claim(scratch_app, box)
        steps.append(seen(scratch_app, box))
        killed_between_claim_and_server(scratch_app)
        steps.append(seen(scratch_app, box))
        held_for = lease_left(scratch_app)
        five_minutes_later(scratch_app)
        killed_between_acceptance_and_record(scratch_app, box)
        steps.append(seen(scratch_app, box))
        five_minutes_later(scratch_app)
        killed_after_the_record(scratch_app, box)
        steps.append(seen(scratch_app, box))
        mails_to(monkeypatch, scratch_app, box.url)
        more = deliver(scratch_app)
        came = Counter(box.header("Message-ID"))

    assert steps == [
        ([(QUEUED, 0)] * 3, 0),
        ([(SENDING, 1)] * 3, 0),
        ([(SENDING, 2), (SENDING, 1), (SENDING, 1)], 1),
        ([(SENT, 3), (SENT, 2), (SENT, 2)], 4),
    ]
    assert timedelta(minutes=4) < held_for <= timedelta(minutes=5)
    assert more == 0
    first, *others = [f"<{key}@localhost>" for key in ids]
    assert came == {first: 2, **dict.fromkeys(others, 1)}
