"""Mail servers that are down, hang, refuse for now or for good: nothing is lost."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.notifications import smtp
from app.notifications.models import Fault, MessageState
from tests.services.test_notifications_delivery import NO_SERVER, box, deliver, mails_to
from tests.support.factories.messages import make_message
from tests.support.mail import Postbox, silence
from tests.support.time import MONDAY_TEN, FakeClock

__all__ = ["box"]


def test_an_unreachable_server_costs_one_try_of_one_message(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, NO_SERVER)
    messages = [make_message(session) for _ in range(3)]

    assert deliver(app) == 0
    for message in messages:
        session.refresh(message)
    assert [message.attempts for message in messages] == [1, 0, 0]
    assert messages[0].last_error == "ConnectionRefusedError"


def test_what_the_server_puts_off_is_delivered_later(
    app: Flask,
    session: Session,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, box.url)
    box.answers = ["451 come back later"]
    message = make_message(session)

    at_first = deliver(app)
    clock.forward(minutes=1)
    later = deliver(app)

    session.refresh(message)
    assert (at_first, later) == (0, 1)
    assert message.attempts == 2
    assert message.last_error == ""


def test_what_the_server_refuses_for_good_is_not_tried_again(
    app: Flask,
    session: Session,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, box.url)
    box.answers = ["550 no such person"]
    refused, other = make_message(session), make_message(session, "other@example.org")

    delivered = deliver(app)
    clock.forward(days=2)
    again = deliver(app)

    session.refresh(refused)
    session.refresh(other)
    assert (delivered, again) == (1, 0)
    assert refused.state is MessageState.FAILED
    assert refused.last_error == "SMTPDataError (550)"
    assert other.state is MessageState.SENT


@pytest.mark.parametrize(
    ("reply", "state", "fault"),
    [
        ("450 mailbox busy", MessageState.QUEUED, Fault.PUT_OFF),
        ("550 no such person", MessageState.FAILED, Fault.ADDRESS_REFUSED),
    ],
)
def test_a_refused_address_holds_up_no_other(
    app: Flask,
    session: Session,
    box: Postbox,
    monkeypatch: pytest.MonkeyPatch,
    reply: str,
    state: MessageState,
    fault: Fault,
) -> None:
    mails_to(monkeypatch, app, box.url)
    box.refuses = {"wrong@example.org": reply}
    wrong, right = make_message(session, "wrong@example.org"), make_message(session)

    delivered = deliver(app)

    session.refresh(wrong)
    session.refresh(right)
    assert delivered == 1
    assert (wrong.state, wrong.fault) == (state, fault)
    assert "wrong@" not in wrong.last_error
    assert right.state is MessageState.SENT


def test_a_server_that_hangs_costs_one_try_of_one_message(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    messages = [make_message(session) for _ in range(3)]

    with silence() as nobody:
        mails_to(monkeypatch, app, nobody.url)
        began = time.monotonic()
        delivered = deliver(app)
        took = time.monotonic() - began

    for message in messages:
        session.refresh(message)
    assert delivered == 0
    assert took < 2
    assert [message.attempts for message in messages] == [1, 0, 0]
    assert [message.state for message in messages] == [MessageState.QUEUED] * 3
    assert messages[0].fault is Fault.NO_SERVER


def test_who_accepts_and_does_not_say_so_gets_the_same_letter_again(
    app: Flask,
    session: Session,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody can know whether it was taken: the Message-ID tells the recipient."""
    monkeypatch.setattr(smtp, "SECONDS", 0.3)
    mails_to(monkeypatch, app, box.url)
    message, other = make_message(session), make_message(session)
    box.stalls = 1.0

    at_first = deliver(app)
    box.stalls = 0.0
    clock.forward(minutes=1)
    later = deliver(app)

    session.refresh(message)
    assert (at_first, later) == (0, 2)
    assert message.state is MessageState.SENT
    ids = [f"<{one.message_key}@localhost>" for one in (message, other)]
    assert sorted(box.header("Message-ID")) == sorted([ids[0], *ids])


def test_a_server_down_for_a_day_is_asked_as_documented_and_then_no_more(
    app: Flask, session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, NO_SERVER)
    message = make_message(session)
    begun = []

    for _ in range(8):
        deliver(app)
        session.refresh(message)
        begun.append(message.state)
        clock.set(max(message.due_at, clock()))
    deliver(app)

    session.refresh(message)
    waited = message.due_at - MONDAY_TEN
    assert begun == [MessageState.QUEUED] * 7 + [MessageState.FAILED]
    assert waited == timedelta(minutes=1 + 5 + 15 + 60 + 180 + 360 + 720)
    assert (message.attempts, message.fault) == (8, Fault.NO_SERVER)
