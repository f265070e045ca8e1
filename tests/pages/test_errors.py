"""What goes wrong is said in words, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from app import create_app
from app.config import from_environment
from tests.support.pages import PageClient


def test_an_unknown_address_is_answered_in_words(visitor: PageClient) -> None:
    page = visitor.open("/no-such-page", status=404)

    assert page.heading() == "찾으시는 화면이 없어요"


def test_an_unknown_address_is_answered_in_english_too(visitor: PageClient) -> None:
    page = visitor.in_english().open("/no-such-page", status=404)

    assert page.heading() == "Page not found"


def test_every_answer_carries_the_strict_policy(visitor: PageClient) -> None:
    visitor.open("/no-such-page", status=404)

    policy = visitor.last.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_language_is_remembered(visitor: PageClient) -> None:
    visitor.client.get("/lang/en")

    page = visitor.get("home.front")

    assert page.html is not None
    assert page.html["lang"] == "en"


def test_an_unknown_language_does_not_exist(visitor: PageClient) -> None:
    visitor.open("/lang/fr", status=404)


def test_the_language_switch_does_not_lead_off_the_site(visitor: PageClient) -> None:
    answer = visitor.client.get("/lang/en?next=https://elsewhere.example/")

    assert answer.headers["Location"] == "/"


def test_the_process_and_its_readiness_are_told(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").status_code == 200


def test_who_is_signed_in_is_answered_in_words_while_the_database_fails(
    tmp_path: Path,
) -> None:
    settings = from_environment(
        {
            "APP_ENV": "test",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'without-tables.sqlite'}",
            "SECRET_KEY": "x" * 32,
            "PUBLIC_URL": "http://localhost",
            "STORAGE_URL": f"file://{tmp_path}",
        }
    )
    client = create_app(settings).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "1.0"

    for path in ("/me", "/no-such-page"):
        answer = client.get(path)

        assert answer.status_code == 500
        assert "<h1>" in answer.get_data(as_text=True)
