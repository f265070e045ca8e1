"""What can go wrong between us and Kakao or Naver; and joining from one's account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import outside_clients
from app.accounts.entry_models import OutsideIdentity
from app.accounts.models import Account
from app.config import OutsideClient
from tests.support.factories.accounts import make_member
from tests.support.oauth import OutsideServer
from tests.support.outside import answered, begun, led, offered
from tests.support.pages import Page, PageClient
from tests.support.servers import free_port

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


def told(client: PageClient, page: Page, words: str) -> None:
    """Nobody is signed in, and the sign-in page says why."""
    assert page.heading() == "로그인"
    assert any(words in note for note in page.notes()), page.notes()
    client.get("accounts.me", status=302)


@BOTH
@pytest.mark.usefixtures("member")
def test_refused_over_there(
    visitor: PageClient, server: OutsideServer, provider: str
) -> None:
    server.says.refuses = True

    told(visitor, led(visitor, provider), "로그인하지 않아서")


@BOTH
@pytest.mark.usefixtures("server", "member")
def test_a_state_that_this_browser_never_had(
    visitor: PageClient, pages: Pages, provider: str
) -> None:
    """A stranger's answer, slipped to somebody: she isn't signed in as the stranger."""
    of_another = answered(begun(pages(None), provider))
    begun(visitor, provider)

    visitor.open(of_another, status=302)

    told(visitor, visitor.open("/login"), "로그인하지 않아서")


@BOTH
@pytest.mark.usefixtures("server", "member")
def test_an_answer_sent_twice(visitor: PageClient, provider: str) -> None:
    back = answered(begun(visitor, provider))
    visitor.open(back, status=302)
    visitor.post("accounts.logout")

    visitor.open(back, status=302)

    told(visitor, visitor.open("/login"), "로그인하지 않아서")


@BOTH
@pytest.mark.usefixtures("member")
def test_a_code_that_was_used(
    visitor: PageClient, server: OutsideServer, provider: str
) -> None:
    back = answered(begun(visitor, provider))
    server.codes.clear()

    visitor.open(back, status=302)

    told(visitor, visitor.open("/login"), "제대로 답하지 않아요")


def _nonce(server: OutsideServer) -> None:
    server.says.nonce = "of-another-sign-in"


def _audience(server: OutsideServer) -> None:
    server.says.audience = "another-site"


def _signature(server: OutsideServer) -> None:
    server.says.foreign_key = True


def _profile(server: OutsideServer) -> None:
    server.says.other_profile = True


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("fault", [_nonce, _audience, _signature, _profile])
def test_what_was_not_signed_for_this_sign_in_is_not_believed(
    visitor: PageClient,
    session: Session,
    server: OutsideServer,
    fault: Callable[[OutsideServer], None],
) -> None:
    fault(server)

    told(visitor, led(visitor), "제대로 답하지 않아요")
    assert joined(session) == 0


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/jwks"])
def test_kakao_half_down(visitor: PageClient, server: OutsideServer, path: str) -> None:
    server.says.broken = {path}

    told(visitor, led(visitor), "카카오 쪽이 제대로 답하지 않아요")


@pytest.mark.parametrize("path", ["/oauth2.0/token", "/v1/nid/me"])
def test_naver_half_down(visitor: PageClient, server: OutsideServer, path: str) -> None:
    server.says.broken = {path}

    told(visitor, led(visitor, "naver"), "네이버 쪽이 제대로 답하지 않아요")


def test_kakao_down_altogether(
    app: Flask, visitor: PageClient, server: OutsideServer
) -> None:
    nowhere = OutsideClient(f"http://127.0.0.1:{free_port()}", "id", "secret")
    settings = replace(app.config["SETTINGS"], kakao=nowhere)
    app.extensions["outside"] = outside_clients.connect(app, settings)

    visitor.get("accounts.outside_begin", status=302, provider="kakao")

    assert server.asked == []
    told(visitor, visitor.open("/login"), "카카오 쪽이 제대로 답하지 않아요")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?error=%00", "?code=x&state=y"]
)
@BOTH
def test_nonsense_comes_back(visitor: PageClient, query: str, provider: str) -> None:
    visitor.open(f"/login/{provider}/back{query}", status=302)

    assert visitor.last.headers["Location"] == "/login"


@BOTH
def test_switched_off_there_is_no_button_and_no_address(
    visitor: PageClient, pages: Pages, member: Account, provider: str
) -> None:
    assert "카카오" not in visitor.open("/login").words()
    assert "네이버" not in visitor.open("/signup").words()
    for path in (f"/login/{provider}", f"/login/{provider}/back?code=x"):
        visitor.open(path, status=404)
    hers = pages(member)
    assert "카카오" not in hers.get("accounts.me").words()
    hers.open(f"/account/outside/{provider}/connect", status=404)


@pytest.mark.usefixtures("server")
def test_the_buttons_are_links_in_both_languages(visitor: PageClient) -> None:
    korean = visitor.get("accounts.login", next="/account")
    english = visitor.in_english().open("/signup")

    links = [a["href"] for a in korean.select("a[href^='/login/']")]
    assert links == ["/login/kakao?next=/account", "/login/naver?next=/account"]
    assert "Sign in with Kakao" in english.words()
    assert "img" not in [tag.name for tag in korean.select("main *")]
