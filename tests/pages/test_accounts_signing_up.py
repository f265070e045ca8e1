"""Signing up, from the form to the button behind the mailed link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account
from tests.support.factories.accounts import (
    EMAIL,
    PASSWORD,
    TODAY,
    last_message,
    mailed_path,
    make_member,
)
from tests.support.pages import PageClient
from tests.support.time import FakeClock


def typed(session: Session, **more: Any) -> dict[str, Any]:
    required = queries.consent_texts(session, on=TODAY)[0]
    values = {
        "name": "홍길동",
        "birth_date": "1968. 3. 5.",
        "mobile": "010-1234-5678",
        "district": "11545",
        "email": EMAIL,
        "password": PASSWORD,
        "agreed": [str(required.id)],
    }
    return {**values, **more}


def test_a_resident_signs_up_and_is_signed_in(
    visitor: PageClient, session: Session
) -> None:
    sent = visitor.post("accounts.signup", typed(session), follow=True)
    finish = visitor.open(mailed_path(session))
    visitor.client.post(mailed_path(session))

    mine = visitor.get("accounts.me")
    assert sent.heading() == "메일을 확인해 주세요"
    assert EMAIL in finish.words()
    assert "010-1234-5678" in mine.words()
    assert "1968. 3. 5." in mine.words()
    assert "금천구" in mine.words()


def test_opening_the_link_makes_no_account(
    visitor: PageClient, session: Session
) -> None:
    visitor.post("accounts.signup", typed(session))

    visitor.open(mailed_path(session))
    visitor.client.head(mailed_path(session))

    assert queries.account_by_email(session, EMAIL) is None


def test_the_language_is_kept(visitor: PageClient, session: Session) -> None:
    visitor.in_english().post("accounts.signup", typed(session))
    mail = last_message(session)

    page_path = visitor.client.post(mailed_path(session)).headers["Location"]
    page = visitor.open(page_path)

    account = queries.account_by_email(session, EMAIL)
    assert mail.language == "en"
    assert account is not None
    assert account.language == "en"
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert "Welcome! You have signed up." in page.notes()


def test_no_consent_is_ticked_beforehand_and_each_shows_its_text(
    visitor: PageClient,
) -> None:
    page = visitor.get("accounts.signup")

    assert len(page.select("input[name=agreed]")) == 2
    assert not page.select("input[name=agreed][checked]")
    assert "보유 기간: 회원 탈퇴 때까지" in page.words()
    assert "(필수) “개인정보 수집·이용 동의”에 동의해요." in page.words()
    assert "(선택) “새 강좌 소식 받기”에 동의해요." in page.words()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "홍길동1", "신분증에 적힌 대로"),
        ("name", "", "이름을 적어 주세요."),
        ("birth_date", "680305", "숫자 8자리로"),
        ("birth_date", "2007. 3. 3.", "만 19세 이상만"),
        ("mobile", "02-123-4567", "11자리 번호를"),
        ("district", "", "사는 자치구를 골라 주세요."),
        ("district", "99999", "올바른"),
        ("email", "gildong@example", "주소를 끝까지"),
        ("password", "내이름은 홍길동입니다", "비밀번호에 넣지 마세요."),
        ("agreed", [], "필수 동의를 하지 않으면"),
        ("agreed", ["nonsense"], "필수 동의를 하지 않으면"),
        ("agreed", ["999999"], "필수 동의를 하지 않으면"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_kept(
    visitor: PageClient, session: Session, field: str, value: Any, words: str
) -> None:
    page = visitor.post("accounts.signup", typed(session, **{field: value}), status=200)

    if field != "district" or value == "":
        assert any(words in alert for alert in page.alerts()), page.alerts()
    assert page.alerts()
    kept = "email" if field == "mobile" else "mobile"
    assert page.value(kept) == typed(session)[kept]
    assert page.value("password") == ""


def test_who_is_nineteen_today_is_old_enough(
    visitor: PageClient, session: Session
) -> None:
    visitor.post("accounts.signup", typed(session, birth_date="2007-03-02"))

    assert last_message(session).template == "sign-up"


def answered(client: PageClient, session: Session, email: str) -> tuple[str, str, int]:
    """Where the form leads, what stands there, and its number of statements."""
    client.post("accounts.signup", typed(session, email=email))
    statements = len(client.statements)
    location = client.last.headers["Location"]
    client.open(location)
    return location, client.last.get_data(as_text=True), statements


def test_known_and_unknown_addresses_are_answered_alike(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)

    known = answered(visitor, session, EMAIL)
    unknown = answered(visitor, session, "nobody@example.org")

    assert known == unknown


def test_the_mail_to_a_known_address_leads_to_a_new_password(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)

    visitor.post("accounts.signup", typed(session))

    assert mailed_path(session).startswith("/reset/")
    visitor.open(mailed_path(session))


def test_links_that_do_nothing_say_why(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    visitor.post("accounts.signup", typed(session))
    path = mailed_path(session)

    unknown = visitor.get("accounts.finish", secret="cut-o", status=404)
    visitor.client.post(path)
    used = visitor.open(path, status=410)
    visitor.client.post("/logout")
    visitor.post("accounts.signup", typed(session, email="late@example.org"))
    clock.forward(days=1)
    expired = visitor.open(mailed_path(session), status=410)

    assert "이 링크를 찾을 수 없어요" in unknown.words()
    assert "이미 한 번 쓴 링크예요" in used.words()
    assert "시간이 지났어요" in expired.words()
    assert expired.select("a[href='/signup']")


def test_a_second_link_of_one_address_leads_to_signing_in(
    visitor: PageClient, session: Session
) -> None:
    visitor.post("accounts.signup", typed(session))
    first = mailed_path(session)
    visitor.post("accounts.signup", typed(session))
    visitor.client.post(first)
    visitor.client.post("/logout")

    answer = visitor.client.post(mailed_path(session))

    page = visitor.open(answer.headers["Location"])
    assert page.heading() == "로그인"
    assert "이미 이 주소로 가입했어요. 로그인해 주세요." in page.notes()


def test_who_is_signed_in_needs_no_second_account(
    pages: Callable[[Account | None], PageClient], session: Session
) -> None:
    client = pages(make_member(session))

    client.get("accounts.signup", status=302)

    assert client.last.headers["Location"] == "/account"


def test_the_form_is_protected_against_forgery(
    app: Flask, visitor: PageClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    visitor.post("accounts.signup", typed(session), status=400)

    assert queries.account_by_email(session, EMAIL) is None


def test_mistakes_do_not_use_up_the_mails_of_an_address(
    visitor: PageClient, session: Session
) -> None:
    for _ in range(6):
        visitor.post("accounts.signup", typed(session, mobile="12"), status=200)

    for _ in range(5):
        visitor.post("accounts.signup", typed(session))

    visitor.post("accounts.signup", typed(session), status=429)
