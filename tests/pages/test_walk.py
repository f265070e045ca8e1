"""Everybody presses every link that a page offers, in both languages."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from app.accounts.models import Account
from app.demo.load import load
from app.demo.people import ACCOUNTS
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.databases import isolated
from tests.support.pages import Page, PageClient, links
from tests.support.time import MONDAY_TEN, FakeClock

PERSONAS = ("visitor", *(account.email.split("@")[0] for account in ACCOUNTS))
OF_EACH_KIND = 2
"""So many pages of one route are opened on a walk."""
FIRST_PAGES = {
    "learner": "/me",
    "learner2": "/me",
    "instructor": "/teach",
    "coordinator": "/office",
    "mentor": "/ventures",
    "city": "/city",
    "admin": "/people",
}


@pytest.fixture(scope="module")
def demo(app: Flask) -> Iterator[Connection]:
    """The demo, loaded for this file and undone after it."""
    cast(FakeClock, app.extensions["clock"]).set(MONDAY_TEN)
    with isolated(app) as connection:
        with app.app_context(), transaction() as session:
            load(session, now=MONDAY_TEN)
        yield connection


@pytest.fixture(params=PERSONAS)
def persona(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["ko", "en"])
def somebody(
    request: pytest.FixtureRequest, app: Flask, demo: Connection, persona: str
) -> PageClient:
    """Each of the demo's people and a visitor, in each language."""
    cast(FakeClock, app.extensions["clock"]).set(MONDAY_TEN)
    with app.app_context():
        account = db.session.scalar(
            select(Account).where(Account.email == f"{persona}@demo.example")
        )
        client = PageClient(app, demo, account)
    return client.in_english() if request.param == "en" else client


def kind(routes: MapAdapter, path: str, method: str = "GET") -> str:
    """The route that answers. Fails where none does: a dead link or button."""
    try:
        endpoint, _ = routes.match(urlsplit(path).path, method=method)
    except HTTPException as nothing:
        raise AssertionError(f"nothing answers {method} {path}: {nothing}") from nothing
    return str(endpoint)


def demand_living_buttons(routes: MapAdapter, page: Page, path: str) -> None:
    for form in page.select("form"):
        action = str(form.get("action") or path)
        kind(routes, action, str(form.get("method", "get")).upper())


def test_every_link_and_button_that_is_offered_leads_somewhere(
    app: Flask, somebody: PageClient, persona: str
) -> None:
    routes = app.url_map.bind("localhost")
    waiting = deque(["/", FIRST_PAGES.get(persona, "/courses")])
    seen, kinds = set(waiting), Counter[str]()

    while waiting:
        path = waiting.popleft()
        page = somebody.visit(path)
        assert somebody.last.status_code in (200, 302), f"{path} is offered, but closed"
        demand_living_buttons(routes, page, path)
        for link in links(page):
            if link not in seen and kinds[kind(routes, link)] < OF_EACH_KIND:
                kinds[kind(routes, link)] += 1
                seen.add(link)
                waiting.append(link)

    assert {"courses.catalogue", "courses.run"} <= set(kinds)
