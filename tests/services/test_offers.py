"""A seat is offered, held, and accepted, declined or lapsed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.models import CourseRun
from app.enrollment import offers, queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome, Settled
from app.outbox import Message
from tests.support.factories.courses import make_run
from tests.support.factories.offers import make_line, make_offer, secret_of
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN, seoul

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


def decline(session: Session, offer: Offer, now: datetime = LATER) -> Offer:
    return services.decline(
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


def test_an_offer_holds_its_seat_until_the_end_of_the_next_day(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    assert (offer.made_at, offer.deadline_at) == (MONDAY_TEN, DEADLINE)
    assert [place.status for place in line] == [CONFIRMED, OFFERED, WAITING, WAITING]
    assert counts(run) == (1, 1, 2)
    assert services.fill_vacancies(session, run=run, now=LATER) == []


def test_the_link_is_mailed_and_only_its_hash_is_kept(
    session: Session, line: list[Enrollment], offer: Offer
) -> None:
    secret = secret_of(session, line[1].person_id)

    assert offer.secret_hash == hash_of(secret)
    assert queries.offer_by_secret(session, hash_of(secret)) is offer
    assert queries.offer_by_secret(session, hash_of("guessed")) is None


def test_who_accepts_has_the_seat(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    accept(session, offer)

    assert (offer.outcome, offer.settled_how) == (OfferOutcome.ACCEPTED, Settled.LINK)
    assert offer.settled_at == LATER
    assert (line[1].status, line[1].confirmed_at) == (CONFIRMED, LATER)
    assert counts(run) == (2, 0, 2)
    assert letters(session, line[1])[-1] == "enrollment_confirmed"


def test_who_declines_leaves_and_the_next_is_offered_the_seat_at_once(
    session: Session, run: CourseRun, line: list[Enrollment], offer: Offer
) -> None:
    decline(session, offer)

    assert offer.outcome is OfferOutcome.DECLINED
    assert (line[1].status, line[1].ended_at) == (WITHDRAWN, LATER)
    assert line[2].status is OFFERED
    assert counts(run) == (1, 1, 1)
    assert letters(session, line[1])[-1] == "offer_declined"
    assert letters(session, line[2])[-1] == "seat_offered"


@pytest.mark.parametrize("answer", [accept, decline])
def test_the_same_answer_twice_is_one_answer(
    session: Session, run: CourseRun, offer: Offer, answer: object
) -> None:
    assert callable(answer)
    answer(session, offer)
    before = counts(run)

    again = answer(session, offer, LATER + timedelta(days=3))

    assert again.settled_at == LATER
    assert counts(run) == before


def test_who_accepted_withdraws_and_does_not_decline(
    session: Session, offer: Offer
) -> None:
    accept(session, offer)

    with pytest.raises(offers.OfferAccepted):
        decline(session, offer)


def test_who_declined_does_not_come_back(session: Session, offer: Offer) -> None:
    decline(session, offer)

    with pytest.raises(offers.OfferDeclined):
        accept(session, offer)


@pytest.mark.parametrize("answer", [accept, decline])
def test_after_the_deadline_nothing_is_answered_even_before_a_worker_came(
    session: Session, run: CourseRun, offer: Offer, answer: object
) -> None:
    assert callable(answer)
    with pytest.raises(offers.OfferTooLate):
        answer(session, offer, DEADLINE + timedelta(seconds=1))

    assert offer.outcome is None
    assert counts(run) == (1, 1, 2)


def test_in_the_last_instant_it_is_accepted(session: Session, offer: Offer) -> None:
    assert accept(session, offer, DEADLINE).outcome is OfferOutcome.ACCEPTED


def test_who_has_no_offer_answers_none(
    session: Session, line: list[Enrollment]
) -> None:
    with pytest.raises(offers.NoOffer):
        services.accept(
            session, enrollment_id=line[3].id, how=Settled.SIGNED_IN, now=LATER
        )


def test_staff_write_down_what_she_said_with_a_note(
    session: Session, run: CourseRun, offer: Offer, coordinator: Account
) -> None:
    told = {"enrollment_id": offer.enrollment_id, "how": Settled.STAFF, "now": LATER}
    with pytest.raises(offers.AnswerNoteMissing):
        services.accept(session, by=coordinator.id, note=" ", **told)  # type: ignore[arg-type]

    services.accept(session, by=coordinator.id, note="10:20 통화", **told)  # type: ignore[arg-type]

    assert (offer.settled_by, offer.reason) == (coordinator.id, "10:20 통화")
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.account_id) == ("offer.accepted", coordinator.id)
    assert entry.detail == {"enrollment": offer.enrollment_id, "run": run.id}
