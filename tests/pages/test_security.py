"""The edge: tokens, headers, and what is open to whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.outbox import Message
from app.web import CONTENT_SECURITY_POLICY
from tests.support.factories.accounts import EMAIL, make_member
from tests.support.pages import Page, PageClient, well_made
from tests.support.throw_away import throw_away

Pages = Callable[[Account | None], PageClient]
ASK = {"email": EMAIL}
"""What a forgotten password needs; it owes a letter."""


# Tokens


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens are asked for, as everywhere but in the other tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def letters(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Message)) or 0


def test_tokens_are_asked_for_unless_a_test_says_otherwise(tmp_path: Path) -> None:
    assert throw_away(tmp_path).config["WTF_CSRF_ENABLED"] is True


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_without_its_token_a_form_is_refused_in_words_and_writes_nothing(
    visitor: PageClient, session: Session, token: str | None
) -> None:
    make_member(session)
    sent = ASK if token is None else {**ASK, "csrf_token": token}

    page = visitor.post("accounts.forgot", sent, status=400)

    assert page.heading() == "화면을 연 지 오래됐어요"
    assert letters(session) == 0


@pytest.mark.usefixtures("guarded")
def test_the_refusal_is_told_in_english_too(visitor: PageClient) -> None:
    page = visitor.in_english().post("accounts.forgot", ASK, status=400)

    assert page.heading() == "This page was open for too long"


@pytest.mark.usefixtures("guarded")
def test_with_its_token_the_form_is_taken(
    visitor: PageClient, session: Session
) -> None:
    make_member(session)
    token = visitor.get("accounts.forgot").value("csrf_token")

    visitor.post("accounts.forgot", {**ASK, "csrf_token": token})

    assert letters(session) == 1


@pytest.mark.usefixtures("guarded")
def test_somebody_elses_token_is_none(visitor: PageClient, pages: Pages) -> None:
    token = pages(None).get("accounts.forgot").value("csrf_token")

    visitor.post("accounts.forgot", {**ASK, "csrf_token": token}, status=400)


@pytest.mark.usefixtures("guarded")
def test_signing_out_takes_a_token_as_well(pages: Pages, session: Session) -> None:
    hers = pages(make_member(session))

    hers.post("accounts.logout", status=400)

    hers.get("accounts.me")


# Headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/me", 302),
        ("/no-such-page", 404),
        ("/logout", 405),
        ("/healthz", 200),
        ("/static/style.css", 200),
        ("/static/none.css", 404),
        ("/bootstrap/static/css/bootstrap.min.css", 200),
        ("/lang/en", 302),
    ],
)
def test_every_kind_of_answer_carries_the_strict_headers(
    app: Flask, visitor: PageClient, path: str, status: int
) -> None:
    answer = visitor.client.get(path, buffered=True)

    assert answer.status_code == status
    demand_strict(answer.headers)


def demand_strict(headers: Any) -> None:
    policy = headers["Content-Security-Policy"]
    assert policy == CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_what_breaks_is_told_in_words_under_the_same_headers(tmp_path: Path) -> None:
    answer = throw_away(tmp_path).test_client().get("/breaks")

    page = Page(answer.get_data(as_text=True), "lxml")
    well_made(answer.get_data(as_text=True), page)
    assert answer.status_code == 500
    assert page.heading() == "저희 쪽에 문제가 생겼어요"
    assert "ZeroDivision" not in str(page)
    demand_strict(answer.headers)


def test_without_a_database_it_is_still_told_in_words(tmp_path: Path) -> None:
    client = throw_away(tmp_path).test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "1.0"
        session["language"] = "en"

    for path in ("/", "/me", "/no-such-page"):
        answer = client.get(path)

        assert answer.status_code == 500
        assert "Something went wrong on our side" in answer.get_data(as_text=True)


def test_a_file_that_is_downloaded_carries_them_too(
    pages: Pages, coordinator: Account
) -> None:
    answer = pages(coordinator).download("courses_import.template")

    demand_strict(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("secure", [True, False])
def test_behind_https_browsers_are_told_to_stay_there(
    tmp_path: Path, secure: bool
) -> None:
    scheme = "https" if secure else "http"
    client = throw_away(tmp_path, public_url=f"{scheme}://jumin.example").test_client()

    answer = client.get("/lang/en")

    cookie = answer.headers["Set-Cookie"]
    assert ("Strict-Transport-Security" in answer.headers) is secure
    assert ("Secure" in cookie) is secure
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# Open to whom


def test_a_route_that_says_nothing_is_open_to_nobody(tmp_path: Path) -> None:
    answer = throw_away(tmp_path).test_client().options("/undeclared")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [
        (0, "127.0.0.1 http localhost"),
        (1, "203.0.113.9 https jumin.example"),
        (2, "198.51.100.7 https jumin.example"),
    ],
)
def test_as_many_proxies_are_believed_as_there_are(
    tmp_path: Path, proxies: int, expected: str
) -> None:
    client = throw_away(tmp_path, trusted_proxies=proxies).test_client()
    claimed = {
        "X-Forwarded-For": "192.0.2.66, 198.51.100.7, 203.0.113.9",
        "X-Forwarded-Proto": "https, https",
        "X-Forwarded-Host": "jumin.example, jumin.example",
    }

    assert client.get("/whence", headers=claimed).text == expected
