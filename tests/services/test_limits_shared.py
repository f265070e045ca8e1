"""Limits counted in Redis hold for several machines together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.support.databases import build_app, closing, settings_for
from tests.support.servers import redis_server

REFUSED = 429
MOST_TRIES = 100


@pytest.fixture
def two_machines(tmp_path: Path) -> Iterator[tuple[Flask, Flask]]:
    """Two apps on one database and one Redis, as behind a load balancer."""
    with ExitStack() as stack:
        url = stack.enter_context(redis_server())
        settings = replace(
            settings_for(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path), redis_url=url
        )
        built = build_app(settings.database_url, tmp_path, settings=settings)
        first = stack.enter_context(closing(built))
        second = stack.enter_context(closing(create_app(settings)))
        second.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        yield first, second


def sign_in(app: Flask, number: int) -> int:
    """Each time as somebody else: only the network address is the same."""
    typed = {"email": f"nobody{number}@example.org", "password": "not this one"}
    return app.test_client().post("/login", data=typed).status_code


def test_tries_on_one_machine_count_on_the_other(
    two_machines: tuple[Flask, Flask],
) -> None:
    first, second = two_machines
    tries = 0
    while sign_in(first, tries) != REFUSED:
        tries += 1
        assert tries < MOST_TRIES, "the limit was never reached"

    assert sign_in(second, tries) == REFUSED
