"""Too few people: the school is warned in time and once, and decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses import changes
from app.courses.jobs import warn_of_short_runs
from app.courses.minimum import NotShort
from app.courses.models import CourseRun
from app.courses.services.holding import hold_anyway
from app.outbox import Message
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_class
from tests.support.time import MONDAY_TEN, FakeClock, seoul

CLOSES = seoul(2026, 3, 9, 18)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def run(session: Session, school: School, coordinator: Account) -> CourseRun:
    """It closes on Monday 9 March at six in the evening, and needs three people."""
    return make_run(session, make_course(session, school), capacity=6, minimum=3)


def owed(session: Session) -> list[str]:
    """The templates of what staff are told, in order."""
    session.expire_all()
    return list(
        session.scalars(
            select(Message.template)
            .where(Message.template.startswith("run_short"))
            .order_by(Message.id)
        )
    )


def test_three_days_before_the_closing_the_coordinator_is_warned_once(
    session: Session, run: CourseRun, coordinator: Account, clock: FakeClock
) -> None:
    clock.set(CLOSES - timedelta(days=3, seconds=1))
    early = warn_of_short_runs()
    clock.set(CLOSES - timedelta(days=3))
    then, again = warn_of_short_runs(), warn_of_short_runs()

    message = session.scalars(select(Message)).one()
    assert (early, then, again) == (0, 1, 0)
    assert (message.template, message.person_id) == (
        "run_short",
        coordinator.person_id,
    )
    assert (message.params["needed"], message.params["missing"]) == (3, 3)


def test_once_closed_she_is_asked_to_decide(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(CLOSES - timedelta(days=1))
    warn_of_short_runs()
    clock.set(CLOSES)

    assert (warn_of_short_runs(), warn_of_short_runs()) == (1, 0)
    assert owed(session) == ["run_short", "run_short_closed"]


def test_after_an_outage_over_both_only_what_still_matters_is_said(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(CLOSES + timedelta(hours=2))

    warn_of_short_runs()

    assert owed(session) == ["run_short_closed"]


def test_a_longer_period_is_looked_at_anew(
    session: Session, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(CLOSES)
    warn_of_short_runs()
    run.windows[0].closes_at = CLOSES + timedelta(minutes=30)
    session.commit()
    clock.forward(minutes=30)

    assert warn_of_short_runs() == 1


@pytest.mark.parametrize(
    "settled",
    [
        {"minimum": None, "capacity": 2},  # half of two is one, and one has come
        {"cancelled_at": MONDAY_TEN, "cancel_reason": "강사 사정"},
        {"held_at": MONDAY_TEN, "held_reason": "심화반이라서"},
        {"published_at": None},
        {"starts_on": CLOSES.date()},
    ],
)
def test_nobody_is_warned_of_a_run_that_is_settled(
    session: Session, run: CourseRun, clock: FakeClock, settled: dict[str, Any]
) -> None:
    make_class(session, run, "가영")
    for name, value in settled.items():
        setattr(run, name, value)
    session.commit()
    clock.set(CLOSES)

    assert warn_of_short_runs() == 0
    assert owed(session) == []


def test_the_school_holds_it_anyway(
    session: Session, run: CourseRun, coordinator: Account, clock: FakeClock
) -> None:
    hold_anyway(
        session, run_id=run.id, reason=" 심화반 ", by=coordinator.id, now=MONDAY_TEN
    )
    session.commit()
    clock.set(CLOSES)

    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "run.held_anyway")
    ).one()
    assert (run.held_at, run.held_reason) == (MONDAY_TEN, "심화반")
    assert (noted.account_id, noted.detail) == (coordinator.id, {"missing": 3})
    assert warn_of_short_runs() == 0


def test_there_must_be_something_to_decide_and_a_reason(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    by = coordinator.id
    with pytest.raises(changes.ReasonNeeded):
        hold_anyway(session, run_id=run.id, reason="  ", by=by, now=MONDAY_TEN)
    make_class(session, run)
    with pytest.raises(NotShort):
        hold_anyway(session, run_id=run.id, reason="심화", by=by, now=MONDAY_TEN)
    run.cancelled_at = MONDAY_TEN
    session.commit()
    with pytest.raises(changes.RunIsCancelled):
        hold_anyway(session, run_id=run.id, reason="심화", by=by, now=MONDAY_TEN)
