"""Every page of the demo, in Chromium: axe, contrast, widths, targets, focus.

Pages are found by the showcase and held against the URL map, so that a new page
can't escape. Each is opened once a language and asked every question, because
opening costs most. On SQLite only: what is asked here is decided by templates and
stylesheets; all pages run on both databases in tests/pages and in the chain.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Show
from tests.support.axe import CONTRAST, complaints
from tests.support.shape import (
    HEIGHT,
    LARGE,
    SPACED,
    disoriented,
    faults_of_text,
    restless,
    ringless,
    small_targets,
    untitled_tables,
)
from tests.support.showcase import missing, visits

PHONE, DESK = 390, 1280
UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"
NARROWEST = 320
Question = Callable[[Page], list[str]]


def by_axe(page: Page) -> list[str]:
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return complaints(page)


def in_palette(page: Page, *, width: int, **media: Any) -> list[str]:
    """Contrast of words and of the ring of focus, in what the reader has set."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(**media)
    found = complaints(page, only=CONTRAST) + ringless(page)
    page.emulate_media(color_scheme="null", contrast="null")
    return found


def in_forced_colours(page: Page) -> list[str]:
    """The ring alone: the browser itself takes care of the words."""
    page.emulate_media(forced_colors="active")
    found = ringless(page)
    page.emulate_media(forced_colors="null")
    return found


QUESTIONS: dict[str, Question] = {
    "axe": by_axe,
    "at 320 px": partial(faults_of_text, width=NARROWEST),
    "at 390 px": partial(faults_of_text, width=PHONE),
    "zoomed to 200 %": partial(faults_of_text, width=DESK // 2),
    "text at 200 %": partial(faults_of_text, width=PHONE, css=LARGE),
    "text spaced": partial(faults_of_text, width=PHONE, css=SPACED),
    "targets at 390 px": partial(small_targets, width=PHONE),
    "targets at 1280 px": partial(small_targets, width=DESK),
    "tables": untitled_tables,
    "skip link and help": disoriented,
    "nothing of itself": restless,
}
PALETTES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"color_scheme": "light", "contrast": "more"},
    "dark high contrast": {"color_scheme": "dark", "contrast": "more"},
}
IN_PALETTES: dict[str, Question] = {
    f"{name} at {width} px": partial(in_palette, width=width, **media)
    for name, media in PALETTES.items()
    for width in (PHONE, DESK)
} | {"forced colours": in_forced_colours}
ASKED = {"ko": {**QUESTIONS, **IN_PALETTES}, "en": QUESTIONS}
"""Colours don't depend on the language; the length of words does."""

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
