"""How offers end without an answer: lapsed, withdrawn, cancelled, called off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment import offers, queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.jobs import fill_due_vacancies, lapse_due_offers
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import PATIENCE, OfferOutcome, Settled
from app.outbox import Message
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.offers import make_line, make_offer
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN, FakeClock, seoul

CONFIRMED, WAITING = EnrollmentStatus.CONFIRMED, EnrollmentStatus.WAITING
OFFERED, WITHDRAWN = EnrollmentStatus.OFFERED, EnrollmentStatus.WITHDRAWN
DEADLINE = seoul(2026, 3, 3, 23, 59) + timedelta(seconds=59)
LATER = MONDAY_TEN + timedelta(hours=1)


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=1, waiting_limit=None)


@pytest.fixture
def line(session: Session, run: CourseRun) -> list[Enrollment]:
    """One with a seat, and three who wait."""
    return make_line(session, run, *(make_account(session).person for _ in range(4)))


@pytest.fixture
def offer(session: Session, line: list[Enrollment]) -> Offer:
    """A second seat, offered to the first who waits."""
    return make_offer(session, line[1])


def accept(session: Session, offer: Offer, now: datetime = LATER) -> Offer:
    return services.accept(
        session, enrollment_id=offer.enrollment_id, how=Settled.LINK, now=now
    )


def counts(run: CourseRun) -> tuple[int, int, int]:
    return run.confirmed_count, run.offered_count, run.waiting_count


def letters(session: Session, place: Enrollment) -> list[str]:
    return list(
        session.scalars(
            select(Message.template)
            .where(Message.person_id == place.person_id)
            .order_by(Message.id)
        )
    )


def test_an_offer_that_nobody_answered_lapses_and_the_next_is_asked(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    now = DEADLINE + timedelta(minutes=1)

    lapsed = services.lapse_offers(session, run_id=run.id, now=now)
    again = services.lapse_offers(session, run_id=run.id, now=now)

    assert (lapsed, again) == (1, 0)
    assert (offer.outcome, offer.settled_how) == (OfferOutcome.LAPSED, Settled.CLOCK)
    assert line[1].status is EnrollmentStatus.LAPSED
    assert letters(session, line[1])[-1] == "offer_lapsed"
    fresh = queries.open_offer(session, line[2].id)
    assert fresh is not None
    assert fresh.deadline_at == DEADLINE + timedelta(days=2)  # made on the 4th
    assert counts(run) == (1, 1, 1)


def test_until_an_answer_in_time_can_have_its_turn_nothing_lapses(
    session: Session, run: CourseRun, offer: Offer
) -> None:
    services.lapse_offers(session, run_id=run.id, now=DEADLINE + PATIENCE)

    assert accept(session, offer, DEADLINE).outcome is OfferOutcome.ACCEPTED


def test_runs_lapse_in_the_order_of_their_deadlines(session: Session) -> None:
    made = []
    for day in (5, 3, 4):
        run = make_run(session, capacity=1)
        line = make_line(session, run, *(make_account(session).person for _ in "ab"))
        made.append(make_offer(session, line[1], now=seoul(2026, 3, day, 9)))

    due = queries.runs_with_due_offers(session, now=seoul(2026, 3, 9))

    runs = [offer.enrollment.run_id for offer in made]
    assert due == [runs[1], runs[2], runs[0]]
    assert queries.runs_with_due_offers(session, now=MONDAY_TEN) == []


def test_who_withdraws_frees_the_seat_that_was_held_for_her(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    services.withdraw(
        session, enrollment_id=line[1].id, person_id=line[1].person_id, now=LATER
    )

    assert (offer.outcome, offer.settled_how) == (OfferOutcome.ENDED, Settled.SIGNED_IN)
    assert (line[1].status, line[2].status) == (WITHDRAWN, OFFERED)
    assert counts(run) == (1, 1, 1)


def test_the_school_cancels_with_the_reason_on_the_offer(
    session: Session, line: list[Enrollment], offer: Offer, coordinator: Account
) -> None:
    services.cancel(
        session,
        enrollment_id=line[1].id,
        by=coordinator.id,
        reason="거주지가 사실과 다름",
        now=LATER,
    )

    assert (offer.outcome, offer.settled_how) == (OfferOutcome.ENDED, Settled.SCHOOL)
    assert (offer.settled_by, offer.reason) == (coordinator.id, "거주지가 사실과 다름")
    with pytest.raises(offers.OfferEnded):
        accept(session, offer)


def test_a_run_called_off_settles_its_offers_and_tells_them(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    run.cancelled_at, run.cancel_reason = LATER, "신청자 부족"

    services.end_cancelled_run(session, run_id=run.id, now=LATER)

    assert (offer.outcome, offer.reason) == (OfferOutcome.ENDED, "신청자 부족")
    assert letters(session, line[1])[-1] == "run_cancelled"
    assert counts(run) == (0, 0, 0)


def test_nobody_is_offered_a_seat_after_the_second_class(
    session: Session, run: CourseRun, line: list[Enrollment]
) -> None:
    second = make_meetings(session, run)[1]
    run.capacity = 2

    assert services.fill_vacancies(session, run=run, now=second.ends_at) == []
    just_before = second.ends_at - timedelta(minutes=1)
    assert services.fill_vacancies(session, run=run, now=just_before) == [line[1]]
    offer = queries.open_offer(session, line[1].id)
    assert offer is not None
    assert offer.deadline_at == second.ends_at


def test_the_run_says_after_which_class_and_a_cancelled_one_does_not_count(
    session: Session, run: CourseRun
) -> None:
    meetings = make_meetings(session, run)
    run.list_ends_after = 1
    run.capacity = 2
    meetings[0].cancelled_at = MONDAY_TEN
    session.commit()

    ended = services.ended_list(session, run, now=meetings[0].ends_at)
    then = services.ended_list(session, run, now=meetings[1].ends_at)

    assert (ended, then) == (None, meetings[1].ends_at)


@pytest.mark.usefixtures("connection")
def test_the_passes_lapse_and_fill_and_are_harmless_twice(
    app: Flask, session: Session, clock: FakeClock, run: CourseRun, offer: Offer
) -> None:
    clock.set(DEADLINE + timedelta(minutes=1))

    with app.app_context():
        done = lapse_due_offers(), fill_due_vacancies()
        again = lapse_due_offers(), fill_due_vacancies()

    session.expire_all()
    assert (done, again) == ((1, 0), (0, 0))
    assert counts(run) == (1, 1, 1)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"outcome": OfferOutcome.ACCEPTED}, "settled_whole"),
        (
            {
                "outcome": OfferOutcome.ACCEPTED,
                "settled_how": Settled.LINK,
                "settled_at": DEADLINE + timedelta(seconds=1),
            },
            "answered_in_time",
        ),
        (
            {
                "outcome": OfferOutcome.LAPSED,
                "settled_how": Settled.CLOCK,
                "settled_at": DEADLINE,
            },
            "lapsed_in_time",
        ),
        (
            {
                "outcome": OfferOutcome.DECLINED,
                "settled_how": Settled.STAFF,
                "settled_at": LATER,
            },
            "staff_is_named",
        ),
        ({"deadline_at": MONDAY_TEN}, "deadline_after_made"),
    ],
)
def test_the_database_keeps_the_rules_of_an_offer(
    session: Session, offer: Offer, broken: dict[str, object], rule: str
) -> None:
    for name, value in broken.items():
        setattr(offer, name, value)

    with pytest.raises(IntegrityError, match=f"ck_offers_{rule}"):
        session.flush()


def test_nobody_has_two_open_offers(session: Session, offer: Offer) -> None:
    session.add(
        Offer(
            enrollment_id=offer.enrollment_id,
            made_at=MONDAY_TEN,
            deadline_at=DEADLINE,
            secret_hash=hash_of("another"),
        )
    )

    with pytest.raises(IntegrityError):
        session.flush()
