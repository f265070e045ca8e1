"""The row is the truth: a lease says who delivers, and a lapsed lease is nobody's."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.notifications import queries, services, settling
from app.notifications.models import Fault, MessageChannel, MessageState
from app.notifications.retries import ATTEMPTS, LEASE, TOGETHER
from app.notifications.settling import Claim, Failure
from app.outbox import OWED
from app.quiet_hours import QuietHours
from tests.support.factories.messages import make_message
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(seconds=30)
NIGHT = QuietHours(21, 8)
LATE = MONDAY_TEN.replace(hour=22)
"""22:00 in Seoul."""
NO_ANSWER = Failure(Fault.NO_ANSWER, "no answer")


def claim(session: Session, now: datetime, limit: int = TOGETHER) -> list[Claim]:
    return settling.claim_due(
        session, channel=MessageChannel.EMAIL, quiet=NIGHT, now=now, limit=limit
    )


def test_owing_a_message_remembers_to_wake_a_worker(session: Session) -> None:
    message = make_message(session)

    assert message.state is MessageState.QUEUED
    assert session.info[OWED] is True


def test_the_messages_due_longest_are_taken_first(session: Session) -> None:
    third = make_message(session, now=LATER)
    first = make_message(session)
    second = make_message(session)

    claims = [claim(session, LATER, limit=2) for _ in range(3)]

    assert [[one.message_id for one in each] for each in claims] == [
        [first.id, second.id],
        [third.id],
        [],
    ]


def test_a_message_of_tomorrow_is_not_taken_today(session: Session) -> None:
    make_message(session, now=MONDAY_TEN + timedelta(days=1))

    assert claim(session, MONDAY_TEN) == []


def test_a_text_is_not_taken_by_who_carries_letters(session: Session) -> None:
    make_message(session, "01012345678", channel=MessageChannel.TEXT)

    assert claim(session, MONDAY_TEN) == []


def test_a_dead_workers_message_is_taken_again_when_its_lease_lapses(
    session: Session,
) -> None:
    message = make_message(session)
    (dead,) = claim(session, MONDAY_TEN)

    too_early = claim(session, MONDAY_TEN + LEASE / 2)
    (again,) = claim(session, MONDAY_TEN + LEASE)

    assert too_early == []
    assert again.message_id == message.id
    assert again.lease != dead.lease
    assert message.attempts == 2


def test_what_a_dead_worker_left_is_taken_alone(session: Session) -> None:
    """One of them may be what killed it, and must not take the others along."""
    left = [make_message(session) for _ in range(2)]
    claim(session, MONDAY_TEN)
    new = make_message(session)

    claims = [claim(session, MONDAY_TEN + LEASE) for _ in range(3)]

    assert [[one.message_id for one in each] for each in claims] == [
        [left[0].id],
        [left[1].id],
        [new.id],
    ]


def test_what_was_not_begun_is_given_back_without_a_try(session: Session) -> None:
    message = make_message(session)
    claims = claim(session, MONDAY_TEN)

    settling.give_back(session, claims)

    session.refresh(message)
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert len(claim(session, MONDAY_TEN)) == 1


def test_who_lost_the_lease_records_and_gives_back_nothing(session: Session) -> None:
    message = make_message(session)
    (slow,) = claim(session, MONDAY_TEN)
    claim(session, MONDAY_TEN + LEASE)

    sent = settling.record_sent(session, slow, now=MONDAY_TEN + LEASE)
    failed = settling.record_failure(
        session, slow, Failure(Fault.REFUSED, "late", True), now=MONDAY_TEN + LEASE
    )
    settling.give_back(session, [slow])

    session.refresh(message)
    assert (sent, failed) == (False, False)
    assert message.state is MessageState.SENDING
    assert message.attempts == 2


def test_a_failed_delivery_waits_and_then_is_due_again(session: Session) -> None:
    message = make_message(session)
    (held,) = claim(session, MONDAY_TEN)

    settling.record_failure(session, held, NO_ANSWER, now=MONDAY_TEN)

    assert message.state is MessageState.QUEUED
    assert message.due_at == MONDAY_TEN + timedelta(minutes=1)
    assert (message.fault, message.last_error) == (Fault.NO_ANSWER, "no answer")
    assert claim(session, MONDAY_TEN) == []


def test_after_its_last_try_a_message_has_failed(session: Session) -> None:
    message = make_message(session)

    now = MONDAY_TEN
    for _ in range(ATTEMPTS):
        now += timedelta(days=1)
        (held,) = claim(session, now)
        settling.record_failure(session, held, NO_ANSWER, now=now)

    assert (message.state, message.fault) == (MessageState.FAILED, Fault.NO_ANSWER)
    assert claim(session, now + timedelta(days=9)) == []


def test_a_message_that_kills_every_worker_is_given_up(session: Session) -> None:
    message = make_message(session)

    now = MONDAY_TEN
    for _ in range(ATTEMPTS):
        assert len(claim(session, now)) == 1
        now += LEASE

    assert claim(session, now) == []
    assert (message.state, message.fault) == (MessageState.FAILED, Fault.WORKERS_DIED)


def test_at_night_a_backlog_that_can_wait_waits_for_the_morning(
    session: Session,
) -> None:
    """Owed by day, not delivered by day: no worker was there."""
    waits = make_message(session, can_wait=True)
    urgent = make_message(session)

    claims = claim(session, LATE)

    assert [one.message_id for one in claims] == [urgent.id]
    assert waits.due_at == LATE + timedelta(hours=10)
    assert waits.attempts == 0


def test_at_night_a_try_put_off_does_not_come_at_night(session: Session) -> None:
    message = make_message(session, can_wait=True)
    evening = LATE - timedelta(hours=1, seconds=20)
    (held,) = claim(session, evening)
    settling.record_failure(session, held, NO_ANSWER, now=evening)

    claims = claim(session, evening + timedelta(minutes=1))

    assert claims == []
    assert message.due_at == LATE + timedelta(hours=10)


def test_what_must_be_there_before_the_morning_goes_at_night(session: Session) -> None:
    make_message(session, can_wait=True, not_after=LATE + timedelta(hours=2))

    assert len(claim(session, LATE)) == 1


def test_a_dead_workers_message_that_can_wait_waits_too(session: Session) -> None:
    message = make_message(session, can_wait=True)
    claim(session, MONDAY_TEN)

    claims = claim(session, LATE)

    assert claims == []
    assert message.state is MessageState.QUEUED
    assert message.due_at == LATE + timedelta(hours=10)


def test_the_heartbeat_is_one_row(session: Session) -> None:
    assert queries.last_beat(session) is None

    services.beat(session, now=MONDAY_TEN)
    services.beat(session, now=LATER)

    assert queries.last_beat(session) == LATER
