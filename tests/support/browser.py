"""Walking the app in real Chromium, by the words a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.support.axe import complaints
from tests.support.spoken import Tongue

CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
        )
        yield browser
        browser.close()


class Walker:
    """One person with a phone. Every page she comes to is examined by axe once.

    Words are the code's English texts; a Korean walker reads the Korean ones. Without
    scripts axe can't run: whatever she comes to then only has to work.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        examined: set[str],
        *,
        language: str = "ko",
        scripts: bool = True,
    ) -> None:
        self.tongue = Tongue(language)
        self.say = self.tongue.say
        self.context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            base_url=address,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        self.scripts = scripts
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.examined = examined
        self.faults: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    # Going somewhere

    def open(self, path: str) -> Walker:
        self.page.goto(path)
        return self.arrive()

    def follow(self, text: str, **facts: Any) -> Walker:
        """Press a link."""
        return self.go("link", self.say(text, **facts))

    def press(self, text: str, **facts: Any) -> Walker:
        """Press a button, and come to the page it leads to."""
        return self.go("button", self.say(text, **facts))

    def go(self, role: Any, name: str | re.Pattern[str]) -> Walker:
        """Press what carries exactly these words, and come to the next page."""
        exact = isinstance(name, str)
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=exact).first.click()
        return self.arrive()

    def submit(self) -> Walker:
        """Press the main button of the page's form."""
        with self.page.expect_navigation():
            self.page.locator("main form .btn-primary").first.click()
        return self.arrive()

    def arrive(self) -> Walker:
        """Look at the page: nothing broke, nothing sideways, axe has no complaint."""
        self.page.wait_for_load_state("load")
        assert not self.faults, f"{self.page.url}: {self.faults}"
        too_wide = self.page.evaluate(
            "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)"
            "(document.documentElement)"
        )
        assert too_wide <= 0, f"{self.page.url} scrolls sideways by {too_wide} px"
        key = self._key()
        if self.scripts and key not in self.examined:
            self.examined.add(key)
            violations = complaints(self.page)
            assert not violations, f"{self.page.url}: {violations}"
        return self

    def _key(self) -> str:
        path = re.sub(r"https?://[^/]+", "", self.page.url).split("?")[0]
        path = re.sub(r"/[0-9]+|/[\w-]{16,}", "/N", path)
        alarms = self.page.locator("[role=alert]").count()
        language = self.page.locator("html").get_attribute("lang")
        return f"{language} {path} {alarms}"

    # Filling in

    def fill(self, label: str, value: str, **facts: Any) -> Walker:
        self.field(label, **facts).fill(value)
        return self

    def choose(self, label: str, option: str, **facts: Any) -> Walker:
        self.field(label, **facts).select_option(label=option)
        return self

    def check(self, label: str, **facts: Any) -> Walker:
        self.field(label, **facts).check()
        return self

    def field(self, label: str, **facts: Any) -> Locator:
        """The field whose label begins with these words."""
        words = re.compile("^" + re.escape(self.say(label, **facts)))
        return self.page.get_by_label(words).first

    # Looking

    def sees(self, text: str, **facts: Any) -> Walker:
        """The page says this, in the reader's language."""
        return self.reads(self.say(text, **facts))

    def reads(self, words: str) -> Walker:
        """The page has exactly these words, e.g. a name."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()
