"""Real commits from many threads: numbers without gap or duplicate, PDFs made once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.permissions import Role
from app.certificates import services
from app.certificates.jobs import make_due_pdfs
from app.certificates.models import Certificate
from app.certificates.refusals import AlreadyIssued
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_finished_run,
    make_graduate,
)
from tests.support.factories.courses import make_course
from tests.support.factories.people import make_person, make_school, make_staff

THREADS = 12


def scene(app: Flask, *, runs: int) -> tuple[int, list[tuple[int, int]]]:
    """A coordinator, and twelve graduates of so many runs of one school."""
    with app.app_context():
        session = db.session()
        school = make_school(session)
        coordinator = make_staff(session, Role.COORDINATOR, school)
        course = make_course(session, school)
        made = [make_finished_run(session, school, course=course) for _ in range(runs)]
        places = [
            make_graduate(session, made[n % runs], make_person(session))
            for n in range(THREADS)
        ]
        return coordinator.id, [(place.run_id, place.id) for place in places]


def together(app: Flask, acts: list[Callable[[], object]]) -> list[object]:
    """Each act in a thread of its own, begun at one moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        with app.app_context():
            start.wait()
            return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def issuing(by: int, run_id: int, enrollment_id: int) -> Callable[[], object]:
    def act() -> object:
        try:
            with transaction() as session:
                services.issue(
                    session,
                    run_id=run_id,
                    enrollment_ids=[enrollment_id],
                    by=by,
                    now=ISSUE_DAY,
                )
        except AlreadyIssued:
            return "already"
        return "issued"

    return act


def serials(session: Session) -> list[int]:
    return sorted(session.scalars(select(Certificate.serial)))


def test_twelve_at_once_number_without_gap_or_duplicate(scratch_app: Flask) -> None:
    by, places = scene(scratch_app, runs=3)

    outcomes = together(scratch_app, [issuing(by, *place) for place in places])

    assert outcomes == ["issued"] * THREADS
    with scratch_app.app_context():
        assert serials(db.session()) == list(range(1, THREADS + 1))


def test_one_button_pressed_twelve_times_issues_once(scratch_app: Flask) -> None:
    by, places = scene(scratch_app, runs=1)

    outcomes = together(scratch_app, [issuing(by, *places[0])] * THREADS)

    assert sorted(map(str, outcomes)) == ["already"] * (THREADS - 1) + ["issued"]
    with scratch_app.app_context():
        assert serials(db.session()) == [1]


def test_several_workers_make_each_pdf_once(scratch_app: Flask) -> None:
    by, places = scene(scratch_app, runs=1)
    with scratch_app.app_context(), transaction() as session:
        services.issue(
            session,
            run_id=places[0][0],
            enrollment_ids=[enrollment_id for _, enrollment_id in places],
            by=by,
            now=ISSUE_DAY,
        )

    made = together(scratch_app, [make_due_pdfs] * 3)

    assert sum(int(str(number)) for number in made) == THREADS
    with scratch_app.app_context():
        found = db.session().execute(
            select(Certificate.pdf_attempts, Certificate.pdf_key)
        )
        attempts, keys = zip(*found.all(), strict=True)
    assert set(attempts) == {1}
    assert len(set(keys)) == THREADS
