"""Consents: history, taking back, and newer versions between sign-in and the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, Consent, ConsentText
from app.privacy import consenting
from app.privacy.models import ConsentAsk
from tests.support.factories.accounts import EMAIL, PASSWORD, make_member
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]
TODAY = date(2026, 3, 2)


@pytest.fixture
def member(session: Session) -> Account:
    """Who agreed to both texts as they are."""
    account = make_member(session)
    for text in queries.consent_texts(session, on=TODAY):
        session.add(
            Consent(person_id=account.person_id, text_id=text.id, agreed_at=MONDAY_TEN)
        )
    session.commit()
    return account


def newer(session: Session, kind: str, *, required: bool) -> ConsentText:
    text = ConsentText(
        kind=kind,
        version=2,
        effective_on=TODAY,
        required=required,
        title_ko=f"새 {kind}",
        title_en=f"New {kind}",
        body_ko="목적: 새로움",
        body_en="Purpose: newer",
    )
    session.add(text)
    session.commit()
    return text


def sign_in(visitor: PageClient, *, on_to: str = "/me") -> str:
    """Where the sign-in leads, redirects followed once."""
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD}, next=on_to)
    return str(visitor.last.headers["Location"])


def test_without_a_newer_text_nothing_comes_between(
    visitor: PageClient, member: Account
) -> None:
    first = sign_in(visitor)

    visitor.open(first)

    assert first == "/me"


def test_a_newer_required_text_stands_before_the_page_she_wanted(
    session: Session, visitor: PageClient, member: Account
) -> None:
    text = newer(session, "service", required=True)
    wanted = sign_in(visitor)

    visitor.open(wanted, status=302)
    asked = str(visitor.last.headers["Location"])
    page = visitor.open(asked)
    visitor.open("/account", status=302)  # no way round it

    assert asked == "/account/consents/new?next=/me"
    box = page.select_one(f"[name=agreed][value='{text.id}']")
    assert box is not None
    assert not box.has_attr("checked")


def test_agreeing_leads_on_and_is_kept(
    session: Session, visitor: PageClient, member: Account
) -> None:
    text = newer(session, "service", required=True)
    sign_in(visitor)

    visitor.post("privacy.asked_anew", {"agreed": text.id}, next="/me")
    onward = str(visitor.last.headers["Location"])
    visitor.open("/me")

    session.expire_all()
    assert onward == "/me"
    assert text.id in {
        c.text_id for c in queries.consents_of(session, member.person_id)
    }


def test_not_agreeing_offers_the_ways_out_which_are_open(
    session: Session, visitor: PageClient, member: Account
) -> None:
    newer(session, "service", required=True)
    sign_in(visitor)

    page = visitor.post("privacy.asked_anew", {}, status=200)
    visitor.get("privacy.erasure")
    visitor.get("privacy.policy")
    visitor.post("accounts.logout")

    assert page.alerts()
    assert page.select_one("a[href='/account/data/erasure']") is not None
    assert page.select_one("form[action='/logout']") is not None


def test_a_newer_optional_text_is_asked_once_and_does_not_block(
    session: Session, visitor: PageClient, member: Account
) -> None:
    text = newer(session, "news", required=False)
    sign_in(visitor)

    visitor.post("privacy.asked_anew", {}, next="/me")
    visitor.open("/me")

    session.expire_all()
    asks = session.scalars(select(ConsentAsk.text_id)).all()
    assert asks == [text.id]
    assert not consenting.asked_anew(session, member.person_id, on=TODAY).texts


def test_who_never_agreed_is_not_asked(session: Session, learner: Account) -> None:
    newer(session, "service", required=True)

    assert not consenting.asked_anew(session, learner.person_id, on=TODAY).texts


def test_a_text_of_tomorrow_is_not_asked_today(
    session: Session, member: Account
) -> None:
    newer(session, "service", required=True).effective_on = date(2026, 3, 3)
    session.flush()

    assert not consenting.asked_anew(session, member.person_id, on=TODAY).texts


def test_the_history_shows_who_and_when_and_lets_the_optional_be_taken_back(
    session: Session, pages: Pages, member: Account
) -> None:
    mine = pages(member)
    before = mine.get("privacy.consents")
    news = next(t for t in queries.consent_texts(session, on=TODAY) if not t.required)

    after = mine.post("accounts.withdraw_consent", text_id=news.id, follow=True)

    assert "누리집에서 직접" in before.words()
    assert len(before.select("main form[action$='/withdraw']")) == 1
    assert "철회함" in after.words()
    assert len(after.select("main form[action$='/withdraw']")) == 0


def test_the_required_one_is_not_taken_back(
    session: Session, pages: Pages, member: Account
) -> None:
    required = next(t for t in queries.consent_texts(session, on=TODAY) if t.required)

    page = pages(member).post(
        "accounts.withdraw_consent", text_id=required.id, follow=True
    )

    assert page.alerts()
    assert len(queries.consents_of(session, member.person_id)) == 2


def test_no_box_of_the_sign_up_is_ticked_before(visitor: PageClient) -> None:
    page = visitor.get("accounts.signup")

    boxes = page.select("[name=agreed]")
    assert len(boxes) == 2
    assert not [box for box in boxes if box.has_attr("checked")]
    assert page.select_one("main a[href='/privacy']") is not None
