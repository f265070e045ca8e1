"""One's own two-step sign-in: on, off, recovery codes; and a school that demands it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts import factor_queries
from app.accounts.models import Account
from tests.support.factories.accounts import PASSWORD, last_message, make_member
from tests.support.factories.factors import code_at, make_factor, wrong_code_at
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
RECOVERY = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def key_on(page: Page) -> str:
    """The key, as somebody reads it who can't scan the picture."""
    return page.select(".code")[0].get_text().replace(" ", "")


def test_it_is_set_up_with_a_picture_a_key_and_a_first_code(
    pages: Pages, member: Account, clock: FakeClock
) -> None:
    client = pages(member)
    page = client.get("accounts.second_factor")
    code = code_at(clock(), key_on(page))

    shown = client.post("accounts.second_factor", {"code": code}, status=200)

    assert page.select("[role=img] svg path.qrline")
    assert re.fullmatch(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.select(".code")[0].text)
    assert len(set(RECOVERY.findall(shown.words()))) == 10
    assert client.last.headers["Cache-Control"] == "no-store"
    after = client.get("accounts.second_factor").words()
    assert "켜짐" in after
    assert not RECOVERY.search(after)


def test_the_key_stays_the_same_while_the_app_takes_it(
    pages: Pages, member: Account, session: Session, clock: FakeClock
) -> None:
    client = pages(member)
    key = key_on(client.get("accounts.second_factor"))

    again = client.post(
        "accounts.second_factor", {"code": wrong_code_at(clock())}, status=200
    )

    assert key_on(again) == key
    assert again.alerts()
    assert factor_queries.factor_of(session, member.id) is None


def test_the_key_is_nowhere_to_be_read_in_the_cookie(
    pages: Pages, member: Account
) -> None:
    client = pages(member)
    key = key_on(client.get("accounts.second_factor"))

    with client.client.session_transaction() as cookie:
        assert cookie["second_factor_draft"]
        assert key not in str(dict(cookie))


def test_another_reader_of_the_same_browser_gets_another_key(
    pages: Pages, member: Account, learner: Account
) -> None:
    client = pages(member)
    key = key_on(client.get("accounts.second_factor"))
    with client.client.session_transaction() as cookie:
        cookie["_user_id"] = pages(learner).key

    assert key_on(client.get("accounts.second_factor")) != key


def test_the_picture_is_drawn_in_english_too(pages: Pages, member: Account) -> None:
    page = pages(member).in_english().get("accounts.second_factor")

    assert page.heading() == "Turn two-step sign-in on"


def test_new_recovery_codes_take_a_code(
    pages: Pages, session: Session, member: Account, clock: FakeClock
) -> None:
    old = make_factor(session, member, now=clock())
    clock.forward(minutes=5)
    client = pages(member)
    client.get("accounts.recovery_codes")

    refused = client.post("accounts.recovery_codes", {"code": "1"}, status=200)
    shown = client.post(
        "accounts.recovery_codes", {"code": code_at(clock())}, status=200
    )

    assert refused.alerts()
    new = set(RECOVERY.findall(shown.words()))
    assert len(new) == 10
    assert not new & set(old)


def test_it_is_taken_away_with_password_and_code(
    pages: Pages, session: Session, member: Account, clock: FakeClock
) -> None:
    make_factor(session, member, now=clock())
    clock.forward(minutes=5)
    client = pages(member)
    client.get("accounts.remove_second_factor")
    code = code_at(clock())

    page = client.post(
        "accounts.remove_second_factor", {"password": "x", "code": code}, status=200
    )
    client.post("accounts.remove_second_factor", {"password": PASSWORD, "code": code})

    assert any("비밀번호가 맞지 않아요" in alert for alert in page.alerts())
    assert client.last.headers["Location"] == "/account"
    assert last_message(session).template == "second-factor-off"


def test_where_there_is_none_its_pages_lead_to_the_set_up(
    pages: Pages, member: Account
) -> None:
    client = pages(member)

    for endpoint in ("accounts.recovery_codes", "accounts.remove_second_factor"):
        client.get(endpoint, status=302)
        assert client.last.headers["Location"] == "/account/second-factor"
        client.post(endpoint, {"code": "123456"})
        assert client.last.headers["Location"] == "/account/second-factor"


def test_a_visitor_is_led_to_sign_in(visitor: PageClient) -> None:
    for path in ("", "/codes", "/remove"):
        visitor.open(f"/account/second-factor{path}", status=302)
        assert visitor.last.headers["Location"].startswith("/login?next=/account/")
