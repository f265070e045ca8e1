"""Everybody presses “apply” at one moment, through the real page: on either database
the seats are given once, and what the page says is what is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.permissions import Role
from app.accounts.queries import account_of_session
from app.accounts.sessions import end_all
from app.courses.models import CourseRun
from app.enrollment import services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.views import pressing
from app.extensions import db
from app.outbox import Message
from app.unit_of_work import transaction
from tests.support.databases import counted
from tests.support.factories.courses import make_run
from tests.support.factories.people import make_account, make_staff
from tests.support.factories.sessions import signed_in_key
from tests.support.time import MONDAY_TEN

CROWD, SEATS = 40, 3


def make_rush(app: Flask, people: int = CROWD, **run: Any) -> tuple[int, list[str]]:
    """An open run, and the session keys of so many learners."""
    with app.app_context():
        session = db.session()
        made = make_run(session, **{"capacity": SEATS, "waiting_limit": None, **run})
        keys = [
            signed_in_key(session, make_account(session).id, now=MONDAY_TEN)
            for _ in range(people)
        ]
        session.commit()
        return made.id, keys


def press(app: Flask, run_id: int, key: str) -> TestResponse:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = key
    return client.post(f"/runs/{run_id}/apply")


def press_at_once(
    app: Flask, presses: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """All press (run, key) at one moment: the status, and where each was led."""
    start = Barrier(len(presses))

    def one(which: tuple[int, str]) -> tuple[int, str]:
        start.wait()
        answer = press(app, *which)
        path, _, _how = answer.headers.get("Location", "").partition("?")
        return answer.status_code, path

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(one, presses))


def stored(app: Flask, run_id: int) -> list[tuple[EnrollmentStatus, int | None]]:
    """Who has what in the order of arrival; and the counters say the same."""
    with app.app_context():
        rows = db.session.execute(
            select(Enrollment.status, Enrollment.waiting_no)
            .where(Enrollment.run_id == run_id)
            .order_by(Enrollment.id)
        ).all()
        assert services.recount(db.session(), run_id=run_id) == []
        db.session.rollback()
    return [(row.status, row.waiting_no) for row in rows]


def test_each_seat_is_given_once_and_numbers_have_no_gap(scratch_app: Flask) -> None:
    run_id, keys = make_rush(scratch_app)

    answers = press_at_once(scratch_app, [(run_id, key) for key in keys])

    places = stored(scratch_app, run_id)
    seats = [
        number for status, number in places if status is EnrollmentStatus.CONFIRMED
    ]
    waiting = [
        number for status, number in places if status is EnrollmentStatus.WAITING
    ]
    assert [status for status, _ in answers] == [302] * CROWD
    assert len({path for _, path in answers}) == CROWD
    assert seats == [None] * SEATS
    assert waiting == list(range(1, CROWD - SEATS + 1))
    with scratch_app.app_context():
        told = db.session.scalar(select(func.count()).select_from(Message))
        assert told == CROWD


def test_one_who_presses_many_times_has_one_place(scratch_app: Flask) -> None:
    run_id, (key,) = make_rush(scratch_app, people=1)

    answers = press_at_once(scratch_app, [(run_id, key)] * 8)

    assert len(set(answers)) == 1
    assert stored(scratch_app, run_id) == [(EnrollmentStatus.CONFIRMED, None)]


def test_two_openings_at_one_second_do_not_mix(scratch_app: Flask) -> None:
    first, keys = make_rush(scratch_app, people=12)
    second, others = make_rush(scratch_app, people=12)

    press_at_once(
        scratch_app, [(first, k) for k in keys] + [(second, k) for k in others]
    )

    for run_id in (first, second):
        found = Counter(status for status, _ in stored(scratch_app, run_id))
        assert found == {
            EnrollmentStatus.CONFIRMED: SEATS,
            EnrollmentStatus.WAITING: 12 - SEATS,
        }


def test_a_full_list_refuses_the_rest_in_words(scratch_app: Flask) -> None:
    run_id, keys = make_rush(scratch_app, people=8, waiting_limit=2)

    answers = press_at_once(scratch_app, [(run_id, key) for key in keys])

    assert Counter(status for status, _ in answers) == {302: SEATS + 2, 200: 3}
    assert len(stored(scratch_app, run_id)) == SEATS + 2


def test_who_is_not_signed_in_any_more_is_asked_to_sign_in(scratch_app: Flask) -> None:
    run_id, keys = make_rush(scratch_app, people=3)
    with scratch_app.app_context():
        gone = account_of_session(db.session(), keys[1])
        assert gone is not None
        with transaction() as session:
            end_all(session, gone, now=MONDAY_TEN)

    answers = press_at_once(scratch_app, [(run_id, key) for key in keys])

    assert [status for status, _ in answers] == [302, 401, 302]
    assert len(stored(scratch_app, run_id)) == 2


def test_staff_who_learn_are_placed_too(scratch_app: Flask) -> None:
    run_id, keys = make_rush(scratch_app, people=1)
    with scratch_app.app_context():
        session = db.session()
        school = session.get_one(CourseRun, run_id).course.school
        staff = make_staff(session, Role.COORDINATOR, school)
        keys.append(signed_in_key(session, staff.id, now=MONDAY_TEN))
        session.commit()

    answers = press_at_once(scratch_app, [(run_id, key) for key in keys])

    assert {status for status, _ in answers} == {302}
    assert len(stored(scratch_app, run_id)) == 2


def test_a_draft_and_a_run_that_is_not_there_spoil_nobodys_press(
    scratch_app: Flask,
) -> None:
    run_id, keys = make_rush(scratch_app, people=2)
    draft, others = make_rush(scratch_app, people=1, published_at=None)

    answers = press_at_once(
        scratch_app,
        [(run_id, keys[0]), (draft, others[0]), (999_999, keys[1])],
    )

    assert [status for status, _ in answers] == [302, 404, 404]
    assert len(stored(scratch_app, run_id)) == 1


def test_a_crowd_costs_as_many_statements_as_one(
    scratch_app: Flask, database_kind: str
) -> None:
    run_id, keys = make_rush(scratch_app, people=30)
    numbers, batches = [], database_kind == "postgresql"

    for group in (keys[:SEATS], keys[SEATS : SEATS + 1], keys[SEATS + 1 :]):
        with (
            scratch_app.test_request_context(),
            counted(db.engine) as statements,
        ):
            pressing.serve([pressing.Press(run_id, k, MONDAY_TEN) for k in group])
        # SQLite has no way to say which of many rows got which id: a row a statement.
        asked = [s for s in statements if batches or not s.startswith("INSERT")]
        numbers.append(len(asked))

    assert len(set(numbers)) == 1, numbers
