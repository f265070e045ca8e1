"""Every page of the demo, in Chromium: axe, contrast, widths, targets, focus.

Pages are found by the showcase and held against the URL map, so that a new page
can't escape. Each is opened once a language and asked every question, because
opening costs most. On SQLite only: what is asked here is decided by templates and
stylesheets; all pages run on both databases in tests/pages and in the chain.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Browser

from tests.journeys.asking import ASKED
from tests.journeys.conftest import Show
from tests.support.showcase import missing, visits

UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"
Findings = Callable[[str], dict[str, list[str]]]

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("every page")]


@pytest.fixture(scope="module")
def findings(show: Show, browser: Browser) -> Findings:
    """For a language, by question: what is wrong, each with its page."""

    @cache
    def in_language(language: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {question: [] for question in ASKED[language]}
        for exhibit, page in visits(show.live, browser, show.exhibits, language):
            page.evaluate(UNFOLD)
            for question, ask in ASKED[language].items():
                found[question] += [f"{exhibit.name}: {fault}" for fault in ask(page)]
        return found

    return in_language


def test_no_page_escapes(show: Show) -> None:
    assert missing(show.live.app, show.exhibits) == set()


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question) for language in ASKED for question in ASKED[language]],
)
def test_every_page(findings: Findings, language: str, question: str) -> None:
    faults = findings(language)[question]

    assert not faults, "\n".join(faults)
