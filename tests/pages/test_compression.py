"""Pages compressed: for whom, and what their length gives away."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response, make_response, request, send_file, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app.compression import MOST_PADDING
from app.web import public
from tests.support.pages import Page, PageClient, well_made
from tests.support.throw_away import throw_away

LONG = "<p>" + "a page of many words " * 100 + "</p>"
FROM_ELSEWHERE = ["cross-site", "same-site"]


@pytest.fixture
def trial(tmp_path: Path) -> Flask:
    app = throw_away(tmp_path)
    for view in (page, short, tagged, streamed, table, file, begin, token):
        app.get(f"/{view.__name__}")(public(view))
    return app


def page() -> ResponseReturnValue:
    return LONG + request.args.get("q", "")


def short() -> ResponseReturnValue:
    return "<p>a word</p>"


def tagged() -> ResponseReturnValue:
    response = make_response(LONG)
    response.set_etag("this page")
    return response


def streamed() -> ResponseReturnValue:
    return Response(iter([LONG, LONG]), mimetype="text/html")


def table() -> ResponseReturnValue:
    return Response(LONG, mimetype="text/csv")


def file() -> ResponseReturnValue:
    return send_file(io.BytesIO(LONG.encode()), mimetype="text/html")


def begin() -> ResponseReturnValue:
    session["name"] = "hers"
    return LONG


def token() -> ResponseReturnValue:
    return f"{LONG}{generate_csrf()}"


def ask(trial: Flask, path: str, **headers: str) -> TestResponse:
    sent = {"Accept-Encoding": "gzip, br", **headers}
    return trial.test_client().get(path, headers=sent, buffered=True)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)]
)
def test_a_page_goes_out_as_small_as_its_reader_takes(
    trial: Flask, accepted: str, encoding: str | None
) -> None:
    answer = ask(trial, "/page", **{"Accept-Encoding": accepted})

    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.vary
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert decode[encoding](answer.data).decode().startswith(LONG)
    assert encoding is None or len(answer.data) < len(LONG) / 4


def test_asked_for_its_head_a_page_says_the_same_without_the_body(trial: Flask) -> None:
    answer = trial.test_client().head("/page", headers={"Accept-Encoding": "br"})

    assert answer.data == b""
    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.vary


@pytest.mark.parametrize("path", ["/short", "/streamed", "/table", "/file", "/healthz"])
def test_what_is_small_streamed_or_no_page_stays_as_it_is(
    trial: Flask, path: str
) -> None:
    answer = ask(trial, path)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" not in answer.vary


def test_other_bytes_of_the_same_page_have_a_weak_tag(trial: Flask) -> None:
    assert ask(trial, "/tagged").headers["ETag"] == 'W/"this page"'


def test_a_real_page_stays_well_made(visitor: PageClient) -> None:
    headers = {"Accept-Encoding": "br"}

    answer = visitor.client.get(visitor.url("accounts.login"), headers=headers)

    source = brotli.decompress(answer.data).decode()
    well_made(source, Page(source, "lxml"))
    assert set(answer.vary) == {"Accept-Encoding", "Cookie"}


# What the length gives away (docs/decisions/0009-compression.md)


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_the_same_page_has_many_lengths(trial: Flask, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}

    lengths = [len(ask(trial, "/page", **headers).data) for _ in range(60)]

    assert len(set(lengths)) > 15
    assert max(lengths) - min(lengths) < MOST_PADDING * 1.6


@pytest.mark.parametrize("site", FROM_ELSEWHERE)
def test_another_site_that_asks_in_somebodys_name_gets_it_plain(
    trial: Flask, site: str
) -> None:
    client = trial.test_client()
    client.get("/begin")

    answer = client.get(
        "/page", headers={"Accept-Encoding": "br", "Sec-Fetch-Site": site}
    )

    assert "Content-Encoding" not in answer.headers
    assert answer.text == LONG


@pytest.mark.parametrize("site", FROM_ELSEWHERE)
def test_a_visitor_who_follows_a_link_has_nothing_to_lose(
    trial: Flask, site: str
) -> None:
    assert ask(trial, "/page", **{"Sec-Fetch-Site": site}).content_encoding == "br"


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_who_walks_through_the_site_gets_it_compressed(trial: Flask, site: str) -> None:
    client = trial.test_client()
    client.get("/begin")

    answer = client.get(
        "/page", headers={"Accept-Encoding": "br", "Sec-Fetch-Site": site}
    )

    assert answer.content_encoding == "br"


def test_a_forms_token_is_signed_anew_each_second(
    trial: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, signatures = trial.test_client(), set()

    for second in range(3):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda at=second: 1e9 + at)
        signatures.add(client.get("/token").text.rpartition(".")[2])

    assert len(signatures) == 3
