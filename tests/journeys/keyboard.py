"""A walker without a mouse: Tab, Enter, Space, arrows and letters."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from playwright.sync_api import Locator

from tests.support import shape
from tests.support.browser import Walker

LONGEST_ROUND = 200
"""Presses of Tab after which a page counts as a trap."""
LEAST_CONTRAST = 3
BEGIN_AT = """(node) => {
  if (node === document.body) node.tabIndex = -1;
  node.focus();
  if (node === document.body) node.removeAttribute("tabindex");
}"""
"""The next Tab leads on from here; from the body, to the page's first stop."""


class Keyboard(Walker):
    """Whatever she does is done by keys; a page she comes to she goes round once."""

    def arrive(self) -> Keyboard:
        new = self._key() not in self.examined
        super().arrive()
        if new:
            self.go_round()
        return self

    def go_round(self) -> None:
        """By Tab through the page and out again; then one step back in.

        The skip link comes first, the order is that of the page, and each stop wears
        its ring and lies open to the eye. The focus is left where it was found.
        """
        found = self.page.evaluate_handle("() => document.activeElement")
        stops = self._stops()
        assert stops[0].skips, f"{self.page.url} begins at {stops[0].name}"
        for one, two in pairwise(stops):
            assert one.place < two.place, f"{two.name} isn't in the order of the page"
        reached = {stop.place for stop in stops}
        for place, name in shape.awaited(self.page).items():
            assert place in reached, f"{self.page.url}: no Tab leads to {name}"
        for stop in stops:
            where = f"{self.page.url}: {stop.name}"
            assert stop.ring >= LEAST_CONTRAST, f"{where} has no ring"
            assert stop.seen, f"{where} is covered"
        self._step_back_to(stops[-1])
        found.evaluate(BEGIN_AT)

    def _step_back_to(self, last: shape.Stop) -> None:
        back = None
        for _ in range(2):  # the first step may lead from the browser into the page
            self.page.keyboard.press("Shift+Tab")
            back = back or shape.stop(self.page)
        assert back, f"{self.page.url} has no way back"
        assert back.place == last.place, f"{self.page.url}: back to {back.name}"

    def _stops(self) -> list[shape.Stop]:
        self.page.evaluate(f"() => ({BEGIN_AT})(document.body)")
        stops: list[shape.Stop] = []
        for _ in range(LONGEST_ROUND):
            self.page.keyboard.press("Tab")
            stop = shape.stop(self.page)
            if stop is None or (len(stops) > 1 and stop.place == stops[0].place):
                return stops
            if not stops or stop.place != stops[-1].place:  # a date has three parts
                stops.append(stop)
        raise AssertionError(f"{self.page.url} is a trap: {stops[-1].name}")

    # Doing something

    def reach(self, there: Locator) -> Keyboard:
        """Tab until the focus is on it."""
        for _ in range(LONGEST_ROUND):
            if there.evaluate("(node) => node === document.activeElement"):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: no Tab leads to {there}")

    def go(self, role: Any, name: str | re.Pattern[str]) -> Walker:
        exact = isinstance(name, str)
        named = self.page.get_by_role(role, name=name, exact=exact)
        return self.enter(named.filter(visible=True).first)

    def enter(self, there: Locator, key: str = "Enter") -> Walker:
        """Press what leads to another page."""
        self.reach(there)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self.arrive()

    def fill(self, label: str, value: str, **facts: Any) -> Walker:
        return self.type_into(self.field(label, **facts), value)

    def type_into(self, there: Locator, value: str) -> Walker:
        self.reach(there)
        self.page.keyboard.insert_text(value)  # as an input method does
        return self

    def choose(self, label: str, option: str, **facts: Any) -> Walker:
        chosen = self.field(label, **facts)
        self.reach(chosen)
        for _ in range(chosen.locator("option").count()):
            if chosen.locator("option:checked").inner_text() == option:
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {option}")

    def tick(self, there: Locator) -> Walker:
        self.reach(there)
        self.page.keyboard.press("Space")
        assert there.is_checked()
        return self

    def pick(self, name: str, value: str) -> Walker:
        """One of several: Tab to the first, arrows to the right one."""
        group = self.page.locator(f"[name={name}]")
        self.reach(group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if group.and_(self.page.locator(f"[value='{value}']")).is_checked():
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value}")
