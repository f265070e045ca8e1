"""PageClient: opens pages as somebody, and inspects every page it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, cast
from urllib.parse import urldefrag

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from app.accounts.models import Account
from tests.support.databases import counted
from tests.support.factories.sessions import keep_awake, signed_in_key
from tests.support.time import FakeClock

REDIRECT = 302
TEXT, VALUE = re.compile(r">[^<]+<"), re.compile(r'"[^"]*"')
SITE = "주민기술학교", "Jumin School"


class Page(BeautifulSoup):
    """A page with words to ask it."""

    def alerts(self) -> list[str]:
        """What the page says in alarm: refusals, and errors beside fields."""
        return [text_of(tag) for tag in self.select("[role=alert], .err")]

    def notes(self) -> list[str]:
        return [text_of(tag) for tag in self.select(".note")]

    def heading(self) -> str:
        return text_of(self.select("h1")[0])

    def words(self) -> str:
        """All text of the page's own part."""
        return text_of(self.select("main")[0])

    def value(self, name: str) -> str:
        """What a field holds now."""
        field = self.select_one(f"[name={name}]")
        assert field is not None, f"the page has no field {name!r}"
        if field.name == "textarea":
            return field.get_text().strip("\n")
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            return str(chosen["value"]) if chosen else ""
        return str(field.get("value", ""))


def text_of(tag: Tag) -> str:
    """Its words, as one line; where a word may break doesn't matter here."""
    for joint in tag.find_all("wbr"):
        joint.unwrap()
    tag.smooth()
    return re.sub(r"\s+", " ", tag.get_text(" ").replace("\u2060", "")).strip()


def links(page: Page) -> Iterator[str]:
    """Where the page leads within the site; the language switch is walked elsewhere."""
    for tag in page.select("a[href^='/']"):
        path = urldefrag(str(tag["href"])).url
        if not path.startswith("/lang/"):
            yield path


class PageClient:
    """Opens pages by endpoint, as one account or as a visitor."""

    def __init__(
        self, app: Flask, connection: Connection, account: Account | None = None
    ) -> None:
        self.app = app
        self.connection = connection
        self.client = app.test_client()
        self.statements: list[str] = []
        """The SQL of the last request."""
        self.awake = True
        """Whether she was there all the time when a test moves its clock."""
        self.key, self.awake_at = "", self.now()
        if account is not None:
            self.key = signed_in_key(connection, account.id, now=self.awake_at)
            with self.client.session_transaction() as session:
                session["_user_id"] = self.key
                session["_fresh"] = True

    def now(self) -> datetime:
        return cast(FakeClock, self.app.extensions["clock"])()

    def in_english(self) -> PageClient:
        with self.client.session_transaction() as session:
            session["language"] = "en"
        return self

    def url(self, endpoint: str, **values: Any) -> str:
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def get(self, endpoint: str, *, status: int = 200, **values: Any) -> Page:
        return self.open(self.url(endpoint, **values), status=status)

    def open(self, path: str, *, status: int = 200) -> Page:
        return self._answer(self._send("GET", path), status)

    def visit(self, path: str) -> Page:
        """Open it, whatever it answers short of a fault; it is inspected like any."""
        response = self._send("GET", path)
        assert response.status_code in (200, 302, 403, 404), (
            f"{path} answered {response.status_code}"
        )
        if response.mimetype != "text/html":
            return Page("", "lxml")
        return self._answer(response, response.status_code)

    def post(
        self,
        endpoint: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int = REDIRECT,
        follow: bool = False,
        **values: Any,
    ) -> Page:
        """Send a form. `follow` goes on to the page it leads to and gives that."""
        response = self._send("POST", self.url(endpoint, **values), data=data or {})
        page = self._answer(response, status)
        if follow:
            return self.open(response.headers["Location"])
        return page

    def download(
        self, endpoint: str, *, status: int = 200, **values: Any
    ) -> TestResponse:
        response = self._send("GET", self.url(endpoint, **values))
        assert response.status_code == status
        return response

    def _send(self, method: str, path: str, **more: Any) -> TestResponse:
        if self.key and self.awake and self.awake_at != self.now():
            self.awake_at = self.now()
            keep_awake(self.connection, self.key, now=self.awake_at)
        with counted(self.connection) as self.statements:
            self.last = self.client.open(path, method=method, **more)
        return self.last

    def _answer(self, response: TestResponse, status: int) -> Page:
        page = Page(response.get_data(as_text=True), "lxml")
        said = response.headers.get("Location") or page.get_text(" ", strip=True)
        assert response.status_code == status, (
            f"answered {response.status_code}, not {status}: {said[:600]}"
        )
        if (
            response.status_code not in (301, 302, 303, 308)
            and response.mimetype == "text/html"
        ):
            well_made(response.get_data(as_text=True), page)
        return page


@cache
def parse_errors(skeleton: str) -> list[str]:
    """What an HTML5 parser complains of in these tags. Slow, so once a skeleton."""
    parser = html5lib.HTMLParser()
    parser.parse(skeleton)
    return [str(error) for error in parser.errors[:3]]


def well_made(source: str, page: Page) -> None:
    """What holds for every page, with messages that teach the mend."""
    errors = parse_errors(TEXT.sub("><", VALUE.sub('""', source)))
    assert not errors, f"the HTML does not parse: {errors}"
    assert page.html is not None
    assert page.html.get("lang") in ("ko", "en"), "<html lang> is missing"
    headings = page.select("h1")
    assert len(headings) == 1, f"a page has one h1; this has {len(headings)}"
    title = text_of(page.select("title")[0])
    assert title.startswith(text_of(headings[0])) or title.startswith(SITE), (
        f"the title {title!r} begins with the heading {text_of(headings[0])!r}"
    )
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    repeated = {i for i in ids if ids.count(i) > 1}
    assert not repeated, f"ids repeat: {repeated}"
    _fields_have_names(page)
    for form in page.select("form"):
        assert form.get("method", "get") in ("get", "post"), "a form is get or post"
    for tag in page.select("[style], script:not([src]):not([type*=json])"):
        raise AssertionError(f"inline style or script breaks the policy: {tag!s:.120}")
    for tag in page.select("[aria-describedby], [aria-labelledby]"):
        named = f"{tag.get('aria-describedby', '')} {tag.get('aria-labelledby', '')}"
        lost = [i for i in named.split() if i not in ids]
        assert not lost, f"{tag.name} is described by an id that isn't here: {lost}"
    for link in page.select("a[href^='#']"):
        target = str(link["href"])[1:]
        assert target in ids, f"a link leads to #{target}, which isn't here"


def _fields_have_names(page: Page) -> None:
    for field in page.select("input:not([type=hidden]), select, textarea"):
        labelled = (
            field.get("aria-label")
            or field.get("aria-labelledby")
            or page.select(f"label[for='{field.get('id', '')}']")
            or field.find_parent("label")
        )
        assert labelled, f"a field has no label: {field!s:.160}"
