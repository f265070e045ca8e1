"""Every address and everybody: who is not named in the table gets no further than a
refusal or the sign-in page, with real ids of other people's things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from app.accounts.models import Account
from app.extensions import db
from app.web import OPEN_ENDPOINTS
from tests.support.databases import isolated, running
from tests.support.pages import PageClient
from tests.support.reach.table import MAY, POST
from tests.support.reach.world import CAST, World, build
from tests.support.screens import SHOW_TIME

REFUSED = (403, 404)
BROKEN = 500
ASKED = {"incubation.begin": {"certificate"}}
"""What stands behind the question mark of an address and decides who may."""


@pytest.fixture(scope="module")
def world(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with running(new_database("reach"), tmp_path_factory.mktemp("reach")) as app:
        app.extensions["clock"].set(SHOW_TIME)
        yield build(app)


def addresses(app: Flask) -> set[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in OPEN_ENDPOINTS
    }


def test_every_address_is_in_the_table(world: World) -> None:
    asked = {endpoint for endpoint, _method in addresses(world.app)}
    named = {entry.removeprefix(POST) for entry in MAY}

    assert asked == named


def test_only_who_is_named_gets_in(world: World) -> None:
    wrong = [
        f"{method} {endpoint} as {role}: answered {status}"
        for endpoint, method in sorted(addresses(world.app))
        for role in CAST
        for status, let_in in [_try(world, endpoint, method, role)]
        if status >= BROKEN or let_in != (role in _may(endpoint, method))
    ]

    assert not wrong, "\n".join(wrong)


def _may(endpoint: str, method: str) -> frozenset[str]:
    return MAY.get(f"{method} {endpoint}", MAY.get(endpoint, frozenset()))


def _try(world: World, endpoint: str, method: str, role: str) -> tuple[int, bool]:
    """The status, and whether it let her in; whatever it did is undone."""
    with isolated(world.app) as connection:
        account = None
        if role in world.accounts:
            with world.app.app_context():
                account = db.session.get_one(Account, world.accounts[role])
        client = PageClient(world.app, connection, account)
        path = client.url(endpoint, **_values(world, endpoint))
        answer = client.client.open(path, method=method)
    sent_away = urlsplit(answer.headers.get("Location", "")).path == "/login"
    signing_in = endpoint in ("accounts.login", "accounts.logout")
    let_in = answer.status_code not in REFUSED and (signing_in or not sent_away)
    return answer.status_code, let_in


def _values(world: World, endpoint: str) -> dict[str, Any]:
    rule = next(r for r in world.app.url_map.iter_rules() if r.endpoint == endpoint)
    asked = rule.arguments | ASKED.get(endpoint, set())
    return {name: _value(world.values[name], endpoint) for name in asked}


def _value(value: Any, endpoint: str) -> Any:
    """Some parts of an address mean different things on different pages."""
    if isinstance(value, dict):
        return value.get(endpoint, value.get(""))
    return value
