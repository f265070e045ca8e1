"""An offer and two who decide about it at one moment: threads, real commits."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.permissions import Role
from app.courses.models import CourseRun
from app.courses.queries import lock_run
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome, Settled
from app.extensions import db
from tests.support.factories.courses import make_run
from tests.support.factories.offers import make_line, make_offer
from tests.support.factories.people import make_account, make_staff
from tests.support.races import Act, at_once
from tests.support.time import seoul

DEADLINE = seoul(2026, 3, 3, 23, 59) + timedelta(seconds=59)
LAPSED = DEADLINE + timedelta(minutes=1)
THREADS = 6


class Scene:
    """A run with two seats: one taken, one offered; and four who wait behind."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            session = db.session()
            run = make_run(session, capacity=1, waiting_limit=None)
            people = [make_account(session).person for _ in range(6)]
            line = make_line(session, run, *people)
            offer = make_offer(session, line[1])
            self.run_id, self.offer_id = run.id, offer.id
            self.place_id, self.person_id = line[1].id, line[1].person_id
            self.waiting = [place.id for place in line[2:]]
            self.staff_id = make_staff(session, Role.COORDINATOR).id

    def accepting(self) -> Act:
        return lambda session: services.accept(
            session, enrollment_id=self.place_id, how=Settled.LINK, now=DEADLINE
        )

    def declining(self) -> Act:
        return lambda session: services.decline(
            session, enrollment_id=self.place_id, how=Settled.LINK, now=DEADLINE
        )

    def lapsing(self) -> Act:
        return lambda session: services.lapse_offers(
            session, run_id=self.run_id, now=LAPSED
        )

    def withdrawing(self) -> Act:
        return lambda session: services.withdraw(
            session,
            enrollment_id=self.place_id,
            person_id=self.person_id,
            now=DEADLINE,
        )

    def moving(self, place_id: int, to: int) -> Act:
        return lambda session: services.move_in_line(
            session,
            enrollment_id=place_id,
            to=to,
            reason="시험",
            by=self.staff_id,
            now=DEADLINE,
        )

    def outcome(self) -> tuple[OfferOutcome | None, EnrollmentStatus]:
        """What became of the offer; and the counters say what the rows say."""
        with self.app.app_context():
            session = db.session()
            assert services.recount(session, run_id=self.run_id) == []
            run = session.get_one(CourseRun, self.run_id)
            assert run.confirmed_count + run.offered_count <= (run.capacity or 0)
            offer = session.get_one(Offer, self.offer_id)
            found = offer.outcome, offer.enrollment.status
            session.rollback()
        return found


@pytest.fixture
def scene(scratch_app: Flask) -> Scene:
    return Scene(scratch_app)


def test_accepting_six_times_at_once_is_accepted_once(scene: Scene) -> None:
    outcomes = at_once(scene.app, [scene.accepting()] * THREADS)

    assert Counter(outcomes) == {"done": THREADS}
    assert scene.outcome() == (OfferOutcome.ACCEPTED, EnrollmentStatus.CONFIRMED)


def test_of_accepting_and_declining_at_once_one_counts(scene: Scene) -> None:
    outcomes = at_once(scene.app, [scene.accepting(), scene.declining()] * 3)

    outcome, status = scene.outcome()
    if outcome is OfferOutcome.ACCEPTED:
        assert outcomes == ["done", "OfferAccepted"] * 3
        assert status is EnrollmentStatus.CONFIRMED
    else:
        assert outcomes == ["OfferDeclined", "done"] * 3
        assert status is EnrollmentStatus.WITHDRAWN


def test_an_answer_and_the_lapse_at_once_end_in_one_of_them(scene: Scene) -> None:
    outcomes = at_once(scene.app, [scene.accepting(), *[scene.lapsing()] * 3])

    outcome, status = scene.outcome()
    if outcomes[0] == "done":
        assert (outcome, status) == (
            OfferOutcome.ACCEPTED, EnrollmentStatus.CONFIRMED
        )  # fmt: skip
    else:
        assert outcomes[0] == "OfferTooLate"
        assert (outcome, status) == (OfferOutcome.LAPSED, EnrollmentStatus.LAPSED)


def test_many_workers_lapse_an_offer_once_and_ask_the_next_once(scene: Scene) -> None:
    outcomes = at_once(scene.app, [scene.lapsing()] * THREADS)

    assert Counter(outcomes) == {"done": THREADS}
    assert scene.outcome() == (OfferOutcome.LAPSED, EnrollmentStatus.LAPSED)
    with scene.app.app_context():
        session = db.session()
        made = queries.open_offers(session, scene.waiting)
    assert list(made) == [scene.waiting[0]]


def test_accepting_and_withdrawing_at_once_leave_her_with_one_of_them(
    scene: Scene,
) -> None:
    outcomes = at_once(scene.app, [scene.accepting(), scene.withdrawing()])

    outcome, status = scene.outcome()
    assert outcomes[1] == "done"  # a seat she has just accepted can be given up too
    assert status is EnrollmentStatus.WITHDRAWN
    assert outcome is (
        OfferOutcome.ACCEPTED if outcomes[0] == "done" else OfferOutcome.ENDED
    )


def test_a_capacity_lowered_meanwhile_never_takes_an_offered_seat(
    scene: Scene,
) -> None:
    def lower(session: Session) -> None:
        run = lock_run(session, scene.run_id)
        taken = run.confirmed_count + run.offered_count
        run.capacity = max(1, taken)

    at_once(scene.app, [scene.accepting(), lower, scene.lapsing(), lower])

    scene.outcome()


def test_the_order_changed_while_seats_are_offered_passes_nobody_over(
    scene: Scene,
) -> None:
    last = scene.waiting[-1]

    outcomes = at_once(scene.app, [scene.declining(), scene.moving(last, 1)])

    assert outcomes == ["done", "done"]
    scene.outcome()
    with scene.app.app_context():
        session = db.session()
        (offered,) = queries.open_offers(session, scene.waiting)
        line = [place.id for place in queries.whole_line(session, scene.run_id)]
    # Either the move came first, and she is asked; or it found the line shorter.
    assert [offered, *line] in (
        [last, *scene.waiting[:-1]],
        [scene.waiting[0], last, *scene.waiting[1:-1]],
    )
