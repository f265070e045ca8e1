"""Signing in and out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.accounts.views.blueprint import home_of
from tests.support.factories.accounts import (
    EMAIL,
    PASSWORD,
    make_member,
)
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import PageClient

NEW = "아주 새로운 비밀번호"
RIGHT = {"email": EMAIL, "password": PASSWORD}


def test_the_right_password_leads_to_ones_own_page(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)

    visitor.post("accounts.login", RIGHT)

    assert visitor.last.headers["Location"] == "/me"
    assert "홍길동" in visitor.get("accounts.me").words()


def test_one_goes_on_to_where_one_was_going(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)
    visitor.get("accounts.edit", status=302)
    to_sign_in = visitor.last.headers["Location"]

    visitor.client.post(to_sign_in, data=RIGHT)

    assert to_sign_in == "/login?next=/account/edit"
    visitor.get("accounts.login", status=302, next="/account/edit")
    assert visitor.last.headers["Location"] == "/account/edit"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\e"])
def test_one_is_never_led_off_the_site(
    visitor: PageClient, session: Session, target: str
) -> None:
    make_member(session)

    visitor.post("accounts.login", RIGHT, next=target)

    assert visitor.last.headers["Location"] == "/me"


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.ADMINISTRATOR, "/people"),
        (Role.COORDINATOR, "/office"),
        (Role.INSTRUCTOR, "/teach"),
        (Role.CITY, "/city"),
        (Role.MENTOR, "/ventures"),
    ],
)
def test_each_role_begins_at_home(
    app: Flask, session: Session, role: Role, home: str
) -> None:
    account = make_staff(session, role, make_school(session))

    with app.test_request_context():
        assert home_of(account) == home


def answer(client: PageClient, email: str, password: str) -> tuple[str, list[str]]:
    """The page of a refused sign-in, without what was typed and the token."""
    client.post("accounts.login", {"email": email, "password": password}, status=200)
    return client.last.get_data(as_text=True).replace(email, "…"), client.statements


def test_every_refusal_of_a_sign_in_is_the_same_page_and_the_same_work(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)
    closed = make_member(session, "shut@example.org")
    closed.disabled_at = closed.created_at
    session.commit()

    wrong = answer(visitor, EMAIL, "틀린 비밀번호 하나")
    unknown = answer(visitor, "nobody@example.org", PASSWORD)
    shut = answer(visitor, "shut@example.org", PASSWORD)

    assert wrong[0] == unknown[0] == shut[0]
    assert len(wrong[1]) == len(unknown[1]) == len(shut[1]) == 3
    assert "이메일 주소나 비밀번호가 맞지 않아요" in wrong[0]


def test_the_password_is_never_written_back(
    visitor: PageClient, session: Session
) -> None:
    page = visitor.post(
        "accounts.login", {"email": EMAIL, "password": "틀렸을 거예요"}, status=200
    )

    assert page.value("email") == EMAIL
    assert page.value("password") == ""


def test_empty_fields_are_said_beside_them(visitor: PageClient) -> None:
    page = visitor.in_english().post("accounts.login", {}, status=200)

    assert "Enter your e-mail address." in page.alerts()
    assert "Enter your password." in page.alerts()


def test_sixty_wrong_tries_from_one_place_are_enough(visitor: PageClient) -> None:
    for number in range(60):
        wrong = {"email": f"person{number}@example.org", "password": "틀린 하나"}
        visitor.client.post("/login", data=wrong)

    visitor.post(
        "accounts.login", {"email": "fresh@example.org", "password": "x"}, status=429
    )


def test_signing_out_keeps_the_language(
    pages: Callable[[Account | None], PageClient], session: Session
) -> None:
    client = pages(make_member(session)).in_english()

    page = client.post("accounts.logout", follow=True)

    assert page.html is not None
    assert page.html["lang"] == "en"
    client.get("accounts.me", status=302)


def test_signing_out_takes_a_button(visitor: PageClient) -> None:
    visitor.open("/logout", status=405)


def test_signed_in_pages_are_not_stored(
    pages: Callable[[Account | None], PageClient], session: Session
) -> None:
    client = pages(make_member(session))

    client.get("accounts.me")

    assert client.last.headers["Cache-Control"] == "no-store"
