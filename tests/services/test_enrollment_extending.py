"""A longer application period: written once, for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.audit import AuditEntry
from app.courses.changes import ReasonNeeded, RunIsCancelled
from app.courses.extending import NotLonger, NotPublishedYet, WindowMoved
from app.courses.extension_models import WindowExtension
from app.courses.interruptions import (
    interruptions_of,
)
from app.courses.models import ApplicationWindow, CourseRun
from app.courses.publication import WindowOutlastsRun
from app.enrollment.services import extending
from app.extensions import db
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.opening import (
    CLOSES,
)
from tests.support.factories.people import make_school, make_staff
from tests.support.races import at_once
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


def test_the_window_closes_later_and_everybody_can_read_why(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    extend(session, run, coordinator, reason=f"  {REASON} ")

    session.expire_all()
    (one,) = interruptions_of(session, run).extensions
    assert run.windows[0].closes_at == LONGER
    assert (one.old_closes_at, one.new_closes_at) == (CLOSES, LONGER)
    assert (one.reason, one.made_at) == (REASON, MONDAY_TEN)
    line = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "window.extended")
    ).one()
    assert (line.account_id, line.subject_id) == (coordinator.id, run.id)
    assert REASON not in str(line.detail)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": " "}, ReasonNeeded),
        ({"until": CLOSES}, NotLonger),
        ({"seen": CLOSES - timedelta(minutes=1)}, WindowMoved),
        ({"window_id": 999_999}, WindowMoved),
        ({"until": seoul(2026, 4, 1, 0, 1)}, WindowOutlastsRun),
    ],
)
def test_what_would_break_a_rule_is_refused_and_changes_nothing(
    session: Session,
    run: CourseRun,
    coordinator: Account,
    more: dict[str, Any],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        extend(session, run, coordinator, **more)

    session.rollback()
    assert run.windows[0].closes_at == CLOSES
    assert session.scalars(select(WindowExtension)).all() == []


def test_a_draft_and_a_run_called_off_are_not_extended(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    run.cancelled_at = MONDAY_TEN
    session.commit()
    with pytest.raises(RunIsCancelled):
        extend(session, run, coordinator)
    run.published_at = run.cancelled_at = None
    session.commit()
    with pytest.raises(NotPublishedYet):
        extend(session, run, coordinator)


def test_a_window_that_has_closed_opens_again(
    session: Session, run: CourseRun, coordinator: Account, learner: Account
) -> None:
    now = CLOSES + timedelta(hours=1)

    extend(session, run, coordinator, until=now + timedelta(hours=1), now=now)

    make_enrollment(session, run, learner.person, now=now)


def test_of_two_coordinators_at_once_the_second_is_told(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        run = make_run(session, make_course(session, school))
        by = make_staff(session, Role.COORDINATOR, school).id
        run_id, window_id = run.id, run.windows[0].id

    done = at_once(
        scratch_app,
        [
            lambda session: extending.extend(
                session,
                run_id=run_id,
                window_id=window_id,
                seen=CLOSES,
                until=LONGER,
                reason=REASON,
                by=by,
                now=MONDAY_TEN,
            )
        ]
        * 3,
    )

    with scratch_app.app_context():
        assert sorted(done) == ["WindowMoved", "WindowMoved", "done"]
        assert len(db.session.scalars(select(WindowExtension)).all()) == 1


def test_the_fact_stays_when_the_windows_are_written_anew(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    extend(session, run, coordinator)

    run.windows = [ApplicationWindow(opens_at=MONDAY_TEN, closes_at=LONGER)]
    session.commit()

    session.expire_all()
    (one,) = interruptions_of(session, run).extensions
    assert (one.window_id, one.new_closes_at) == (None, LONGER)
