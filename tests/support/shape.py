"""The shape of the page that a browser shows: widths, spacing, targets, focus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "asked"
SOURCE = "".join(
    (FOLDER / name).read_text("utf-8") for name in ("common.js", "text.js", "reach.js")
)
HEIGHT = 844
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""The reader's own spacing, as large as WCAG 1.4.12 asks pages to bear."""
LARGE = "html { font-size: 200% !important }"
DRESS = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : []; }"""


def faults_of_text(page: Page, *, width: int, css: str = "") -> list[str]:
    """What doesn't fit at this width, with the reader's own style on top."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate(DRESS, css)  # a constructed sheet: the policy allows it
    found = _ask(page, "sideways", "clipped", "overlapping", "spilling")
    page.evaluate(DRESS, "")
    return found


def small_targets(page: Page, *, width: int) -> list[str]:
    """What can't be pressed 44 px high and wide."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    tall = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(HEIGHT, tall)})
    found = _ask(page, "small")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return found


def ringless(page: Page) -> list[str]:
    """What takes the focus from the keyboard and doesn't show it."""
    page.keyboard.press("Tab")
    return _ask(page, "ringless")


def disoriented(page: Page) -> list[str]:
    """Whether the skip link or the link to help is not where it always is."""
    return _ask(page, "disoriented")


def untitled_tables(page: Page) -> list[str]:
    """Tables without a caption, or with headers of nobody knows what."""
    return _ask(page, "untitled")


def restless(page: Page) -> list[str]:
    """What sounds, moves or opens of itself, for a reader who hasn't forbidden it."""
    page.emulate_media(reduced_motion="no-preference")
    found = _ask(page, "restless")
    page.emulate_media(reduced_motion="reduce")
    return found


@dataclass(frozen=True)
class Stop:
    """Where the focus is."""

    name: str
    place: int
    """In the order of the page's elements."""
    skips: bool
    ring: float
    """The contrast of the ring round it; 0 without one."""
    seen: bool
    """Nothing lies over it."""


def stop(page: Page) -> Stop | None:
    """None when the focus is on no part of the page."""
    found = page.evaluate(f"() => {{ {SOURCE} return stop(); }}")
    return Stop(**found) if found else None


def awaited(page: Page) -> dict[int, str]:
    """What Tab has to come to: names by place."""
    found = page.evaluate(f"() => {{ {SOURCE} return awaited(); }}")
    return {each["place"]: each["name"] for each in found}


def _ask(page: Page, *questions: str) -> list[str]:
    asked = ", ".join(f"...{question}()" for question in questions)
    found: list[str] = page.evaluate(f"() => {{ {SOURCE} return [{asked}]; }}")
    return found
