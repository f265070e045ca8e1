"""What caches may keep: static files for a year, nobody's page ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.accounts import sessions
from app.accounts.models import Account
from tests.support.pages import Page, PageClient, text_of
from tests.support.throw_away import throw_away
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]


@pytest.mark.parametrize("path", ["/me", "/account", "/courses", "/no-such-page"])
def test_what_somebody_signed_in_sees_is_kept_nowhere(
    pages: Pages, learner: Account, path: str
) -> None:
    answer = pages(learner).client.get(path)

    assert answer.headers["Cache-Control"] == "no-store"


def test_after_signing_out_nothing_is_hers_any_more(
    pages: Pages, learner: Account
) -> None:
    hers = pages(learner)

    front = hers.post("accounts.logout", follow=True)

    assert "김미경" not in text_of(front.select("header")[0])
    hers.get("home.me", status=302)


def test_an_old_session_key_finds_nobody(
    pages: Pages, learner: Account, session: Session
) -> None:
    hers = pages(learner)
    sessions.end_all(session, learner.id, now=MONDAY_TEN)
    session.commit()

    hers.get("home.me", status=302)


def assets(page: Page) -> list[str]:
    linked = [str(tag.get("href") or tag.get("src")) for tag in page.select(ASSET)]
    assert len(linked) >= 3
    return linked


ASSET = "link[rel=stylesheet], link[rel=icon], script[src]"


def test_static_files_are_kept_for_a_year_under_an_address_of_their_content(
    pages: Pages, learner: Account
) -> None:
    hers = pages(learner)

    for address in assets(hers.get("home.me")):
        answer = hers.client.get(address, buffered=True)

        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"])
def test_under_another_address_they_are_asked_for_again(
    visitor: PageClient, query: str
) -> None:
    address = f"/static/style.css{query}"

    answer = visitor.client.get(address, buffered=True)

    assert answer.headers["Cache-Control"] == "no-cache"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert visitor.client.get(address, headers=again, buffered=True).status_code == 304


def test_a_static_file_that_changes_changes_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = throw_away(tmp_path)
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    addresses = set()

    for content in ("one", "two"):
        (tmp_path / "made.css").write_text(content)
        with app.test_request_context():
            addresses.add(app.url_for("static", filename="made.css"))

    assert len(addresses) == 2


@pytest.mark.parametrize("path", ["../wsgi.py", "%2e%2e/wsgi.py", "..%2fwsgi.py"])
def test_nothing_outside_the_folder_is_handed_out(
    visitor: PageClient, path: str
) -> None:
    assert visitor.client.get(f"/static/{path}").status_code == 404
