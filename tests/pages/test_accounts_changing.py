"""A new e-mail address and a new password, on their pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.outbox import Message
from tests.support.factories.accounts import EMAIL, PASSWORD, make_member
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
NEW = "fresh@example.org"
NEW_PASSWORD = "아주 새로운 비밀번호"
WANTED = {"email": NEW, "current_password": PASSWORD}


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def mailed_to_new(session: Session) -> str:
    message = session.scalars(
        select(Message).where(Message.template == "email-change")
    ).one()
    return str(message.params["link"]["secret"])


def answer(client: PageClient, email: str) -> tuple[str, str, int]:
    client.post("accounts.email", {"email": email, "current_password": PASSWORD})
    statements = len(client.statements)
    location = client.last.headers["Location"]
    client.open(location)
    return location, client.last.get_data(as_text=True), statements


def test_the_account_page_leads_to_all_of_it(pages: Pages, member: Account) -> None:
    page = pages(member).get("accounts.me")

    linked = {str(link["href"]) for link in page.select("main a")}
    assert linked >= {
        "/account/email",
        "/account/password",
        "/account/sessions",
    }


def test_opening_the_link_changes_nothing_and_the_button_does(
    pages: Pages, visitor: PageClient, session: Session, member: Account
) -> None:
    pages(member).post("accounts.email", WANTED, follow=True)
    path = mailed_to_new(session)

    page = visitor.open(path)
    session.refresh(member)
    before = member.email
    visitor.client.post(path)

    session.refresh(member)
    assert NEW in page.words()
    assert (before, member.email) == (EMAIL, NEW)
    visitor.post("accounts.login", {"email": NEW, "password": PASSWORD})
    assert visitor.last.headers["Location"] == "/me"


def test_a_known_new_address_is_answered_as_an_unknown_one(
    pages: Pages, session: Session, member: Account
) -> None:
    make_member(session, "taken@example.org")
    client = pages(member)

    assert answer(client, NEW) == answer(client, "taken@example.org")


def test_a_link_used_before_or_never_mailed_is_told(
    pages: Pages, visitor: PageClient, session: Session, member: Account
) -> None:
    pages(member).post("accounts.email", WANTED)
    path = mailed_to_new(session)
    visitor.client.post(path)

    visitor.open(path, status=410)
    visitor.get("accounts.email_confirm", secret="nonsense", status=404)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({**WANTED, "current_password": "틀린 비밀번호"}, "비밀번호가 맞지 않아요"),
        ({**WANTED, "email": EMAIL}, "이미 이 주소로 로그인하고 있어요."),
        ({**WANTED, "email": "no address"}, "이메일 주소"),
        ({}, "비밀번호를 적어 주세요."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    pages: Pages, member: Account, session: Session, typed: dict[str, str], words: str
) -> None:
    page = pages(member).post("accounts.email", typed, status=200)

    assert any(words in alert for alert in page.alerts())
    assert session.scalars(select(Message)).all() == []


def test_a_guesser_at_a_desk_that_was_left_is_slowed(
    pages: Pages, member: Account, clock: FakeClock
) -> None:
    client, wrong = pages(member), {**WANTED, "current_password": "틀린 비밀번호"}
    for _ in range(5):
        client.post("accounts.email", wrong, status=200)

    page = client.post("accounts.email", WANTED, status=200)
    clock.forward(minutes=1)
    client.post("accounts.email", WANTED)

    assert any("1분 뒤에" in alert for alert in page.alerts())


def test_a_new_password_keeps_this_device_and_signs_the_others_out(
    pages: Pages, visitor: PageClient, session: Session, member: Account
) -> None:
    here, elsewhere = pages(member), pages(member)

    page = here.post(
        "accounts.password",
        {"current_password": PASSWORD, "password": NEW_PASSWORD},
        follow=True,
    )

    elsewhere.get("accounts.me", status=302)
    visitor.post("accounts.login", {"email": EMAIL, "password": NEW_PASSWORD})
    assert "비밀번호를 바꿨어요." in " ".join(page.notes())
    assert session.scalars(select(Message.template)).all() == ["password-changed"]


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        ("틀린 비밀번호", NEW_PASSWORD, "비밀번호가 맞지 않아요"),
        (PASSWORD, "short", "10자 이상으로"),
        (PASSWORD, EMAIL, "비밀번호에 넣지 마세요"),
    ],
)
def test_a_bad_password_is_refused_in_words(
    pages: Pages, member: Account, session: Session, current: str, new: str, words: str
) -> None:
    before = member.password_hash

    page = pages(member).post(
        "accounts.password", {"current_password": current, "password": new}, status=200
    )

    session.refresh(member)
    assert any(words in alert for alert in page.alerts())
    assert member.password_hash == before


def test_without_a_password_there_is_a_way_to_one(
    pages: Pages, learner: Account
) -> None:
    client = pages(learner)

    for endpoint in ("accounts.email", "accounts.password"):
        assert client.get(endpoint).select("main a[href='/forgot']")


def test_a_visitor_signs_in_first(visitor: PageClient) -> None:
    for endpoint in ("accounts.email", "accounts.password", "accounts.email_sent"):
        visitor.get(endpoint, status=302)
