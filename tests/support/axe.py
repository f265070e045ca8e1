"""axe-core's judgement of the page that a browser shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
MORE_RULES = ("label-content-name-mismatch", "table-fake-caption", "td-has-header")
"""Rules that axe holds for experimental, and that KWCAG asks for all the same."""
CONTRAST = ("color-contrast",)
RUN = """([only, more]) => axe.run(document, {
  resultTypes: ["violations"],
  preload: false,
  ...(only.length ? {runOnly: {type: "rule", values: only}} : {}),
  rules: Object.fromEntries(more.map((rule) => [rule, {enabled: true}])),
}).then((found) => found.violations.map((v) => v.id + ": " + v.help + " — "
  + v.nodes.map((node) => node.html.slice(0, 160)).join(" | ")))"""


def complaints(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What violates a rule: all of axe's defaults, best practices included, and
    `MORE_RULES`; or `only` these rules."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SOURCE)
    more = [] if only else list(MORE_RULES)
    found: list[str] = page.evaluate(RUN, [list(only), more])
    return found
