"""Whatever happens in whatever order: never oversold, and no promise broken.

A model of the line, kept in plain lists, walks beside the services. After every step
the rows are compared with it: who was offered a seat, who lost one, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from app.courses.models import Course
from app.courses.services.details import RunSetup, details_of, windows_of
from app.courses.services.lifecycle import cancel_run
from app.courses.services.notice import change_run
from app.enrollment import queries, services
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.offers import Settled
from app.exceptions import DomainError
from app.extensions import db
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.people import make_account, make_person, make_school
from tests.support.seats import SeatModel
from tests.support.time import MONDAY_TEN, seoul

PEOPLE, STEPS = 7, 16
SOME, ALL = 100, 1000
somebody = st.integers(0, PEOPLE - 1)
pauses = st.sampled_from([timedelta(hours=3), timedelta(days=1), timedelta(days=2)])


class Seats(SeatModel, RuleBasedStateMachine):
    """One run, seven people, its school, and a worker, in any order."""

    course: int
    people: Sequence[int]
    staff: int

    @initialize(
        capacity=st.integers(1, 3),
        limit=st.sampled_from([None, 3]),
        crowd=st.integers(4, PEOPLE),
    )
    def begin(self, capacity: int, limit: int | None, crowd: int) -> None:
        course = self.session.get_one(Course, self.course)
        run = make_run(self.session, course, capacity=capacity, waiting_limit=limit)
        run.windows[0].closes_at = seoul(2026, 3, 31, 18)
        make_meetings(self.session, run, 3)
        self.watch(run, MONDAY_TEN)
        self.compare()
        for who in range(crowd):
            self.apply(who)
        self.compare()

    def teardown(self) -> None:
        """Nobody keeps a place: what people have in a thousand runs is looked up
        whenever they apply for the next."""
        self.session.rollback()
        self.session.execute(
            update(Enrollment)
            .where(Enrollment.status.in_(LIVE))
            .values(status=EnrollmentStatus.CANCELLED)
        )
        self.session.commit()

    # What people do

    @precondition(lambda self: len(self.live) < PEOPLE)
    @rule(who=somebody)
    def apply(self, who: int) -> None:
        self._try(
            lambda: services.apply(
                self.session,
                run_id=self.run.id,
                person_id=self.people[who],
                now=self.now,
            )
        )

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(self.live))
        person_id = self.session.get_one(Enrollment, place).person_id
        done = self._try(
            lambda: services.withdraw(
                self.session, enrollment_id=place, person_id=person_id, now=self.now
            )
        )
        self._ended(place, "herself", done)

    @precondition(lambda self: self.offered)
    @rule(data=st.data(), how=st.sampled_from([Settled.LINK, Settled.SIGNED_IN]))
    def accept(self, data: st.DataObject, how: Settled) -> None:
        place = data.draw(st.sampled_from(self.offered + self.live))
        offer = queries.open_offer(self.session, place)
        if self._try(
            lambda: services.accept(
                self.session, enrollment_id=place, how=how, now=self.now
            )
        ):
            self.accepted.add(place)
            assert offer is None or self.now <= offer.deadline_at

    @precondition(lambda self: self.offered)
    @rule(data=st.data(), how=st.sampled_from([Settled.LINK, Settled.SIGNED_IN]))
    def decline(self, data: st.DataObject, how: Settled) -> None:
        place = data.draw(st.sampled_from(self.offered + self.live))
        done = self._try(
            lambda: services.decline(
                self.session, enrollment_id=place, how=how, now=self.now
            )
        )
        self._ended(place, "herself", done)

    # What the school does

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(self.live))
        done = self._try(
            lambda: services.cancel(
                self.session,
                enrollment_id=place,
                by=self.staff,
                reason="거주지가 사실과 다름",
                now=self.now,
            )
        )
        self._ended(place, "school", done)

    @rule(capacity=st.integers(1, 5))
    def change_capacity(self, capacity: int) -> None:
        grows = capacity > (self.run.capacity or 0)
        details = replace(details_of(self.run), capacity=capacity)
        done = self._try(
            lambda: change_run(
                self.session,
                run_id=self.run.id,
                setup=RunSetup(details, windows_of(self.run)),
                by=self.staff,
                now=self.now,
                confirmed=True,
            )
        )
        self.owed = self.owed or (done and grows)

    @precondition(lambda self: len(self.line) > 1)
    @rule(data=st.data())
    def reorder(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(self.line))
        to = data.draw(st.integers(1, len(self.line)))
        if self._try(
            lambda: services.move_in_line(
                self.session,
                enrollment_id=place,
                to=to,
                reason="먼저 전화함",
                by=self.staff,
                now=self.now,
            )
        ):
            self.line.remove(place)
            self.line.insert(to - 1, place)

    @precondition(lambda self: self.numbers)
    @rule(sure=st.integers(0, 9))
    def call_off(self, sure: int) -> None:
        if sure == 0:  # rarely, or little else would happen
            self._try(
                lambda: cancel_run(
                    self.session,
                    run_id=self.run.id,
                    reason="신청자 부족",
                    by=self.staff,
                    now=self.now,
                )
            )

    # What the clock and the workers do

    @rule(pause=pauses, working=st.booleans())
    def wait(self, pause: timedelta, working: bool) -> None:
        self.now += pause
        if working:
            self._work()

    def _work(self) -> None:
        """The worker's passes, in their order, each in a transaction of its own."""
        run_id = self.run.id
        for one_pass in (
            services.end_cancelled_run,
            services.lapse_offers,
            services.end_list,
        ):
            assert self._try(
                lambda: one_pass(self.session, run_id=run_id, now=self.now)  # noqa: B023
            )
        assert self._try(
            lambda: services.fill_vacancies(self.session, run=self.run, now=self.now)
        )
        self.owed = False

    @invariant()
    def all_holds(self) -> None:
        self.compare()

    def _ended(self, place: int, how: str, done: bool) -> None:
        if done:
            self.ended_by[place] = how

    def _try(self, act: object) -> bool:
        """As a request does it: all of it, or a refusal and nothing."""
        assert callable(act)
        try:
            act()
        except DomainError:
            self.session.rollback()
            return False
        self.session.commit()
        return True


def test_never_oversold_and_no_promise_broken(
    scratch_app: Flask, request: pytest.FixtureRequest
) -> None:
    """With commits in earnest, on a database of its own."""
    whole = bool(request.config.getoption("--full"))

    class Walk(Seats):
        """The same people in each run: making them anew takes longer than walking."""

    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        school.courses_a_term = 2 * ALL
        Walk.session, Walk.course = session, make_course(session, school).id
        Walk.people = [make_person(session).id for _ in range(PEOPLE)]
        Walk.staff = make_account(session).id
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=ALL if whole else SOME,
                stateful_step_count=STEPS,
                derandomize=not whole,  # the tenth is always the same
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
