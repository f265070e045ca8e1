"""What is asked of each page, in Chromium. Each question answers with its faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import Page

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

PHONE, DESK = 390, 1280
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


def rings(page: Page) -> list[str]:
    """In light on a phone; the words' contrast there is axe's first answer."""
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return ringless(page)


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
} | {"light at 390 px": rings, "forced colours": in_forced_colours}
"""Asked of one look of each page: the states of every part are on `/design`."""
IN_ENGLISH = ("axe", "at 320 px", "text at 200 %", "text spaced", "targets at 390 px")
"""What depends on the length of words; the rest is the same in both languages."""
ASKED = {
    "ko": {**QUESTIONS, **IN_PALETTES},
    "en": {question: QUESTIONS[question] for question in IN_ENGLISH},
}
