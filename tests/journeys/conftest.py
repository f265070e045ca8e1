"""A living school, people who walk through it, and the demo on show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.live import Live, live_school
from tests.support.screens import SHOW_TIME
from tests.support.showcase import Exhibit, exhibits


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def live(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Live]:
    with live_school(new_database("live"), tmp_path) as live:
        yield live


# What only the browser can break is the same on both databases: these two are on
# SQLite whatever `--database` says, so that the browser's time is spent once.


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Live]:
    """A living school on SQLite."""
    with live_school(f"sqlite:///{tmp_path / 'live.sqlite'}", tmp_path) as live:
        yield live


@dataclass(frozen=True)
class Show:
    live: Live
    exhibits: list[Exhibit]


@pytest.fixture(scope="session")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    """The demo on SQLite, and an address or more of each of its pages."""
    folder = tmp_path_factory.mktemp("show")
    with live_school(f"sqlite:///{folder / 'show.sqlite'}", folder) as live:
        live.clock.set(SHOW_TIME)
        yield Show(live, exhibits(live.app, now=SHOW_TIME))
