"""Seats added, taken away and called off while people wait: each promise is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses import changes
from app.courses.models import CourseRun
from app.courses.services.details import RunSetup, details_of, windows_of
from app.courses.services.lifecycle import cancel_run
from app.courses.services.notice import change_run
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.jobs import end_cancelled_runs, fill_due_vacancies
from app.enrollment.models import Enrollment
from app.outbox import OWED
from tests.support.factories.courses import make_run
from tests.support.factories.offers import make_line, make_offer
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN

OFFERED, WAITING = EnrollmentStatus.OFFERED, EnrollmentStatus.WAITING


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=1, waiting_limit=None)


@pytest.fixture
def line(session: Session, run: CourseRun) -> list[Enrollment]:
    """One with a seat, and three who wait."""
    return make_line(session, run, *(make_account(session).person for _ in range(4)))


def set_capacity(session: Session, run: CourseRun, seats: int, by: Account) -> None:
    change_run(
        session,
        run_id=run.id,
        setup=RunSetup(replace(details_of(run), capacity=seats), windows_of(run)),
        by=by.id,
        now=MONDAY_TEN,
        confirmed=True,
    )


@pytest.mark.usefixtures("connection")
def test_added_seats_are_offered_without_a_press(
    app: Flask,
    session: Session,
    run: CourseRun,
    line: list[Enrollment],
    coordinator: Account,
) -> None:
    session.info.pop(OWED, None)
    set_capacity(session, run, 3, coordinator)
    woken = session.info.get(OWED)
    session.commit()

    with app.app_context():
        done = fill_due_vacancies()

    session.expire_all()
    assert (woken, done) == (True, 2)
    assert [place.status for place in line[1:]] == [OFFERED, OFFERED, WAITING]


def test_a_seat_that_is_offered_is_not_taken_away(
    session: Session, run: CourseRun, line: list[Enrollment], coordinator: Account
) -> None:
    make_offer(session, line[1])

    with pytest.raises(changes.CapacityBelowSeats) as caught:
        set_capacity(session, run, 1, coordinator)

    assert caught.value.facts == {"taken": 2}


@pytest.mark.usefixtures("connection")
def test_who_has_a_seat_or_waits_for_one_hears_of_a_run_called_off_at_once(
    app: Flask,
    session: Session,
    run: CourseRun,
    line: list[Enrollment],
    coordinator: Account,
) -> None:
    make_offer(session, line[1])
    session.info.pop(OWED, None)
    cancel_run(
        session, run_id=run.id, reason="신청자 부족", by=coordinator.id, now=MONDAY_TEN
    )
    woken = session.info.get(OWED)
    session.commit()

    with app.app_context():
        ended = end_cancelled_runs()

    assert (woken, ended) == (True, 4)
