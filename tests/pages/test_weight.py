"""What a page weighs on its way to a phone, and that only our own host is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import brotli
import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from app.assets.build import make_build
from app.assets.places import places
from tests.support.databases import build_app, closing, settings_for
from tests.support.pages import Page
from tests.support.showcase import Exhibit, exhibits, signed_in
from tests.support.throw_away import throw_away
from tests.support.time import MONDAY_TEN, FakeClock

FIRST_VIEW, LATER_VIEW = 100_000, 15_000
"""Bytes, headers and all, as docs/operations.md promises them."""
SHOW_TIME = MONDAY_TEN.replace(day=4, hour=13, minute=20)
KO_EN = ("ko", "en")
FETCHED = "link[href], [src], [srcset], [data], [poster], use[href], image[href]"
FROM_HERE = re.compile(r"/(?!/)|data:|#")


@dataclass(frozen=True)
class Weighed:
    name: str
    first: int
    later: int
    from_elsewhere: tuple[str, ...]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The school on an empty database, its static files built."""
    folder = tmp_path_factory.mktemp("weight")
    make_build(places(throw_away(folder)), folder / "built")
    url = f"sqlite:///{folder / 'weight.sqlite'}"
    settings = replace(settings_for(url, folder), built_assets=folder / "built")
    with closing(build_app(url, folder, settings=settings)) as app:
        app.config["WTF_CSRF_ENABLED"] = True  # tokens weigh something too
        cast(FakeClock, app.extensions["clock"]).set(SHOW_TIME)
        yield app


@pytest.fixture(scope="module")
def shown(school: Flask) -> list[Exhibit]:
    return exhibits(school, now=SHOW_TIME)


class Scales:
    """Weighs pages as a browser gets them."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        """What each static file weighs; most pages link the same."""

    def weigh(self, exhibit: Exhibit, client: Client) -> Weighed:
        answer = ask(client, exhibit.path)
        addresses = set(addresses_in(Page(plain(answer), "lxml")))
        own = [a for a in addresses if a.startswith("/") and FROM_HERE.match(a)]
        later = on_the_wire(answer)
        return Weighed(
            exhibit.name,
            first=later + sum(self._file(client, address) for address in own),
            later=later,
            from_elsewhere=tuple(a for a in addresses if not FROM_HERE.match(a)),
        )

    def _file(self, client: Client, address: str) -> int:
        if address not in self.files:
            answer = ask(client, address)
            assert answer.status_code == 200, address
            self.files[address] = on_the_wire(answer)
        return self.files[address]


def ask(client: Client, address: str) -> TestResponse:
    return client.get(address, headers={"Accept-Encoding": "br, gzip"}, buffered=True)


def plain(answer: TestResponse) -> str:
    compressed = answer.headers.get("Content-Encoding") == "br"
    content: bytes = brotli.decompress(answer.data) if compressed else answer.data
    return content.decode()


def addresses_in(page: Page) -> Iterator[str]:
    """What a browser fetches of its own accord."""
    for tag in page.select(FETCHED):
        for name in ("href", "src", "data", "poster"):
            if tag.has_attr(name):
                yield str(tag[name])
        for candidate in str(tag.get("srcset", "")).split(","):
            if candidate.strip():
                yield candidate.split()[0]


def on_the_wire(answer: TestResponse) -> int:
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    return headers + len(answer.data)


def test_every_page_is_light_and_asks_nobody_else_for_anything(
    school: Flask, shown: list[Exhibit]
) -> None:
    scales, people = (
        Scales(),
        {(e.persona, language) for e in shown for language in KO_EN},
    )
    clients = {who: signed_in(school, *who) for who in people}

    found = [
        scales.weigh(exhibit, clients[exhibit.persona, language])
        for exhibit in shown
        for language in KO_EN
    ]

    assert len(found) > 100
    heavy_at_first = {w.name: w.first for w in found if w.first > FIRST_VIEW}
    heavy_later = {w.name: w.later for w in found if w.later > LATER_VIEW}
    assert not heavy_at_first, "bytes of the page with its sheets, script and pictures"
    assert not heavy_later, "bytes of the page alone"
    assert not [w for w in found if w.from_elsewhere], "only our own host is asked"


def test_sheets_ask_nobody_else_for_anything(school: Flask) -> None:
    folder = cast(Path, school.config["SETTINGS"].built_assets)
    asked = [
        address
        for sheet in folder.rglob("*.css")
        for address in re.findall(r"""url\(["']?([^"')]+)""", sheet.read_text())
    ]

    assert asked
    assert not [a for a in asked if re.match(r"(?!data:)[a-z]+:|//", a)]
