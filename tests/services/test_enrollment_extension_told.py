"""Everybody concerned is told of a longer application period, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.courses.extension_models import WindowExtension
from app.courses.models import CourseRun
from app.enrollment import opening_jobs
from app.enrollment.services import extending, withdraw
from app.extensions import db
from app.outbox import Message, decode
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.opening import (
    CLOSES,
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
)
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN, FakeClock

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


def told(session: Session) -> dict[int | None, dict[str, Any]]:
    """What everybody read about the extension, by person."""
    rows = session.scalars(select(Message).where(Message.template == "window_extended"))
    read = {r.person_id: decode(r.params, language="ko", masked=True) for r in rows}
    return dict(read)


@dataclass(frozen=True)
class Scene:
    """A run with one seat, and people in every state."""

    run: CourseRun
    seated: Account
    waiting: Account
    ready: Account


def make_scene(session: Session) -> Scene:
    """Besides those named one has left, who hears nothing."""
    run = make_upcoming(session, capacity=1)
    seated, waiting, ready, gone = (make_account(session) for _ in range(4))
    for each in (seated, ready):
        make_prepared(session, run, each)
    for each in (seated, waiting, gone):
        place = make_enrollment(session, run, each.person, now=TOMORROW_TEN)
    withdraw(
        session, enrollment_id=place.id, person_id=gone.person_id, now=TOMORROW_TEN
    )
    session.commit()
    return Scene(run, seated, waiting, ready)


def test_who_has_a_place_waits_or_prepared_is_told_once(
    app: Flask, session: Session, coordinator: Account, clock: FakeClock
) -> None:
    scene = make_scene(session)
    extend(session, scene.run, coordinator, now=TOMORROW_TEN)
    clock.set(TOMORROW_TEN + timedelta(minutes=1))
    make_enrollment(session, scene.run, now=clock())

    with app.app_context():
        done = [opening_jobs.tell_of_extensions() for _ in range(2)]

    read = told(session)
    people = (scene.seated, scene.waiting, scene.ready)
    assert done == [1, 0]
    assert set(read) == {account.person_id for account in people}
    assert read[scene.seated.person_id]["path"].startswith("/me/enrollments/")
    assert read[scene.ready.person_id]["path"] == f"/runs/{scene.run.id}/apply"
    said = {(one["old"], one["new"], one["reason"]) for one in read.values()}
    assert said == {(CLOSES, LONGER, REASON)}


def test_of_a_run_called_off_since_it_is_no_news(
    app: Flask,
    session: Session,
    run: CourseRun,
    coordinator: Account,
    learner: Account,
    clock: FakeClock,
) -> None:
    make_enrollment(session, run, learner.person)
    extend(session, run, coordinator)
    run.cancelled_at = MONDAY_TEN
    session.commit()

    with app.app_context():
        done = [opening_jobs.tell_of_extensions() for _ in range(2)]

    assert done == [1, 0]
    assert told(session) == {}


def test_many_workers_tell_everybody_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        run = make_run(session, make_course(session, school), capacity=4)
        for _ in range(6):
            make_enrollment(session, run, make_account(session).person)
        extend(session, run, make_staff(session, Role.COORDINATOR, school))

    at_once(
        scratch_app,
        [lambda session: extending.tell_of_extension(session, now=MONDAY_TEN)] * 5,
    )

    with scratch_app.app_context():
        rows = db.session.scalars(
            select(Message.person_id).where(Message.template == "window_extended")
        ).all()
        assert len(rows) == len(set(rows)) == 6
