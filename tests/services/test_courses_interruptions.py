"""What upset an application period, and whether somebody has mended it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.extension_models import WindowExtension
from app.courses.interruptions import (
    ASKED_FOR,
    interruptions_by_run,
    interruptions_of,
)
from app.courses.models import ApplicationWindow, CourseRun
from app.enrollment.services import extending
from app.places.models import School
from tests.support.databases import counted
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.opening import (
    CLOSES,
    make_gap,
    make_upcoming,
)
from tests.support.time import MONDAY_TEN, seoul

LONGER = CLOSES + timedelta(minutes=10)
REASON = "3월 2일 오전에 접속이 되지 않았어요."


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school))


def extend(
    session: Session, run: CourseRun, by: Account, **more: Any
) -> WindowExtension:
    facts: dict[str, Any] = {
        "window_id": run.windows[0].id,
        "seen": CLOSES,
        "until": LONGER,
        "reason": REASON,
        "now": MONDAY_TEN,
    }
    made = extending.extend(session, run_id=run.id, by=by.id, **(facts | more))
    session.commit()
    return made


BEGAN = seoul(2026, 3, 2, 10, 2)


def test_an_outage_asks_until_its_window_is_extended(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    make_gap(session, BEGAN, 7)

    before = interruptions_of(session, run)
    extend(session, run, coordinator, now=BEGAN + timedelta(minutes=30))
    after = interruptions_of(session, run)

    assert before.times == [(BEGAN, BEGAN + timedelta(minutes=7))]
    assert len(before.unmended) == 1
    assert after.times == before.times
    assert after.unmended == []


def test_an_extension_of_before_mends_no_later_outage(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    extend(session, run, coordinator, now=MONDAY_TEN)
    make_gap(session, BEGAN, 7)

    assert len(interruptions_of(session, run).unmended) == 1


def test_what_overlaps_two_windows_is_said_once(
    session: Session, run: CourseRun
) -> None:
    run.windows.append(
        ApplicationWindow(opens_at=seoul(2026, 3, 1, 12), closes_at=CLOSES)
    )
    session.commit()
    make_gap(session, BEGAN, 7)

    found = interruptions_of(session, run)

    assert len(found.outages) == 2
    assert len(found.times) == 1


def by_run(
    session: Session, runs: list[CourseRun], now: datetime
) -> tuple[list[int], int]:
    """Which runs still ask for something, and with how many statements it was known."""
    for run in runs:
        assert run.windows  # read before
    with counted(session.get_bind()) as statements:
        found = interruptions_by_run(session, runs, now=now)
    return [i for i, told in found.items() if told.unmended], len(statements)


def test_for_many_runs_two_statements_tell(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    other, upcoming = make_run(session), make_upcoming(session)
    quiet, one = by_run(session, [run, other, upcoming], MONDAY_TEN)
    make_gap(session, BEGAN, 7)
    now = BEGAN + timedelta(hours=1)

    asked, two = by_run(session, [run, other, upcoming], now)
    extend(session, run, coordinator, now=now)
    rest, _ = by_run(session, [run, other, upcoming], now)
    old, _ = by_run(session, [run, other], now + ASKED_FOR)

    assert (quiet, one, two) == ([], 1, 2)
    assert asked == [run.id, other.id]
    assert rest == [other.id]
    assert old == []
