"""The demo on show: one address or more of every page, and who opens it.

Pages are found as people find them, by the links they are offered; the few that
only a mail or a press leads to are staged first. Who adds a page nobody can reach
has to stage it here, because `missing` names it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from flask import Flask
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Shown
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client

from app.accounts.models import Account
from app.accounts.views.second_step import password_mark
from app.extensions import db
from app.unit_of_work import transaction
from app.web import OPEN_ENDPOINTS
from tests.support.factories.sessions import signed_in_key
from tests.support.live import Live
from tests.support.pages import Page, links
from tests.support.staging import HALFWAY, stage
from tests.support.time import FakeClock

HOMES = {
    "visitor": "/",
    "learner": "/me",
    "learner2": "/me",
    "instructor": "/teach",
    "coordinator": "/office",
    "mentor": "/ventures",
    "city": "/city",
    "admin": "/people",
    "halfway": "/login/code",
}
"""Everybody in the demo, in the order in which pages are shown, and the first page."""
PASSWORDLESS = "visitor"
ALONE = ("/nowhere", "/verify/0000-0000-0000-0000", "/verify/7K3M", "/verify/0000")
"""Addresses that a mistake leads to."""
MORE_LOOKS = {
    "accounts.second_factor": 2,
    "accounts.reset": 2,
    "attendance.register": 3,
    "certificates.issue": 2,
    "courses.run": 6,
    "courses_import.show": 2,
    "courses_office.run": 5,
    "courses_office.runs": 2,
    "enrollment.applicants": 2,
    "enrollment.apply": 3,
    "entrepreneurship.module": 2,
    "entrepreneurship.result": 3,
    "home.front": 2,
    "home.me": 3,
    "home.my_run": 4,
    "incubation.step": 6,
    "incubation.venture": 3,
}
"""Pages that look different by the state of what they show, or by the reader."""
ENOUGH = 6
"""So many addresses of one page are walked by one person; the demo has hundreds."""
NOT_PAGES = OPEN_ENDPOINTS | {
    "accounts.outside_back",
    "accounts.outside_begin",
    "accounts.outside_connect",
    "certificates.pdf",
    "clock",
    "courses_import.template",
    "healthz",
    "home.choose_language",
    "privacy.file",
    "readyz",
}
"""What answers with a file, a word or a redirect."""


@dataclass(frozen=True)
class Exhibit:
    persona: str
    path: str
    endpoint: str

    @property
    def name(self) -> str:
        """e.g. `visitor: /courses`."""
        return f"{self.persona}: {self.path}"


def exhibits(app: Flask, *, now: datetime) -> list[Exhibit]:
    """Load the demo, stage what no link leads to, then walk. For an empty database."""
    ways = stage(app, now=now)
    shown: Counter[str] = Counter()
    found = [
        exhibit
        for persona, first in HOMES.items()
        for exhibit in _walk(app, persona, [first, *ways.get(persona, ())], shown)
    ]
    return [*found, *(Exhibit(PASSWORDLESS, path, "") for path in ALONE)]


def missing(app: Flask, found: list[Exhibit]) -> set[str]:
    """Endpoints of pages that no exhibit shows."""
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES
    }
    return pages - {exhibit.endpoint for exhibit in found}


def signed_in(app: Flask, persona: str, language: str = "ko") -> Client:
    """A client that is the persona's, without the sign-in page."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["language"] = language
        if persona == "halfway":
            session["half_signed_in"] = _half_known_as(app)
        elif persona != PASSWORDLESS:
            session["_user_id"], session["_fresh"] = _known_as(app, persona), True
    return client


def _known_as(app: Flask, persona: str) -> str:
    with app.app_context():
        account = db.session.scalars(
            select(Account).where(Account.email == f"{persona}@demo.example")
        ).one()
        account_id, clock = account.id, cast(FakeClock, app.extensions["clock"])
        with transaction() as session:
            return signed_in_key(session, account_id, now=clock())


def _half_known_as(app: Flask) -> dict[str, Any]:
    """Password right, code still to come; for as long as anybody looks."""
    with app.app_context():
        account = db.session.scalars(
            select(Account).where(Account.email == f"{HALFWAY}@demo.example")
        ).one()
        return {
            "account": account.id,
            "mark": password_mark(account),
            "until": "2999-01-01T00:00:00+00:00",
        }


def cookie_of(live: Live, persona: str, language: str) -> SetCookieParam:
    """The cookie by which a browser is the persona's."""
    name = str(live.app.config["SESSION_COOKIE_NAME"])
    cookie = signed_in(live.app, persona, language).get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": live.address}


def visits(
    live: Live,
    browser: Browser,
    shown: list[Exhibit],
    language: str,
    **options: Any,
) -> Iterator[tuple[Exhibit, Shown]]:
    """Open each exhibit as who is offered it, in a browser with these options."""
    for persona, theirs in groupby(shown, lambda exhibit: exhibit.persona):
        with somebody(live, browser, persona, language, **options) as context:
            page = context.new_page()
            for exhibit in theirs:
                page.goto(exhibit.path)
                yield exhibit, page


@contextmanager
def somebody(
    live: Live, browser: Browser, persona: str, language: str, **options: Any
) -> Iterator[BrowserContext]:
    """A browser in which this person is signed in and reads this language."""
    context = browser.new_context(
        base_url=live.address,
        timezone_id="Asia/Seoul",
        locale={"ko": "ko-KR", "en": "en-GB"}[language],
        reduced_motion="reduce",
        **options,
    )
    context.add_cookies([cookie_of(live, persona, language)])
    yield context
    context.close()


def _walk(
    app: Flask, persona: str, firsts: list[str], shown: Counter[str]
) -> Iterator[Exhibit]:
    """What this persona is offered, of each kind no more than is worth looking at."""
    client = signed_in(app, persona)
    mine: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    waiting, seen = deque(firsts), set(firsts)
    while waiting:
        path = waiting.popleft()
        answer = client.get(path)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        endpoint = _endpoint(app, path)
        most = MORE_LOOKS.get(endpoint, 1)
        if shown[endpoint] < most or (persona == "learner" and mine[endpoint] < most):
            shown[endpoint] += 1
            mine[endpoint] += 1
            yield Exhibit(persona, path, endpoint)
        for link in links(Page(answer.get_data(as_text=True), "lxml")):
            kind = _endpoint(app, link)
            if link not in seen and taken[kind] < ENOUGH:
                taken[kind] += 1
                seen.add(link)
                waiting.append(link)


def _endpoint(app: Flask, path: str) -> str:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path.partition("?")[0])
    except HTTPException:
        return ""
    return str(endpoint)
