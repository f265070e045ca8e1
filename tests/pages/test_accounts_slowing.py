"""A guesser is slowed, the owner is not locked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.session_models import SignInTries
from tests.support.factories.accounts import EMAIL, PASSWORD, make_member
from tests.support.pages import PageClient
from tests.support.time import FakeClock

WRONG = "틀린 비밀번호 하나"


@pytest.fixture(autouse=True)
def _known(session: Session) -> None:
    make_member(session)


def wrong(client: PageClient, times: int, clock: FakeClock | None = None) -> None:
    for _ in range(times):
        client.client.post("/login", data={"email": EMAIL, "password": WRONG})
        if clock is not None:
            clock.forward(minutes=15)


def test_the_wait_doubles_and_ends(visitor: PageClient, clock: FakeClock) -> None:
    waits = []
    wrong(visitor, 5)
    for _ in range(6):
        page = visitor.post(
            "accounts.login", {"email": EMAIL, "password": PASSWORD}, status=429
        )
        waits.append(int(re.findall(r"(\d+)분 뒤에", page.words())[0]))
        clock.forward(minutes=waits[-1])
        wrong(visitor, 1)

    clock.forward(minutes=15)
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})

    assert waits == [1, 2, 4, 8, 15, 15]
    assert visitor.last.headers["Location"] == "/me"


def test_trying_while_one_waits_makes_the_wait_no_longer(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    wrong(visitor, 12)

    assert session.scalars(select(SignInTries.failures)).one() == 5
    clock.forward(minutes=1)
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})


def test_the_owners_device_gets_in_while_strangers_are_slowed(
    pages: Callable[[Account | None], PageClient], session: Session
) -> None:
    owner, stranger = pages(None), pages(None)
    right = {"email": EMAIL, "password": PASSWORD}
    owner.post("accounts.login", right)
    owner.post("accounts.logout")
    wrong(stranger, 5)

    stranger.post("accounts.login", right, status=429)
    owner.post("accounts.login", right)

    assert owner.last.headers["Location"] == "/me"


def test_a_known_device_has_a_count_of_its_own(
    pages: Callable[[Account | None], PageClient],
) -> None:
    device, stranger = pages(None), pages(None)
    right = {"email": EMAIL, "password": PASSWORD}
    device.post("accounts.login", right)
    device.post("accounts.logout")
    wrong(device, 5)

    device.post("accounts.login", right, status=429)
    stranger.post("accounts.login", right)


def test_the_cookie_of_a_device_serves_its_own_address_only(
    visitor: PageClient, session: Session
) -> None:
    make_member(session, "other@example.org")
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})
    visitor.post("accounts.logout")
    other = {"email": "other@example.org", "password": WRONG}
    for _ in range(5):
        visitor.post("accounts.login", other, status=200)

    visitor.post("accounts.login", {**other, "password": PASSWORD}, status=429)
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})


def test_a_forged_cookie_is_no_device(visitor: PageClient) -> None:
    visitor.client.set_cookie("device", "eyJ4IjoieSJ9.forged")
    wrong(visitor, 5)

    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD}, status=429)


def test_the_cookie_is_for_the_server_alone_and_names_nobody(
    visitor: PageClient,
) -> None:
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})

    (cookie,) = (
        header
        for header in visitor.last.headers.getlist("Set-Cookie")
        if header.startswith("device=")
    )
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "gildong" not in cookie


def test_the_right_password_begins_anew_and_a_day_too(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    wrong(visitor, 4)
    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})
    after_success = session.scalars(select(SignInTries)).all()
    visitor.post("accounts.logout")
    visitor.client.delete_cookie("device")
    wrong(visitor, 9)
    clock.set(clock() + timedelta(days=1))

    visitor.post("accounts.login", {"email": EMAIL, "password": WRONG}, status=200)

    assert after_success == []
    session.expire_all()
    assert session.scalars(select(SignInTries.failures)).one() == 1


def test_the_table_holds_no_address(visitor: PageClient, session: Session) -> None:
    wrong(visitor, 1)

    kept = session.scalars(select(SignInTries.key_hash)).one()

    assert EMAIL not in kept
    assert len(kept) == 64
