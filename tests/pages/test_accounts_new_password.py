"""A forgotten password, and a new one behind a mailed link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from tests.support.factories.accounts import (
    EMAIL,
    PASSWORD,
    last_message,
    mailed_path,
    make_member,
)
from tests.support.pages import PageClient
from tests.support.time import FakeClock

NEW = "아주 새로운 비밀번호"
RIGHT = {"email": EMAIL, "password": PASSWORD}


def asked(client: PageClient, email: str) -> tuple[str, str, int]:
    """What a forgotten password is answered, and its number of statements."""
    client.post("accounts.forgot", {"email": email})
    statements = len(client.statements)
    location = client.last.headers["Location"]
    client.open(location)
    return location, client.last.get_data(as_text=True), statements


def test_a_forgotten_password_is_answered_alike_for_everybody(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)

    assert asked(visitor, EMAIL) == asked(visitor, "nobody@example.org")


def test_opening_the_link_changes_nothing_and_the_button_does(
    visitor: PageClient, session: Session
) -> None:
    account = make_member(session)
    before = account.password_hash
    visitor.post("accounts.forgot", {"email": EMAIL})
    path = mailed_path(session)

    visitor.open(path)
    session.refresh(account)
    unchanged = account.password_hash == before
    visitor.client.post(path, data={"password": NEW})

    session.refresh(account)
    assert unchanged
    assert account.password_hash != before
    assert "홍길동" in visitor.get("accounts.me").words()


def test_a_new_password_signs_other_devices_out(
    pages: Callable[[Account | None], PageClient],
    visitor: PageClient,
    session: Session,
) -> None:
    elsewhere = pages(make_member(session))
    elsewhere.get("accounts.me")
    visitor.post("accounts.forgot", {"email": EMAIL})

    visitor.client.post(mailed_path(session), data={"password": NEW})

    elsewhere.get("accounts.me", status=302)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "10자 이상으로 적어 주세요."),
        ("1234567890", "다른 사람이 짐작하기 쉬워요."),
        (EMAIL, "이름, 이메일 주소, 전화번호는 비밀번호에 넣지 마세요."),
        ("", "비밀번호를 정해 주세요."),
    ],
)
def test_a_weak_password_is_refused_in_words(
    visitor: PageClient, session: Session, password: str, words: str
) -> None:
    make_member(session)
    visitor.post("accounts.forgot", {"email": EMAIL})

    page = visitor.post(
        "accounts.reset",
        {"password": password},
        status=200,
        secret=mailed_path(session).rpartition("/")[2],
    )

    assert any(words in alert for alert in page.alerts())


def test_links_that_do_nothing_say_why(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    make_member(session)
    visitor.post("accounts.forgot", {"email": EMAIL})
    path = mailed_path(session)

    unknown = visitor.get("accounts.reset", secret="cut-o", status=404)
    clock.forward(hours=2)
    expired = visitor.open(path, status=410)
    clock.set(clock() - timedelta(hours=2))
    visitor.client.post(path, data={"password": NEW})
    used = visitor.open(path, status=410)

    assert "이 링크를 찾을 수 없어요" in unknown.words()
    assert "시간이 지났어요" in expired.words()
    assert "이미 한 번 쓴 링크예요" in used.words()


def test_one_address_is_not_flooded_with_mails(
    visitor: PageClient, session: Session
) -> None:
    for _ in range(5):
        visitor.post("accounts.forgot", {"email": EMAIL})

    visitor.post("accounts.forgot", {"email": EMAIL}, status=429)

    assert last_message(session).to_address == EMAIL


def test_production_has_no_public_outbox_to_look_into(visitor: PageClient) -> None:
    page = visitor.get("accounts.forgot_sent")

    assert not page.select("a[href='/outbox']")


def test_in_development_the_page_leads_to_the_outbox(
    app: Flask, visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OPEN_OUTBOX", True)

    assert visitor.get("accounts.forgot_sent").select("a[href='/outbox']")


@pytest.mark.parametrize("known", ["홍길동홍길동 바다 모래", "01012345678 바다"])
def test_a_new_password_leaves_out_what_others_know(
    visitor: PageClient, session: Session, known: str
) -> None:
    account = make_member(session)
    account.person.name, account.person.mobile = "홍길동", "01012345678"
    session.commit()
    before = account.password_hash
    visitor.post("accounts.forgot", {"email": EMAIL})

    answer = visitor.client.post(mailed_path(session), data={"password": known})

    session.refresh(account)
    assert answer.status_code == 200
    assert account.password_hash == before
