"""A prepared application: kept once, holding nothing, shown while it can be sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.eligibility import BirthDateMissing, Closed
from app.enrollment.opening import AlreadyOpen
from app.enrollment.prepared_models import PreparedApplication
from app.enrollment.ready import ready_of
from app.enrollment.services import AlreadyApplied, RunCancelled, preparing
from app.extensions import db
from app.outbox import Message
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.opening import (
    CLOSES,
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
)
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN

HALF_AN_HOUR = timedelta(minutes=30)
NEAR = TOMORROW_TEN - HALF_AN_HOUR


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_upcoming(session)


def kept(session: Session) -> list[PreparedApplication]:
    session.expire_all()
    return list(session.scalars(select(PreparedApplication)))


def told(session: Session) -> list[tuple[int | None, str]]:
    """Whom, by which template; in the order in which it was owed."""
    session.expire_all()
    rows = session.scalars(select(Message).order_by(Message.id))
    return [(row.person_id, row.template) for row in rows]


# Kept


def test_it_is_kept_once_and_holds_nothing(
    session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)
    make_prepared(session, run, learner, now=MONDAY_TEN + HALF_AN_HOUR)

    (row,) = kept(session)
    assert row.prepared_at == MONDAY_TEN
    assert (run.confirmed_count, run.offered_count, run.waiting_count) == (0, 0, 0)
    assert told(session) == []


def test_once_it_is_open_nothing_is_left_to_prepare(
    session: Session, run: CourseRun, learner: Account
) -> None:
    with pytest.raises(AlreadyOpen):
        make_prepared(session, run, learner, now=TOMORROW_TEN)

    assert kept(session) == []


def test_who_may_not_apply_is_told_before_the_opening(
    session: Session, run: CourseRun, learner: Account
) -> None:
    learner.person.birth_date = None
    session.commit()

    with pytest.raises(BirthDateMissing):
        make_prepared(session, run, learner)


def test_what_is_over_or_called_off_is_not_prepared(
    session: Session, run: CourseRun, learner: Account
) -> None:
    with pytest.raises(Closed):
        make_prepared(session, run, learner, now=CLOSES)
    run.cancelled_at = MONDAY_TEN
    session.commit()
    with pytest.raises(RunCancelled):
        make_prepared(session, run, learner)


def test_who_has_a_place_prepares_nothing(session: Session, learner: Account) -> None:
    run = make_run(session)
    make_enrollment(session, run, learner.person)

    with pytest.raises(AlreadyApplied):
        make_prepared(session, run, learner)


def test_two_presses_at_once_keep_it_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        run = make_upcoming(db.session())
        account = make_account(db.session())
        run_id, person_id = run.id, account.person_id

    done = at_once(
        scratch_app,
        [
            lambda session: preparing.prepare(
                session, run_id=run_id, person_id=person_id, now=MONDAY_TEN
            )
        ]
        * 4,
    )

    with scratch_app.app_context():
        assert done == ["done"] * 4
        assert len(kept(db.session())) == 1


def test_it_is_thrown_away_and_twice_is_no_harm(
    session: Session, run: CourseRun, learner: Account, other_learner: Account
) -> None:
    make_prepared(session, run, learner)
    make_prepared(session, run, other_learner)

    for _ in range(2):
        preparing.discard(session, run_id=run.id, person_id=learner.person_id)

    (left,) = kept(session)
    assert left.person_id == other_learner.person_id


# Ready on her own page


def test_ready_is_what_can_still_be_pressed_the_next_to_open_first(
    session: Session, run: CourseRun, learner: Account
) -> None:
    sooner = make_upcoming(session, opens_at=NEAR)
    over = make_upcoming(session, opens_at=NEAR)
    for each in (run, sooner, over):
        make_prepared(session, each, learner)
    over.cancelled_at = MONDAY_TEN
    session.commit()

    before = ready_of(session, learner.person, now=MONDAY_TEN)
    between = ready_of(session, learner.person, now=NEAR)

    assert [(one.run, one.opens_at) for one in before] == [
        (sooner, NEAR),
        (run, TOMORROW_TEN),
    ]
    assert [one.opens_at for one in between] == [None, TOMORROW_TEN]
    assert ready_of(session, learner.person, now=CLOSES) == []


def test_who_has_applied_has_nothing_ready(
    session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)
    make_enrollment(session, run, learner.person, now=TOMORROW_TEN)

    assert ready_of(session, learner.person, now=TOMORROW_TEN) == []
