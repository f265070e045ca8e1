"""A living school and people who walk through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.live import Live, live_school


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def live(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Live]:
    with live_school(new_database("live"), tmp_path) as live:
        yield live
