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

from tests.journeys.asking import ASKED, IN_PALETTES
from tests.journeys.conftest import Show
from tests.support.showcase import missing, visits

UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"
Findings = Callable[[str], dict[str, list[str]]]

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def findings(show: Show, browser: Browser) -> Findings:
    """For a language, by question: what is wrong, each with its page."""

    @cache
    def in_language(language: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {question: [] for question in ASKED[language]}
        looked_at: set[str] = set()
        for exhibit, page in visits(show.live, browser, show.exhibits, language):
            page.evaluate(UNFOLD)
            for question, ask in ASKED[language].items():
                if question in IN_PALETTES and exhibit.endpoint in looked_at:
                    continue
                found[question] += [f"{exhibit.name}: {fault}" for fault in ask(page)]
            looked_at.add(exhibit.endpoint)
        return found

    return in_language


def of_language(language: str) -> pytest.MarkDecorator:
    """Each language's pages are opened once, by whichever process gets to it."""
    return pytest.mark.xdist_group(f"every page in {language}")


@of_language("ko")
def test_no_page_escapes(show: Show) -> None:
    assert missing(show.live.app, show.exhibits) == set()


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param(language, question, marks=of_language(language))
        for language in ASKED
        for question in ASKED[language]
    ],
)
def test_every_page(findings: Findings, language: str, question: str) -> None:
    faults = findings(language)[question]

    assert not faults, "\n".join(faults)
