"""The row is the truth: a lease says who delivers, and a lapsed lease is nobody's."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.notifications import queries, services
from app.notifications.models import MessageState
from app.notifications.retries import ATTEMPTS, LEASE
from app.outbox import OWED
from tests.support.factories.messages import make_message
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(seconds=30)


def test_owing_a_message_remembers_to_wake_a_worker(session: Session) -> None:
    message = make_message(session)

    assert message.state is MessageState.QUEUED
    assert session.info[OWED] is True


def test_the_message_due_longest_is_taken_first(session: Session) -> None:
    second = make_message(session, now=LATER)
    first = make_message(session)

    claims = [services.claim_next(session, now=LATER) for _ in range(3)]

    assert [claim and claim.message_id for claim in claims] == [
        first.id,
        second.id,
        None,
    ]


def test_a_message_of_tomorrow_is_not_taken_today(session: Session) -> None:
    make_message(session, now=MONDAY_TEN + timedelta(days=1))

    assert services.claim_next(session, now=MONDAY_TEN) is None


def test_a_dead_workers_message_is_taken_again_when_its_lease_lapses(
    session: Session,
) -> None:
    message = make_message(session)
    dead = services.claim_next(session, now=MONDAY_TEN)

    too_early = services.claim_next(session, now=MONDAY_TEN + LEASE / 2)
    again = services.claim_next(session, now=MONDAY_TEN + LEASE)

    assert dead is not None
    assert too_early is None
    assert again is not None
    assert again.message_id == message.id
    assert again.lease != dead.lease
    assert message.attempts == 2


def test_who_lost_the_lease_records_nothing(session: Session) -> None:
    message = make_message(session)
    slow = services.claim_next(session, now=MONDAY_TEN)
    services.claim_next(session, now=MONDAY_TEN + LEASE)
    assert slow is not None

    sent = services.record_sent(session, slow, now=MONDAY_TEN + LEASE)
    failed = services.record_failure(
        session, slow, error="late", for_good=True, now=MONDAY_TEN + LEASE
    )

    assert (sent, failed) == (False, False)
    assert message.state is MessageState.SENDING


def test_a_failed_delivery_waits_and_then_is_due_again(session: Session) -> None:
    message = make_message(session)
    claim = services.claim_next(session, now=MONDAY_TEN)
    assert claim is not None

    services.record_failure(
        session, claim, error="no answer", for_good=False, now=MONDAY_TEN
    )

    assert message.state is MessageState.QUEUED
    assert message.due_at == MONDAY_TEN + timedelta(minutes=1)
    assert message.last_error == "no answer"
    assert services.claim_next(session, now=MONDAY_TEN) is None


def test_after_its_last_try_a_message_has_failed(session: Session) -> None:
    message = make_message(session)

    now = MONDAY_TEN
    for _ in range(ATTEMPTS):
        now += timedelta(days=1)
        claim = services.claim_next(session, now=now)
        assert claim is not None
        services.record_failure(
            session, claim, error="no answer", for_good=False, now=now
        )

    assert message.state is MessageState.FAILED
    assert services.claim_next(session, now=now + timedelta(days=9)) is None


def test_a_message_that_kills_every_worker_is_given_up(session: Session) -> None:
    message = make_message(session)

    now = MONDAY_TEN
    for _ in range(ATTEMPTS):
        assert services.claim_next(session, now=now) is not None
        now += LEASE

    assert services.claim_next(session, now=now) is None
    assert message.state is MessageState.FAILED


def test_the_heartbeat_is_one_row(session: Session) -> None:
    assert queries.last_beat(session) is None

    services.beat(session, now=MONDAY_TEN)
    services.beat(session, now=LATER)

    assert queries.last_beat(session) == LATER
