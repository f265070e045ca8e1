"""The file of “everything about me”: made once, put off when it fails, destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account
from app.privacy import jobs, services, working
from app.privacy.models import PrivacyRequest
from tests.support.time import MONDAY_TEN, FakeClock


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_killed_workers_file_is_made_again_once(
    session: Session, learner: Account, clock: FakeClock
) -> None:
    services.ask_export(session, account=learner, now=MONDAY_TEN)
    session.commit()
    killed = working.claim_next_file(session, now=MONDAY_TEN)
    session.commit()

    at_once = jobs.make_due_files()
    clock.set(MONDAY_TEN + working.LEASE)
    later, again = jobs.make_due_files(), jobs.make_due_files()

    assert killed is not None
    assert (at_once, later, again) == (0, 1, 0)
    kept = select(PrivacyRequest.id).where(PrivacyRequest.file_key.is_not(None))
    assert len(session.scalars(kept).all()) == 1


def test_a_file_that_nobody_wants_any_more_is_not_kept(
    session: Session, learner: Account
) -> None:
    request = services.ask_export(session, account=learner, now=MONDAY_TEN)
    session.commit()
    services.withdraw(
        session, request_id=request.id, person_id=learner.person_id, now=MONDAY_TEN
    )

    kept = working.record_file(
        session, request_id=request.id, key="exports/x.zip", now=MONDAY_TEN
    )

    assert not kept


def test_a_file_that_failed_is_put_off_longer_each_time(
    session: Session, learner: Account
) -> None:
    request = services.ask_export(session, account=learner, now=MONDAY_TEN)
    session.commit()
    pauses: list[timedelta] = []
    for _each in range(2):
        request.leased_until = None
        working.claim_next_file(session, now=MONDAY_TEN)
        working.put_off(session, request_id=request.id, now=MONDAY_TEN)
        assert request.leased_until is not None
        pauses.append(request.leased_until - MONDAY_TEN)

    assert pauses == [timedelta(minutes=2), timedelta(minutes=4)]


def test_a_file_goes_with_its_key_after_seven_days(
    session: Session, learner: Account, clock: FakeClock
) -> None:
    request = services.ask_export(session, account=learner, now=MONDAY_TEN)
    session.commit()
    jobs.make_due_files()
    session.expire_all()
    key = request.file_key or ""
    clock.set(MONDAY_TEN + timedelta(days=8))

    jobs.destroy_due_records()
    session.expire_all()

    assert key
    assert request.file_key is None
    assert not storage.current().exists(key)
