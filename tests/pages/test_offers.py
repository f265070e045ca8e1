"""`/offers/<secret>` and her own page: a seat offered, answered by a press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome, Settled
from tests.support.factories.offers import make_offered, secret_of
from tests.support.pages import PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Open = Callable[[Account | None], PageClient]
TOO_LATE = seoul(2026, 3, 4) + timedelta(seconds=1)
HOLD = "3월 3일(화) 23:59까지 자리를 맡아 둘게요."


@pytest.fixture
def offer(session: Session, learner: Account) -> Offer:
    return make_offered(session, learner.person)


@pytest.fixture
def secret(session: Session, offer: Offer, learner: Account) -> str:
    return secret_of(session, learner.person_id)


@pytest.fixture
def hers(pages: Open, learner: Account) -> PageClient:
    return pages(learner)


def outcome(session: Session, offer: Offer) -> OfferOutcome | None:
    session.expire_all()
    return offer.outcome


def test_opening_the_link_shows_the_deadline_and_answers_nothing(
    visitor: PageClient, session: Session, offer: Offer, secret: str
) -> None:
    page = visitor.get("enrollment.offer", secret=secret)
    visitor.get("enrollment.offer", secret=secret)

    assert page.heading() == "자리가 났어요"
    assert HOLD in page.words()
    assert "김*경 님" in page.words()  # whoever holds the link isn't told the name
    labels = [text_of(button) for button in page.select("main button")]
    assert labels == ["네, 자리를 받을게요", "아니요, 받지 않을게요"]
    assert visitor.last.headers["Cache-Control"] == "no-store"
    assert outcome(session, offer) is None


@pytest.mark.parametrize(
    ("press", "said", "settled"),
    [
        ("accept", "자리를 받았어요. 이제 내 자리예요.", OfferOutcome.ACCEPTED),
        ("decline", "자리를 받지 않기로 했어요.", OfferOutcome.DECLINED),
    ],
)
def test_a_press_answers_and_pressed_twice_it_says_the_same(
    visitor: PageClient,
    session: Session,
    offer: Offer,
    secret: str,
    press: str,
    said: str,
    settled: OfferOutcome,
) -> None:
    first = visitor.post(f"enrollment.{press}_offer", secret=secret, follow=True)
    again = visitor.post(f"enrollment.{press}_offer", secret=secret, follow=True)

    assert outcome(session, offer) is settled
    assert offer.settled_how is Settled.LINK
    assert said in first.words()
    assert first.words() == again.words()
    assert not again.alerts()
    assert not again.select("main button")


def test_after_the_deadline_it_is_refused_in_words(
    visitor: PageClient,
    session: Session,
    offer: Offer,
    secret: str,
    clock: FakeClock,
) -> None:
    clock.set(TOO_LATE)

    page = visitor.get("enrollment.offer", secret=secret)
    refused = visitor.post("enrollment.accept_offer", secret=secret, follow=True)

    assert not page.select("main button")
    assert "그 시간이 지나서" in page.words()
    assert "그 시간이 지나서" in refused.alerts()[0]
    assert outcome(session, offer) is None  # for the clock to note


def test_declined_and_then_accepted_says_that_it_went_on(
    visitor: PageClient, session: Session, offer: Offer, secret: str
) -> None:
    visitor.post("enrollment.decline_offer", secret=secret)

    page = visitor.post("enrollment.accept_offer", secret=secret, follow=True)

    assert "다음 대기자에게 넘어갔어요." in page.alerts()[0]
    assert outcome(session, offer) is OfferOutcome.DECLINED


def test_a_run_called_off_is_said_where_it_was_offered(
    visitor: PageClient, session: Session, offer: Offer, secret: str
) -> None:
    run = offer.enrollment.run
    run.cancelled_at, run.cancel_reason = MONDAY_TEN, "신청자 부족"
    session.commit()

    before = visitor.get("enrollment.offer", secret=secret)
    refused = visitor.post("enrollment.accept_offer", secret=secret, follow=True)
    services.end_cancelled_run(session, run_id=run.id, now=MONDAY_TEN)
    session.commit()
    after = visitor.get("enrollment.offer", secret=secret)

    for page in (before, refused, after):
        assert "폐강" in page.words()
        assert not page.select("main button")


@pytest.mark.parametrize("press", ["", "accept", "decline"])
def test_an_unknown_link_is_a_page_that_says_so(
    visitor: PageClient, offer: Offer, press: str
) -> None:
    if press:
        visitor.post(f"enrollment.{press}_offer", secret="guessed", status=404)
    else:
        visitor.get("enrollment.offer", secret="guessed", status=404)


def test_the_link_reads_in_english(
    visitor: PageClient, offer: Offer, secret: str
) -> None:
    page = visitor.in_english().get("enrollment.offer", secret=secret)

    assert page.heading() == "A seat for you"
    assert "We hold a seat for you until Tue 3 Mar 23:59." in page.words()


def test_her_own_pages_show_the_offer_and_take_her_answer(
    hers: PageClient, session: Session, offer: Offer
) -> None:
    place_id = offer.enrollment_id

    home = hers.get("home.me")
    page = hers.get("enrollment.show", enrollment_id=place_id)
    answered = hers.post("enrollment.accept_mine", enrollment_id=place_id, follow=True)

    assert "제안에 답하기" in home.words()
    assert HOLD in home.words()
    assert HOLD in page.words()
    assert "자리를 받았어요. 이제 내 자리예요." in answered.notes()
    assert outcome(session, offer) is OfferOutcome.ACCEPTED
    assert offer.settled_how is Settled.SIGNED_IN


def test_declining_on_her_own_page_ends_her_enrolment(
    hers: PageClient, session: Session, offer: Offer
) -> None:
    page = hers.post(
        "enrollment.decline_mine", enrollment_id=offer.enrollment_id, follow=True
    )

    assert "자리를 받지 않기로 했어요." in page.words()
    session.expire_all()
    assert offer.enrollment.status is EnrollmentStatus.WITHDRAWN


def test_what_lapsed_is_said_on_her_page(
    hers: PageClient, session: Session, offer: Offer, clock: FakeClock
) -> None:
    clock.set(TOO_LATE + timedelta(minutes=1))
    services.lapse_offers(session, run_id=offer.enrollment.run_id, now=clock())
    session.commit()

    page = hers.get("enrollment.show", enrollment_id=offer.enrollment_id)

    assert "그 시간이 지나서 다음 대기자에게 넘어가요." in page.words()


def test_nobody_answers_for_somebody_else(
    pages: Open,
    visitor: PageClient,
    session: Session,
    offer: Offer,
    other_learner: Account,
    coordinator: Account,
) -> None:
    for press in ("enrollment.accept_mine", "enrollment.decline_mine"):
        for stranger in (other_learner, coordinator):
            pages(stranger).post(press, enrollment_id=offer.enrollment_id, status=404)
        visitor.post(press, enrollment_id=offer.enrollment_id)

    assert outcome(session, offer) is None
