"""The seat counters say what the enrolments say, whatever happened."""

from __future__ import annotations

import contextlib

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.jobs import end_cancelled_runs, fill_due_vacancies
from app.exceptions import DomainError
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account, make_person
from tests.support.time import MONDAY_TEN

PEOPLE = 6
steps = st.lists(
    st.tuples(
        st.sampled_from(["apply", "apply", "leave", "cancel", "grow", "fill"]),
        st.integers(0, PEOPLE - 1),
    ),
    max_size=30,
)


def take(
    session: Session, run: CourseRun, person_id: int, staff: int, step: str
) -> None:
    mine = queries.live_enrollment(session, run_id=run.id, person_id=person_id)
    with contextlib.suppress(DomainError):
        if step == "apply":
            services.apply(session, run_id=run.id, person_id=person_id, now=MONDAY_TEN)
        elif step == "leave" and mine:
            services.withdraw(
                session, enrollment_id=mine.id, person_id=person_id, now=MONDAY_TEN
            )
        elif step == "cancel" and mine:
            services.cancel(
                session,
                enrollment_id=mine.id,
                by=staff,
                reason="시험",
                now=MONDAY_TEN,
            )
        elif step == "grow":
            run.capacity = (run.capacity or 0) + 1
        elif step == "fill":
            services.fill_vacancies(session, run=run, now=MONDAY_TEN)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_after_any_sequence_the_counters_are_right(
    session: Session, walked: list[tuple[str, int]]
) -> None:
    run = make_run(session, make_course(session), capacity=2, waiting_limit=2)
    people = [make_person(session).id for _ in range(PEOPLE)]
    staff = make_account(session).id

    for step, who in walked:
        take(session, run, people[who], staff, step)

    session.commit()
    assert services.recount(session, run_id=run.id) == []
    counts = queries.counts_by_status(session, run.id)
    held = (EnrollmentStatus.CONFIRMED, EnrollmentStatus.OFFERED)
    assert sum(counts.get(each, 0) for each in held) <= (run.capacity or 0)
    assert counts.get(EnrollmentStatus.WAITING, 0) <= 2
    live = queries.live_of_run(session, run.id)
    assert len({place.person_id for place in live}) == len(live)
    assert all(place.status in LIVE for place in live)


def test_a_wrong_counter_is_found_and_mended(session: Session) -> None:
    run = make_run(session)
    make_enrollment(session, run)
    run.confirmed_count = 4
    session.commit()

    found = services.recount(session, run_id=run.id, mend=True)

    assert found == [services.Difference(run.id, "confirmed_count", 4, 1)]
    assert services.recount(session, run_id=run.id) == []


def test_the_command_says_what_differs(
    app: Flask, session: Session, connection: Connection
) -> None:
    run = make_run(session)
    run.waiting_count = 3
    session.commit()
    runner = app.test_cli_runner()

    said = runner.invoke(args=["enrollment", "recount"])
    mended = runner.invoke(args=["enrollment", "recount", "--mend"])
    clean = runner.invoke(args=["enrollment", "recount"])

    assert said.exit_code == 1
    assert f"run {run.id}: waiting_count says 3, there are 0" in said.output
    assert "mended" in mended.output
    assert (clean.exit_code, clean.output.strip()) == (0, "every counter is right")


@pytest.mark.usefixtures("connection")
def test_the_passes_fill_seats_and_end_cancelled_runs(
    app: Flask, session: Session
) -> None:
    grown = make_run(session, capacity=1)
    waiting = [make_enrollment(session, grown) for _ in range(3)][1:]
    called_off = make_run(session)
    lost = make_enrollment(session, called_off)
    grown.capacity = 2
    called_off.cancelled_at = MONDAY_TEN
    session.commit()

    with app.app_context():
        done = fill_due_vacancies(), end_cancelled_runs()
        again = fill_due_vacancies(), end_cancelled_runs()

    session.expire_all()
    assert (done, again) == ((1, 1), (0, 0))
    assert [place.status.value for place in waiting] == ["offered", "waiting"]
    assert lost.status is EnrollmentStatus.CANCELLED
