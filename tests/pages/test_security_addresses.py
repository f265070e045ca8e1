"""Where an address may lead: on within the site, never off it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.web import safe_next
from tests.support.factories.accounts import EMAIL, PASSWORD, make_member
from tests.support.pages import PageClient

FOREIGN = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    "\\\\evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
]


@pytest.mark.parametrize("target", FOREIGN)
def test_nobody_is_led_off_the_site(
    visitor: PageClient, session: Session, target: str
) -> None:
    make_member(session)
    entering = {"email": EMAIL, "password": PASSWORD}

    visitor.get("home.choose_language", language="ko", next=target, status=302)
    chosen = visitor.last.headers["Location"]
    visitor.post("accounts.login", entering, next=target)
    entered = visitor.last.headers["Location"]

    assert safe_next(target, "/home") == "/home"
    assert (chosen, entered) == ("/", "/me")


@pytest.mark.parametrize(
    "target", ["/me", "/courses?q=%EC%98%B7&after=3", "/runs/3?next=https://x.example"]
)
def test_one_goes_on_to_a_page_of_the_site(target: str) -> None:
    assert safe_next(target, "/") == target


def test_the_language_switch_comes_back_to_the_same_search(
    visitor: PageClient,
) -> None:
    page = visitor.open("/courses?q=옷&state=open")

    address = str(page.select("a[hreflang=en]")[0]["href"])

    english = visitor.open(visitor.client.get(address).headers["Location"])
    assert english.html is not None
    assert english.html["lang"] == "en"
    assert english.value("q") == "옷"
