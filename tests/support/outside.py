"""Going to Kakao or Naver and back, as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import requests
from flask import Flask

from app.accounts import outside_clients
from tests.support.oauth import OutsideServer, outside_server
from tests.support.pages import Page, PageClient

HERE = "http://localhost"
"""PUBLIC_URL of the tests' app."""


@contextmanager
def offered(app: Flask) -> Iterator[OutsideServer]:
    """Both providers switched on, at a server of the test's own."""
    before = app.extensions["outside"]
    with outside_server() as server:
        settings = replace(
            app.config["SETTINGS"], kakao=server.client, naver=server.client
        )
        app.extensions["outside"] = outside_clients.connect(app, settings)
        try:
            yield server
        finally:
            app.extensions["outside"] = before


def begun(client: PageClient, provider: str = "kakao", **more: str) -> str:
    """Press the button; the address at the provider."""
    client.get("accounts.outside_begin", status=302, provider=provider, **more)
    return str(client.last.headers["Location"])


def answered(there: str) -> str:
    """Sign in over there; the path by which the provider sends one back."""
    answer = requests.get(there, allow_redirects=False, timeout=10)
    back = answer.headers["Location"]
    assert back.startswith(HERE)
    return back.removeprefix(HERE)


def signed_in(client: PageClient, provider: str = "kakao", **more: str) -> str:
    """There and back; where we lead on to."""
    client.open(answered(begun(client, provider, **more)), status=302)
    return str(client.last.headers["Location"])


def led(client: PageClient, provider: str = "kakao", **more: str) -> Page:
    """There and back, and the page that is shown then."""
    return client.open(signed_in(client, provider, **more))
