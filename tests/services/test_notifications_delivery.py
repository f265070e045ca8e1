"""Delivery to a real SMTP server: what arrives, what is tried again, what is not."""

from __future__ import annotations

import base64
import dataclasses
import smtplib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import db
from app.notifications import smtp
from app.notifications.delivery import deliver_due_messages
from app.notifications.models import Message, MessageState
from app.notifications.retries import BEGIN_WITHIN, LEASE, TOGETHER
from app.notifications.smtp import SECONDS
from tests.support.factories.messages import make_message
from tests.support.mail import Postbox, postbox
from tests.support.time import FakeClock

NO_SERVER = "smtp://127.0.0.1:9"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as box:
        yield box


def mails_to(
    monkeypatch: pytest.MonkeyPatch,
    app: Flask,
    url: str | None,
    *,
    texts: str | None = None,
) -> None:
    settings = dataclasses.replace(app.config["SETTINGS"], mail_url=url, sms_url=texts)
    monkeypatch.setitem(app.config, "SETTINGS", settings)


def deliver(app: Flask) -> int:
    with app.app_context():
        return deliver_due_messages()


def test_a_message_arrives_in_its_language(
    app: Flask, session: Session, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, box.url)
    message = make_message(session, language="en")

    delivered = deliver(app)

    session.refresh(message)
    letter = box.letters[0]
    body = cast(bytes, letter.get_payload(decode=True)).decode()
    assert delivered == 1
    assert message.state is MessageState.SENT
    assert letter["To"] == "gildong@example.org"
    assert letter["From"] == "Jumin School <no-reply@localhost>"
    assert letter["Subject"] == "Set a new password for Jumin School"
    assert letter["Message-ID"] == f"<{message.message_key}@localhost>"
    assert "http://localhost/reset/the-secret" in body


def test_korean_arrives_whole(
    app: Flask, session: Session, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, box.url)
    make_message(session)

    deliver(app)

    body = base64.b64decode(str(box.letters[0].get_payload())).decode()
    assert "링크는 두 시간 동안 쓸 수 있어요." in body


def test_without_a_mail_server_messages_stay_in_the_outbox(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, None)
    message = make_message(session)

    assert deliver(app) == 0
    session.refresh(message)
    assert message.state is MessageState.QUEUED
    assert message.attempts == 0


def test_what_a_slow_server_leaves_no_time_for_is_given_back_not_sent_late(
    app: Flask,
    session: Session,
    box: Postbox,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All were claimed together; their leases must outlive their deliveries."""
    mails_to(monkeypatch, app, box.url)
    messages = [make_message(session) for _ in range(3)]
    box.kept = lambda: clock.forward(seconds=BEGIN_WITHIN.total_seconds())

    delivered = deliver(app)

    for message in messages:
        session.refresh(message)
    assert delivered == 3
    assert [message.attempts for message in messages] == [1, 1, 1]
    assert len(set(box.header("Message-ID"))) == len(box.letters) == 3


def test_many_letters_go_in_one_session(
    app: Flask, session: Session, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[smtp.MailServer] = []
    connect = smtp.MailServer.connect

    def counted(server: smtp.MailServer) -> smtplib.SMTP:
        opened.append(server)
        return connect(server)

    monkeypatch.setattr(smtp.MailServer, "connect", counted)
    mails_to(monkeypatch, app, box.url)
    for number in range(TOGETHER + 5):
        make_message(session, f"person{number}@example.org")

    assert deliver(app) == TOGETHER + 5
    assert len(opened) == 1


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    app: Flask, session: Session, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, app, box.url)
    broken = make_message(session, template="no-such-template")
    make_message(session)

    delivered = deliver(app)

    session.refresh(broken)
    assert delivered == 1
    assert broken.state is MessageState.QUEUED
    assert broken.last_error == "not written: TemplateNotFound"


def test_twelve_workers_never_deliver_one_message_twice(
    scratch_app: Flask, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails_to(monkeypatch, scratch_app, box.url)
    with scratch_app.app_context():
        session = db.session()
        for number in range(30):
            make_message(session, f"person{number}@example.org")

    with ThreadPoolExecutor(12) as threads:
        counts = list(threads.map(lambda _: deliver(scratch_app), range(12)))

    with scratch_app.app_context():
        states = {message.state for message in db.session.query(Message)}
    assert sum(counts) == 30
    assert len(set(box.header("Message-ID"))) == 30
    assert len(box.letters) == 30
    assert states == {MessageState.SENT}


def test_the_lease_outlives_the_longest_wait_for_the_server() -> None:
    """One letter's four answers, begun at the last moment."""
    assert BEGIN_WITHIN + timedelta(seconds=4 * SECONDS) < LEASE
