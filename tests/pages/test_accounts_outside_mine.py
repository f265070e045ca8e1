"""Kakao and Naver, connected from one's own account."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.entry_models import OutsideIdentity
from app.accounts.models import Account
from tests.support.factories.accounts import last_message, make_member
from tests.support.oauth import OutsideServer
from tests.support.outside import answered, offered
from tests.support.pages import Page, PageClient

Pages = Callable[[Account | None], PageClient]
BOTH = pytest.mark.parametrize("provider", ["kakao", "naver"])


@pytest.fixture
def server(app: Flask) -> Iterator[OutsideServer]:
    with offered(app) as server:
        yield server


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def joined(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(OutsideIdentity)).one()


def connected(client: PageClient, provider: str = "kakao") -> Page:
    """Press “connect”, go there and back."""
    client.get("accounts.outside_connect", status=302, provider=provider)
    client.open(answered(client.last.headers["Location"]), status=302)
    return client.open(client.last.headers["Location"])


@BOTH
def test_one_connects_and_disconnects(
    pages: Pages,
    session: Session,
    member: Account,
    server: OutsideServer,
    provider: str,
) -> None:
    server.says.email = "quite-another@example.org"
    client = pages(member)

    page = connected(client, provider)
    after = client.post("accounts.outside_disconnect", provider=provider, follow=True)

    assert page.heading() == "카카오·네이버로 로그인하기"
    assert "연결됨" in page.words()
    assert "연결됨" not in after.words()
    assert joined(session) == 0
    assert last_message(session).template == "outside-disconnected"


@pytest.mark.usefixtures("server")
def test_what_belongs_to_another_account_is_not_taken(
    pages: Pages, session: Session, member: Account, learner: Account
) -> None:
    connected(pages(member))

    page = connected(pages(learner))

    assert any("다른 계정에 연결돼" in alert for alert in page.alerts())
    assert joined(session) == 1


@pytest.mark.usefixtures("server")
def test_the_last_way_in_stays(
    pages: Pages, session: Session, learner: Account
) -> None:
    client = pages(learner)
    page = connected(client)

    kept = client.post("accounts.outside_disconnect", provider="kakao", follow=True)

    assert any("비밀번호가 없어요" in note for note in page.notes())
    assert kept.alerts()
    assert joined(session) == 1


@pytest.mark.usefixtures("server")
def test_another_site_cannot_begin_it(pages: Pages, member: Account) -> None:
    client = pages(member)

    answer = client.client.get(
        "/account/outside/kakao/connect", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


@pytest.mark.usefixtures("server")
def test_signed_out_meanwhile_nothing_is_joined(
    pages: Pages, session: Session, member: Account
) -> None:
    client = pages(member)
    client.get("accounts.outside_connect", status=302, provider="kakao")
    back = answered(client.last.headers["Location"])
    client.post("accounts.logout")

    client.open(back, status=302)

    assert client.last.headers["Location"] == "/login?next=/account/outside"
    assert joined(session) == 0


def test_visitors_are_led_to_sign_in(visitor: PageClient) -> None:
    visitor.get("accounts.outside", status=302)
    visitor.get("accounts.outside_connect", status=302, provider="kakao")
    visitor.post("accounts.outside_disconnect", provider="kakao")

    assert visitor.last.headers["Location"] == "/login"


def test_where_nothing_is_offered_the_page_says_so(
    pages: Pages, member: Account
) -> None:
    page = pages(member).in_english().get("accounts.outside")

    assert "This site offers neither Kakao nor Naver" in page.words()


@pytest.mark.usefixtures("server")
def test_the_page_costs_one_statement_beside_who_reads_it(
    pages: Pages, member: Account
) -> None:
    client = pages(member)
    connected(client, "kakao")
    connected(client, "naver")

    client.get("accounts.outside")

    assert len(client.statements) == 3, client.statements
