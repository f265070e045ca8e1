"""Built static files as a browser gets them, and what it gets without a build."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask, session
from werkzeug.test import TestResponse

from app.assets.build import make_build
from app.assets.manifest import FILE
from app.assets.places import places
from app.web import public
from tests.pages.test_security import demand_strict
from tests.support.pages import Page
from tests.support.throw_away import throw_away

DECODE: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the real sources."""
    folder = tmp_path_factory.mktemp("build")
    make_build(places(throw_away(folder)), folder)
    return folder


@pytest.fixture
def app(tmp_path: Path, build: Path) -> Flask:
    return throw_away(tmp_path, built_assets=build)


def linked(app: Flask) -> list[str]:
    """The addresses of every static file that a page has."""
    page = Page(app.test_client().get("/nowhere").get_data(as_text=True), "lxml")
    tags = page.select("link[href], script[src]")
    return [str(tag.get("href") or tag.get("src")) for tag in tags]


def sheet(app: Flask) -> str:
    return next(address for address in linked(app) if "/style" in address)


def fetch(app: Flask, address: str, accepted: str = "br, gzip") -> TestResponse:
    headers = {"Accept-Encoding": accepted}
    return app.test_client().get(address, headers=headers, buffered=True)


def test_pages_link_built_files_only(app: Flask) -> None:
    addresses = linked(app)

    assert len(addresses) >= 4
    assert not [address for address in addresses if "?" in address]
    for address in addresses:
        answer = fetch(app, address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Encoding"] == "br"
        demand_strict(answer.headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_each_reader_gets_what_she_takes(
    app: Flask, build: Path, accepted: str, encoding: str | None
) -> None:
    address = sheet(app)

    answer = fetch(app, address, accepted)

    plain = (build / "static" / address.rpartition("/")[2]).read_bytes()
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert DECODE[encoding](answer.data) == plain


def test_each_form_has_a_tag_of_its_own_and_is_not_sent_twice(app: Flask) -> None:
    address = sheet(app)
    tags = {fetch(app, address, name).headers["ETag"] for name in ("br", "gzip", "")}

    again = {"If-None-Match": fetch(app, address).headers["ETag"]}
    answer = app.test_client().get(
        address, headers={**again, "Accept-Encoding": "br"}, buffered=True
    )

    assert len(tags) == 3
    assert (answer.status_code, answer.data) == (304, b"")


def test_asked_for_its_head_it_says_the_same_without_the_body(app: Flask) -> None:
    address, headers = sheet(app), {"Accept-Encoding": "br"}
    whole = fetch(app, address, "br")

    answer = app.test_client().head(address, headers=headers, buffered=True)

    assert answer.data == b""
    for name in ("Content-Length", "Content-Encoding", "ETag", "Vary"):
        assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [(".css", "text/css"), (".js", "text/javascript"), (".svg", "image/svg+xml")],
)
def test_each_says_what_it_is(app: Flask, ending: str, kind: str) -> None:
    address = next(one for one in linked(app) if one.endswith(ending))

    assert fetch(app, address).mimetype == kind


def test_even_where_a_session_begins_no_cookie_goes_with_a_file(app: Flask) -> None:
    @app.get("/begin")
    @public
    def begin() -> str:
        session["name"] = "hers"
        session.permanent = True  # sends the cookie anew with each answer
        return "begun"

    client = app.test_client()
    assert "Set-Cookie" in client.get("/begin").headers

    for address in linked(app):
        answer = client.get(address, buffered=True)

        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers["Vary"]


def test_our_sheet_comes_in_one_piece(app: Flask) -> None:
    text = fetch(app, sheet(app), "").get_data(as_text=True)

    assert "@import" not in text
    assert "--thread" in text


@pytest.mark.parametrize("ending", [".br", ".gz", "x"])
def test_only_what_pages_link_has_an_address(app: Flask, ending: str) -> None:
    assert fetch(app, sheet(app) + ending).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/static/manifest.json", "/static/../manifest.json", "/static/..%2fmanifest.json"],
)
def test_nothing_else_of_the_folder_is_handed_out(app: Flask, address: str) -> None:
    assert fetch(app, address).status_code == 404


def test_a_changed_source_goes_out_under_its_old_kind_of_address(
    tmp_path: Path, build: Path
) -> None:
    stale = tmp_path / "stale"
    stale.mkdir()
    for part in ("static", "bootstrap.static"):
        (stale / part).symlink_to(build / part)
    said = json.loads((build / FILE).read_text())
    said["files"]["static"]["style.css"]["sources"]["css/tokens.css"] = "0" * 12
    (stale / FILE).write_text(json.dumps(said))

    addresses = linked(throw_away(tmp_path, built_assets=stale))

    assert [a.partition("?v=")[0] for a in addresses if "?" in a] == [
        "/static/style.css"
    ]


def test_without_a_build_everything_does(tmp_path: Path) -> None:
    app = throw_away(tmp_path, built_assets=tmp_path / "none")

    addresses = linked(app)

    assert all("?v=" in address for address in addresses)
    for address in addresses:
        answer = fetch(app, address)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
