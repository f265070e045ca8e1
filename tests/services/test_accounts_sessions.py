"""Sessions as rows, wrong passwords counted, and both forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import sessions, tries
from app.accounts.links import hash_of
from app.accounts.models import Account
from app.accounts.personal import DUE
from app.accounts.session_models import AccountSession, SignInTries
from app.accounts.sessions import Seen
from app.accounts.slowing import SlowedDown
from app.extensions import db
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(hours=1)
KEY = "k" * 64


def begin(session: Session, account: Account) -> str:
    key = sessions.begin(
        session, account, address="192.0.2.7", agent="Firefox", now=MONDAY_TEN
    )
    session.commit()
    return key


def row_of(session: Session, key: str) -> AccountSession:
    session.expire_all()
    return session.scalars(
        select(AccountSession).where(AccountSession.key_hash == hash_of(key))
    ).one()


def test_only_the_keys_hash_is_kept(session: Session, learner: Account) -> None:
    key = begin(session, learner)

    row = row_of(session, key)

    assert len(key) >= 43
    assert key not in (row.key_hash, row.agent, row.address)
    assert row.seen_at == row.begun_at == MONDAY_TEN


def test_ended_twice_it_is_ended_once(session: Session, learner: Account) -> None:
    key = begin(session, learner)

    for now in (MONDAY_TEN, LATER):
        sessions.end(session, key, now=now)

    assert row_of(session, key).ended_at == MONDAY_TEN


def test_the_others_end_and_this_one_stays(
    session: Session, learner: Account, other_learner: Account
) -> None:
    here, there, hers = (
        begin(session, account) for account in (learner, learner, other_learner)
    )

    sessions.end_others(session, learner.id, but=row_of(session, here).id, now=LATER)

    assert row_of(session, here).ended_at is None
    assert row_of(session, there).ended_at == LATER
    assert row_of(session, hers).ended_at is None


def test_one_ends_only_ones_own(
    session: Session, learner: Account, other_learner: Account
) -> None:
    hers = row_of(session, begin(session, other_learner))

    ended = sessions.end_one(
        session, account_id=learner.id, session_id=hers.id, now=LATER
    )

    assert ended is False
    assert hers.ended_at is None


def test_what_sleeps_is_not_listed(session: Session, learner: Account) -> None:
    key = begin(session, learner)
    seen = Seen(row_of(session, key).id, MONDAY_TEN, staff=True, idle_minutes=30)

    def listed(after: timedelta) -> int:
        now = MONDAY_TEN + after
        return len(sessions.live_of(session, learner.id, seen=seen, now=now))

    assert listed(timedelta(minutes=30)) == 1
    assert listed(timedelta(minutes=31)) == 0


def test_old_sessions_are_due_counted_from_their_end_or_their_last_use(
    session: Session, learner: Account
) -> None:
    ended, left = begin(session, learner), begin(session, learner)
    sessions.end(session, ended, now=LATER)
    due = next(one for one in DUE if "account_sessions" in str(one.ids(LATER)))

    early = session.scalars(due.ids(LATER)).all()
    late = session.scalars(due.ids(LATER + timedelta(seconds=1))).all()

    assert early == [row_of(session, left).id]
    assert len(late) == 2


def count(session: Session, times: int) -> None:
    for _ in range(times):
        tries.count_failure(session, KEY, now=MONDAY_TEN)


def test_five_wrong_ones_make_one_wait(session: Session) -> None:
    count(session, 4)
    free = tries.demand_turn(session, KEY, now=MONDAY_TEN)
    count(session, 1)

    with pytest.raises(SlowedDown):
        tries.demand_turn(session, KEY, now=MONDAY_TEN)

    assert free == 4
    assert tries.demand_turn(session, KEY, now=LATER) == 5


def test_after_a_day_counting_begins_anew(session: Session) -> None:
    count(session, 9)
    tomorrow = MONDAY_TEN + timedelta(days=1)

    before = tries.demand_turn(session, KEY, now=tomorrow)
    tries.count_failure(session, KEY, now=tomorrow)

    assert before == 0
    assert tries.demand_turn(session, KEY, now=tomorrow) == 1


def test_old_counts_are_forgotten(session: Session) -> None:
    count(session, 9)

    early = tries.forget_old(session, now=LATER)
    late = tries.forget_old(session, now=MONDAY_TEN + timedelta(days=1))

    assert (early, late) == (0, 1)


def test_the_right_password_begins_anew(session: Session) -> None:
    count(session, 9)

    tries.forget(session, KEY)

    assert tries.demand_turn(session, KEY, now=MONDAY_TEN) == 0


def test_twelve_wrong_tries_at_once_count_twelve(scratch_app: Flask) -> None:
    def wrong(session: Session) -> None:
        tries.count_failure(session, KEY, now=MONDAY_TEN)

    answers = at_once(scratch_app, [wrong] * 12)

    with scratch_app.app_context():
        assert answers == ["done"] * 12
        assert db.session.get_one(SignInTries, KEY).failures == 12
