"""A worker killed between acceptance and record: the letter comes twice, as one."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from app.extensions import db
from app.notifications.models import Message, MessageState
from app.notifications.retries import LEASE
from tests.services.test_notifications_delivery import deliver, mails_to
from tests.support.factories.messages import make_message
from tests.support.mail import Postbox, postbox
from tests.support.time import FakeClock

ROOT = Path(__file__).resolve().parents[2]
WORKER = textwrap.dedent(
    """
    import sys
    from app import create_app
    from app.notifications.delivery import deliver_due_messages

    app = create_app()
    print("ready", flush=True)
    sys.stdin.readline()
    with app.app_context():
        deliver_due_messages()
    """
)


def worker(app: Flask, box: Postbox) -> subprocess.Popen[str]:
    """A worker in a process of its own, waiting for a line to begin."""
    environment = {
        "APP_ENV": "test",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": app.config["SECRET_KEY"],
        "PUBLIC_URL": "http://localhost",
        "MAIL_URL": box.url,
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_workers_message_is_sent_again_under_the_same_id(
    scratch_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scratch_app.app_context():
        message_id = make_message(db.session()).id

    with postbox() as box, worker(scratch_app, box) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        box.kills = process.pid
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.wait(timeout=30) == -9

        box.kills = None
        with scratch_app.app_context():
            held = db.session.get_one(Message, message_id)
            assert held.state is MessageState.SENDING
        mails_to(monkeypatch, scratch_app, box.url)
        clock = cast(FakeClock, scratch_app.extensions["clock"])
        clock.set(datetime.now(UTC) + LEASE + timedelta(minutes=1))
        delivered = deliver(scratch_app)

        first, second = box.header("Message-ID")

    with scratch_app.app_context():
        sent = db.session.get_one(Message, message_id)
        assert (sent.state, sent.attempts) == (MessageState.SENT, 2)
    assert delivered == 1
    assert first == second
