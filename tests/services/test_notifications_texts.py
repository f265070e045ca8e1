"""Text messages to a real gateway; by e-mail where they can't be delivered."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.notifications import services, sms
from app.notifications.models import Fault, Message, MessageChannel, MessageState
from app.places.models import School
from tests.services.test_notifications_delivery import box, deliver, mails_to
from tests.support.factories.messages import SEAT
from tests.support.factories.people import make_account, make_person
from tests.support.gateway import Gateway, gateway
from tests.support.mail import Postbox
from tests.support.time import MONDAY_TEN, FakeClock

__all__ = ["box"]
TEXT, EMAIL = MessageChannel.TEXT, MessageChannel.EMAIL
NOBODY = "http://127.0.0.1:9/send"


@pytest.fixture
def texts() -> Iterator[Gateway]:
    with gateway() as texts:
        yield texts


@pytest.fixture
def kim(session: Session) -> Person:
    """Who wants texts, and has an e-mail address too."""
    account = make_account(session, "김미경", mobile="01012345678")
    wish: dict[str, Any] = {"by_text": True, "reminders": True, "news": False}
    services.choose(session, account_id=account.id, asked=None, now=MONDAY_TEN, **wish)
    session.commit()
    return account.person


def owed(session: Session, person: Person, school: School) -> Message:
    services.owe_person(
        session,
        person,
        template="enrollment_confirmed",
        params=SEAT,
        school_id=school.id,
        now=MONDAY_TEN,
    )
    session.commit()
    return session.scalars(select(Message).order_by(Message.id.desc())).first()  # type: ignore[return-value]


def test_a_text_goes_to_who_wants_texts(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    texts: Gateway,
    box: Postbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, box.url, texts=texts.url)
    message = owed(session, kim, school)

    delivered = deliver(app)

    session.refresh(message)
    (posted,) = texts.posted
    user = base64.b64encode(b"me:se cret").decode()
    assert delivered == 1
    assert message.state is MessageState.SENT
    assert posted.path == "/send"
    assert posted.headers["Authorization"] == f"Basic {user}"
    assert posted.headers["Idempotency-Key"] == message.message_key
    assert posted.body == {
        "key": message.message_key,
        "from": "0200",
        "to": "01012345678",
        "text": "[주민기술학교] 김미경 님, 도배 기초 3기 자리가 확정됐어요.\n"
        "http://localhost/me/enrollments/1",
    }
    assert box.letters == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_the_gateway_puts_off_is_sent_later_under_the_same_key(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    texts: Gateway,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    mails_to(monkeypatch, app, None, texts=texts.url)
    message = owed(session, kim, school)
    texts.answers = [status]

    at_first = deliver(app)
    session.refresh(message)
    fault = message.fault
    clock.forward(minutes=1)
    later = deliver(app)

    session.refresh(message)
    first, second = texts.posted
    assert (at_first, later) == (0, 1)
    assert fault is Fault.PUT_OFF
    assert message.state is MessageState.SENT
    assert first.body == second.body


def test_what_the_gateway_refuses_goes_by_email_once(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    texts: Gateway,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, box.url, texts=texts.url)
    message = owed(session, kim, school)
    texts.answers = [400]

    delivered = deliver(app)
    clock.forward(days=1)
    again = deliver(app)

    session.refresh(message)
    assert (delivered, again) == (1, 0)
    assert (len(texts.posted), len(box.letters)) == (1, 1)
    assert box.letters[0]["To"] == kim.email
    assert (message.channel, message.state) == (EMAIL, MessageState.SENT)
    assert message.text_fault is Fault.TEXT_REFUSED


def test_without_a_gateway_a_text_goes_by_email(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    box: Postbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, box.url)
    message = owed(session, kim, school)

    delivered = deliver(app)

    session.refresh(message)
    assert delivered == 1
    assert (message.channel, message.text_fault) == (EMAIL, Fault.NO_GATEWAY)
    assert [letter["To"] for letter in box.letters] == [kim.email]


def test_a_gateway_that_is_down_is_waited_for_a_few_minutes_only(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who has an offer to answer must not wait a day for it."""
    mails_to(monkeypatch, app, box.url, texts=NOBODY)
    first, second = owed(session, kim, school), owed(session, kim, school)

    deliver(app)
    session.refresh(first)
    session.refresh(second)
    tried = [(message.attempts, message.fault) for message in (first, second)]
    too_early = len(box.letters)
    clock.forward(minutes=6)
    deliver(app)

    session.refresh(second)
    assert tried == [(1, Fault.NO_SERVER), (0, None)]
    assert (too_early, len(box.letters)) == (0, 2)
    assert (second.channel, second.text_fault) == (EMAIL, Fault.NO_SERVER)
    assert second.state is MessageState.SENT


def test_a_gateway_that_hangs_costs_one_try_of_one_text(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    texts: Gateway,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sms, "SECONDS", 0.2)
    mails_to(monkeypatch, app, None, texts=texts.url)
    messages = [owed(session, kim, school) for _ in range(3)]
    texts.stalls = 0.6

    delivered = deliver(app)

    for message in messages:
        session.refresh(message)
    assert delivered == 0
    assert [message.attempts for message in messages] == [1, 0, 0]
    assert messages[0].fault is Fault.NO_ANSWER


def test_who_has_only_a_number_gets_a_text_unasked(
    app: Flask,
    session: Session,
    school: School,
    texts: Gateway,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, None, texts=texts.url)
    message = owed(session, make_person(session), school)

    delivered = deliver(app)

    session.refresh(message)
    assert delivered == 1
    assert (message.channel, message.state) == (TEXT, MessageState.SENT)


@pytest.mark.parametrize(
    ("answers", "state", "fault"),
    [
        (None, MessageState.UNREACHABLE, Fault.NO_GATEWAY),
        ([404], MessageState.FAILED, Fault.TEXT_REFUSED),
    ],
)
def test_who_has_only_a_number_that_fails_is_left_for_staff_to_call(
    app: Flask,
    session: Session,
    school: School,
    texts: Gateway,
    box: Postbox,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[int] | None,
    state: MessageState,
    fault: Fault,
) -> None:
    texts.answers = list(answers or ())
    url = None if answers is None else texts.url
    mails_to(monkeypatch, app, box.url, texts=url)
    message = owed(session, make_person(session), school)

    delivered = deliver(app)

    session.refresh(message)
    assert delivered == 0
    assert (message.state, message.fault) == (state, fault)
    assert box.letters == []


def test_with_neither_server_everything_stays_as_it_is(
    app: Flask,
    session: Session,
    school: School,
    kim: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mails_to(monkeypatch, app, None)
    message = owed(session, kim, school)

    assert deliver(app) == 0
    session.refresh(message)
    assert (message.channel, message.state) == (TEXT, MessageState.QUEUED)
