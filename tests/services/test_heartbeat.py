"""The service's heartbeat: a late beat leaves one gap, whoever notices it first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import heart, heartbeat
from app.extensions import db
from app.heartbeat import ServiceBeat, ServiceGap
from tests.support.races import Act, at_once
from tests.support.servers import free_port
from tests.support.time import MONDAY_TEN, FakeClock

SECOND = timedelta(seconds=1)
GAP = 120 * SECOND
"""The policy's figure."""


def beat(session: Session, now: datetime) -> ServiceGap | None:
    gap = heartbeat.beat(session, now=now)
    session.commit()
    return gap


def gaps(session: Session) -> list[tuple[datetime, datetime]]:
    rows = session.scalars(select(ServiceGap).order_by(ServiceGap.id))
    return [(row.began_at, row.ended_at) for row in rows]


def test_the_first_beat_ends_no_gap(session: Session) -> None:
    assert heartbeat.last_beat(session) is None

    gap = beat(session, MONDAY_TEN)

    assert gap is None
    assert heartbeat.last_beat(session) == MONDAY_TEN


def test_beats_on_time_leave_no_gap(session: Session) -> None:
    for passed in (0 * SECOND, 15 * SECOND, 30 * SECOND, 30 * SECOND + GAP):
        beat(session, MONDAY_TEN + passed)

    assert gaps(session) == []


def test_a_late_beat_says_since_when_until_when_once(session: Session) -> None:
    back = MONDAY_TEN + GAP + SECOND
    beat(session, MONDAY_TEN)

    beat(session, back)
    beat(session, back)
    beat(session, back + 15 * SECOND)

    assert gaps(session) == [(MONDAY_TEN, back)]


def test_after_a_whole_machine_was_away_for_days_the_gap_is_there(
    session: Session,
) -> None:
    beat(session, MONDAY_TEN)

    beat(session, MONDAY_TEN + timedelta(days=3))

    assert gaps(session) == [(MONDAY_TEN, MONDAY_TEN + timedelta(days=3))]


def test_a_clock_that_is_set_back_changes_nothing(session: Session) -> None:
    beat(session, MONDAY_TEN)

    beat(session, MONDAY_TEN - timedelta(hours=1))
    beat(session, MONDAY_TEN + 15 * SECOND)

    assert gaps(session) == []
    assert heartbeat.last_beat(session) == MONDAY_TEN + 15 * SECOND


def test_gaps_are_found_by_the_time_they_touch(session: Session) -> None:
    end = MONDAY_TEN + timedelta(minutes=10)
    beat(session, MONDAY_TEN)
    beat(session, end)

    def found(since: datetime, until: datetime) -> int:
        return len(heartbeat.gaps(session, since=since, until=until))

    assert found(MONDAY_TEN, end) == 1
    assert found(end - SECOND, end + SECOND) == 1
    assert found(end, end + SECOND) == 0
    assert found(MONDAY_TEN - SECOND, MONDAY_TEN) == 0


def test_of_several_that_notice_at_once_one_writes(scratch_app: Flask) -> None:
    back = MONDAY_TEN + timedelta(minutes=7)
    at_once(scratch_app, [beating(MONDAY_TEN)])

    done = at_once(scratch_app, [beating(back) for _ in range(8)])

    with scratch_app.app_context():
        assert done == ["done"] * 8
        assert gaps(db.session()) == [(MONDAY_TEN, back)]


def beating(now: datetime) -> Act:
    return lambda session: heartbeat.beat(session, now=now)


# The heart itself, against real servers


class Answering(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing on the screen."""


class Failing(Answering):
    status = 500


@contextmanager
def web_server(kind: type[Answering]) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_that_answers_lives_and_no_other() -> None:
    with web_server(Answering) as good, web_server(Failing) as bad:
        assert heart.answers("127.0.0.1", good)
        assert not heart.answers("127.0.0.1", bad)
    assert not heart.answers("127.0.0.1", free_port())


def test_a_server_that_accepts_and_is_silent_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heart, "PATIENCE_SECONDS", 0.1)
    silent = threading.Event()

    class Silent(Answering):
        def do_GET(self) -> None:
            silent.wait(5)

    with web_server(Silent) as port:
        answered = heart.answers("127.0.0.1", port)
        silent.set()

    assert not answered


def test_the_heart_beats_while_the_server_answers(scratch_app: Flask) -> None:
    clock: FakeClock = scratch_app.extensions["clock"]
    with web_server(Answering) as port:
        before = heart.beat_once(scratch_app, "127.0.0.1", port)
    clock.forward(minutes=5)
    away = heart.beat_once(scratch_app, "127.0.0.1", port)
    clock.forward(minutes=2)
    with web_server(Answering) as port:
        again = heart.beat_once(scratch_app, "127.0.0.1", port)

    with scratch_app.app_context():
        assert (before, away, again) == (True, False, True)
        assert gaps(db.session()) == [(MONDAY_TEN, MONDAY_TEN + timedelta(minutes=7))]


def test_a_beat_that_cannot_be_written_stops_nothing(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        db.session.execute(update(ServiceBeat).values(service="gone"))
        db.session.commit()

    with web_server(Answering) as port:
        assert heart.beat_once(scratch_app, "127.0.0.1", port) is False


def test_it_beats_by_itself_and_ends_with_the_block(scratch_app: Flask) -> None:
    with (
        web_server(Answering) as port,
        heart.beating(scratch_app, "127.0.0.1", port, every=0.02),
    ):
        threads = [t for t in threading.enumerate() if t.name == "heart"]
        patience = threading.Event()
        while not _beaten(scratch_app):
            assert not patience.wait(0.02)

    assert len(threads) == 1
    assert not threads[0].is_alive()


def _beaten(app: Flask) -> bool:
    with app.app_context():
        return heartbeat.last_beat(db.session()) is not None
