"""Signing in through Kakao and Naver, against a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.entry_models import OutsideIdentity
from app.accounts.models import Account, MailedLink
from app.accounts.outside import Provider
from app.outbox import Message
from tests.support.factories.accounts import (
    EMAIL,
    last_message,
    make_member,
)
from tests.support.factories.factors import code_at, make_factor
from tests.support.oauth import OutsideServer
from tests.support.outside import led, offered, signed_in
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
BOTH = pytest.mark.parametrize("provider", ["kakao", "naver"])


@pytest.fixture
def server(app: Flask) -> Iterator[OutsideServer]:
    with offered(app) as server:
        yield server


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def linked(session: Session) -> list[tuple[int, str, str]]:
    rows = session.scalars(select(OutsideIdentity).order_by(OutsideIdentity.id))
    return [(row.account_id, row.provider.value, row.subject) for row in rows]


def mails(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Message)).one()


@pytest.mark.usefixtures("server")
def test_a_confirmed_address_joins_signs_in_and_is_told(
    visitor: PageClient, session: Session, member: Account
) -> None:
    on_to = signed_in(visitor)

    assert on_to == "/me"
    assert "홍길동" in visitor.get("accounts.me").words()
    assert linked(session) == [(member.id, "kakao", "4711")]
    assert last_message(session).template == "outside-connected"


def test_joined_once_the_address_no_longer_matters(
    visitor: PageClient, session: Session, member: Account, server: OutsideServer
) -> None:
    signed_in(visitor)
    visitor.post("accounts.logout")
    server.says.email, server.says.verified = "elsewhere@example.org", False

    on_to = signed_in(visitor, next="/account/edit")

    assert on_to == "/account/edit"
    assert mails(session) == 1
    assert linked(session) == [(member.id, "kakao", "4711")]


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\e"])
def test_one_is_never_led_off_the_site(
    visitor: PageClient, server: OutsideServer, target: str
) -> None:
    assert signed_in(visitor, next=target) == "/me"
    assert server.asked


def test_the_server_is_asked_with_state_nonce_and_pkce(
    visitor: PageClient, server: OutsideServer, member: Account
) -> None:
    signed_in(visitor)

    asked = dict(server.asked)
    assert member.email == EMAIL
    assert {"state", "nonce", "code_challenge"} <= set(asked["/authorize"])
    assert asked["/authorize"]["redirect_uri"] == "http://localhost/login/kakao/back"
    assert len(asked["/token"]["code_verifier"]) >= 43


@pytest.mark.usefixtures("server")
def test_the_second_step_is_asked_for_all_the_same(
    visitor: PageClient, session: Session, member: Account, clock: FakeClock
) -> None:
    make_factor(session, member, now=clock())
    clock.forward(minutes=5)

    on_to = signed_in(visitor, next="/account")
    visitor.get("accounts.me", status=302)
    visitor.client.post(on_to, data={"code": code_at(clock())})

    assert on_to == "/login/code?next=/account"
    visitor.get("accounts.me")


@BOTH
def test_nobody_with_that_address_goes_on_to_sign_up_filled_in(
    visitor: PageClient, session: Session, server: OutsideServer, provider: str
) -> None:
    server.says.email = "new@example.org"

    led(visitor, provider)
    page = visitor.get("accounts.signup")

    assert page.value("name") == "홍길동"
    assert page.value("email") == "new@example.org"
    assert linked(session) == []


def test_without_an_address_one_signs_up_too(
    visitor: PageClient, server: OutsideServer
) -> None:
    server.says.email = None

    page = led(visitor)

    assert page.heading() == "회원 가입"
    assert (page.value("name"), page.value("email")) == ("홍길동", "")


@pytest.mark.parametrize("email", ["no address", "a@b@c", "hong@", "홍@예.한국"])
def test_what_is_no_address_is_taken_for_none(
    visitor: PageClient, session: Session, server: OutsideServer, email: str
) -> None:
    server.says.email = email

    page = led(visitor, "naver")

    assert page.heading() == "회원 가입"
    assert mails(session) == 0


@BOTH
@pytest.mark.usefixtures("server")
def test_a_closed_account_is_refused(
    visitor: PageClient, session: Session, member: Account, provider: str
) -> None:
    member.disabled_at = member.created_at
    session.add(
        OutsideIdentity(
            account_id=member.id,
            provider=Provider(provider),
            subject="4711",
            linked_at=member.created_at,
        )
    )
    session.commit()

    page = led(visitor, provider)

    assert page.heading() == "로그인"
    assert any("닫힌 계정" in alert for alert in page.alerts())
    visitor.get("accounts.me", status=302)


@pytest.mark.usefixtures("server")
def test_a_closed_account_is_joined_with_nothing(
    visitor: PageClient, session: Session, member: Account
) -> None:
    member.disabled_at = member.created_at
    session.commit()

    page = led(visitor)

    assert page.alerts()
    assert linked(session) == []
    led(visitor, "naver")
    assert last_message(session).template == "account-closed"


def test_a_second_kakao_with_the_same_address_is_refused(
    visitor: PageClient, session: Session, member: Account, server: OutsideServer
) -> None:
    signed_in(visitor)
    visitor.post("accounts.logout")
    server.says.subject = "5822"

    page = led(visitor)

    assert any("다른 로그인과 연결돼" in alert for alert in page.alerts())
    assert linked(session) == [(member.id, "kakao", "4711")]


def test_links_long_past_are_forgotten_with_what_they_held(
    visitor: PageClient, session: Session, member: Account, server: OutsideServer
) -> None:
    led(visitor, "naver")

    link = session.scalars(select(MailedLink)).one()

    assert member.email == link.email
    assert link.payload == {"provider": "naver", "subject": server.says.subject}
