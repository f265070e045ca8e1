"""Who walks: one browser each, and the mail that comes for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.support.browser import Walker
from tests.support.live import Live

PASSWORD = "바늘-실-골무-2026"


@dataclass
class Cast:
    """Everybody of one journey; a page examined for one is examined for all."""

    browser: Browser
    live: Live
    scripts: bool = True
    examined: set[str] = field(default_factory=set)

    def visitor(self, language: str = "ko") -> Walker:
        walker = Walker(
            self.browser,
            self.live.address,
            self.examined,
            language=language,
            scripts=self.scripts,
        )
        if language == "en":
            walker.open("/lang/en")
        return walker

    def staff(self, role: str, email: str, name: str, *, district: str) -> Walker:
        """Made on the command line; the link it prints sets the password."""
        runner = self.live.app.test_cli_runner()
        words = ["accounts", "create", "--role", role, "--email", email]
        made = runner.invoke(args=[*words, "--name", name, "--district", district])
        assert made.exit_code == 0, made.output
        walker = self.visitor()
        walker.open(made.output.split()[-1])
        walker.fill("Password", PASSWORD).press("Set this password")
        return walker

    def resident(self, email: str, name: str, language: str = "ko") -> Walker:
        """Signs up: the form, the mail, the button behind its link."""
        walker = self.visitor(language)
        walker.open("/signup")
        walker.fill("Name", name)
        walker.fill("Date of birth", "1966-04-12")
        walker.fill("Mobile number", "010-2345-6789")
        walker.field("District where you live").select_option(value="11470")
        walker.fill("E-mail address", email)
        walker.fill("Password", PASSWORD)
        walker.page.get_by_role("checkbox").first.check()
        walker.press("Send me the link").sees("Check your e-mail")
        walker.open(self.live.mail.wait_for_link(email, "/signup/finish/"))
        walker.press("Finish signing up")
        return walker
