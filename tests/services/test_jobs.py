"""Workers: woken after a commit, harmless in any number, drained by SIGINT."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app, jobs
from app.config import ConfigurationError
from app.extensions import db
from app.notifications.models import Message, MessageState
from app.outbox import Secret, owe, wake_after_commit
from app.unit_of_work import transaction
from app.waking import MOMENT_SECONDS
from tests.support.databases import settings_for
from tests.support.factories.messages import make_message
from tests.support.mail import Postbox, postbox
from tests.support.time import MONDAY_TEN, FakeClock

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def waking(scratch_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An app that wakes workers, as outside tests; its queue is closed at the end."""
    monkeypatch.setitem(scratch_app.config, "WAKE_WORKERS", True)
    yield scratch_app
    after_a_ring()
    if "jobs" in scratch_app.extensions:
        jobs.queue_of(scratch_app).huey.storage.close()


def after_a_ring() -> None:
    """When the bell that was pulled before has rung."""
    time.sleep(MOMENT_SECONDS * 3)


@contextmanager
def worker(app: Flask, box: Postbox) -> Iterator[subprocess.Popen[str]]:
    """`flask worker` as it runs in earnest."""
    environment = {
        **{k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}},
        "APP_ENV": "test",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": app.config["SECRET_KEY"],
        "PUBLIC_URL": "http://localhost",
        "MAIL_URL": box.url,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "the worker is ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def eventually(true: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def owe_one(to: str) -> None:
    """As a view does it: owed in a transaction, and a worker woken by its end."""
    with transaction() as session:
        owe(
            session,
            to=to,
            template="reset",
            params={"link": Secret("/reset/x")},
            language="ko",
            now=MONDAY_TEN,
        )


def test_a_worker_does_what_is_owed_and_what_it_is_woken_for(waking: Flask) -> None:
    with waking.app_context():
        make_message(db.session(), "before@example.org")

    with postbox() as box, worker(waking, box) as process:
        before = eventually(lambda: len(box.letters) == 1)
        with waking.app_context():
            owe_one("after@example.org")
        after = eventually(lambda: len(box.letters) == 2)
        process.send_signal(signal.SIGINT)
        ended = process.wait(timeout=15)

    seen = waking.test_client().get("/readyz").json
    assert (before, after, ended) == (True, True, 0)
    assert box.header("To") == ["before@example.org", "after@example.org"]
    assert seen is not None
    assert seen["worker"]["seconds_ago"] is not None


def test_a_transaction_that_is_undone_wakes_nobody(waking: Flask) -> None:
    def undone() -> None:
        with transaction() as session:
            wake_after_commit(session)
            raise LookupError

    with waking.app_context():
        with pytest.raises(LookupError):
            undone()
        after_a_ring()

        assert jobs.queue_of(waking).waiting() == 0


def test_one_waiting_call_is_enough(waking: Flask) -> None:
    with waking.app_context():
        for number in range(3):
            owe_one(f"person{number}@example.org")
        after_a_ring()
        owe_one("later@example.org")
        after_a_ring()

        assert jobs.queue_of(waking).waiting() == 1


def test_a_broken_queue_never_fails_the_request(
    waking: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_app: Flask) -> jobs.Queue:
        raise OSError("the disk is full")

    monkeypatch.setattr(jobs, "queue_of", broken)
    with waking.app_context():
        owe_one("gildong@example.org")
        after_a_ring()

        owed = db.session.query(Message).one()

    assert owed.state is MessageState.QUEUED


def test_one_failing_pass_stops_no_other(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> int:
        raise ValueError("broken")

    done: list[str] = []

    def working() -> int:
        done.append("worked")
        return 1

    monkeypatch.setattr(jobs, "PASSES", (failing, working))
    with app.app_context(), pytest.raises(ExceptionGroup):
        jobs.run_due()

    assert done == ["worked"]


def test_readiness_tells_how_late_the_worker_is_but_stays_ready(
    app: Flask, session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PASSES", ())
    client = app.test_client()
    never = client.get("/readyz")
    with app.app_context():
        jobs.run_due()
    clock.forward(minutes=1)
    fine = client.get("/readyz")
    clock.forward(minutes=5)
    late = client.get("/readyz")

    assert [answer.status_code for answer in (never, fine, late)] == [200, 200, 200]
    assert [answer.json["worker"] for answer in (never, fine, late) if answer.json] == [
        {"state": "never seen", "seconds_ago": None, "seconds_late": 0},
        {"state": "ok", "seconds_ago": 60, "seconds_late": 0},
        {"state": "late", "seconds_ago": 360, "seconds_late": 0},
    ]


def test_an_address_of_no_mail_server_refuses_the_start(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path)

    with pytest.raises(ConfigurationError, match="MAIL_URL"):
        create_app(replace(settings, mail_url="https://mail.example.org"))
