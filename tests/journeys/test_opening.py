"""An opening in a real browser: counted by the school's clock, pressed once.

The school's clock stands still between the test's moves; the page goes on counting
from what it was told, as it does when an answer is late.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.extensions import db
from app.unit_of_work import transaction
from tests.journeys.cast import Cast
from tests.support.browser import Walker
from tests.support.factories.opening import TOMORROW_TEN, make_upcoming
from tests.support.factories.people import make_account
from tests.support.factories.sessions import signed_in_key
from tests.support.live import Live

T = TypeVar("T")
SECONDS = 5
EARLY = 0.5
"""By so much the machine's own hurry may blur a second."""
WRONG_CLOCK = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Date.now()); }
  static now() { return Real.now() + %d * 3_600_000; }
};
"""


def written(live: Live, make: Callable[[Session], T]) -> T:
    """What a factory makes beside a worker that writes, too: on SQLite one of them is
    told to come again."""
    while True:
        with live.app.app_context():
            try:
                return make(db.session())
            except OperationalError:
                time.sleep(0.05)


@pytest.fixture
def run_id(embedded: Live) -> int:
    """A run that opens tomorrow at ten."""
    return written(embedded, lambda session: make_upcoming(session).id)


def her_with_a_phone(browser: Browser, live: Live, *, scripts: bool = True) -> Walker:
    """A learner who is signed in; signing up is another journey."""
    walker = Cast(browser, live, scripts=scripts).visitor()
    account_id = written(live, lambda session: make_account(session, "황인숙").id)
    with live.app.app_context(), transaction() as session:
        key = signed_in_key(session, account_id, now=live.clock())
    client = live.app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = key, True
    name = str(live.app.config["SESSION_COOKIE_NAME"])
    cookie = client.get_cookie(name)
    assert cookie is not None
    walker.context.add_cookies(
        [{"name": name, "value": cookie.value, "url": live.address}]
    )
    return walker


def come(live: Live, walker: Walker, path: str) -> float:
    """Open the page a few seconds before the opening; when that was."""
    live.clock.set(TOMORROW_TEN)
    live.clock.forward(seconds=-SECONDS)
    walker.open(path)
    return time.monotonic()


def apply_button(walker: Walker) -> Locator:
    return walker.page.locator("main button[data-wait]")


def wait_until_on(button: Locator) -> None:
    expect(button).to_have_attribute("aria-disabled", "false", timeout=20_000)


@pytest.mark.journey
@pytest.mark.parametrize("hours", [-1, 1])
def test_a_browser_whose_clock_is_wrong_counts_rightly_and_one_press_is_enough(
    browser: Browser, embedded: Live, run_id: int, hours: int
) -> None:
    her = her_with_a_phone(browser, embedded)
    her.context.add_init_script(WRONG_CLOCK % hours)
    her.open(f"/runs/{run_id}/apply").press("Keep my application ready")

    came = come(embedded, her, f"/runs/{run_id}/apply")
    button = apply_button(her)
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(her.page.locator("main [data-left]")).to_have_text(
        re.compile(r"[1-5]초 남았어요")
    )
    wait_until_on(button)
    waited = time.monotonic() - came
    embedded.clock.set(TOMORROW_TEN)
    expect(her.page.locator("main [data-said]")).to_have_text("신청이 시작됐어요.")
    expect(her.page.get_by_role("button", name="준비한 신청 지우기")).to_be_hidden()
    her.press("Apply now").sees("Seat confirmed")

    assert SECONDS - EARLY < waited < SECONDS + 3


@pytest.mark.journey
def test_a_press_before_the_second_sends_nothing_and_says_how_long(
    browser: Browser, embedded: Live, run_id: int
) -> None:
    her = her_with_a_phone(browser, embedded)
    her.open(f"/runs/{run_id}/apply").press("Keep my application ready")
    address = her.page.url

    her.open("/me")
    apply_button(her).focus()
    her.page.keyboard.press("Enter")

    expect(her.page.locator("main [data-said]")).to_have_text(
        "신청 시작까지 1일 남았어요."
    )
    assert address != her.page.url
    assert her.page.url.endswith("/me")
    come(embedded, her, "/me")
    wait_until_on(apply_button(her))
    embedded.clock.set(TOMORROW_TEN)
    with her.page.expect_navigation():
        apply_button(her).click()
    her.arrive().sees("Seat confirmed")


@pytest.mark.journey
def test_who_only_looks_is_led_on_at_the_second(
    browser: Browser, embedded: Live, run_id: int
) -> None:
    visitor = Cast(browser, embedded).visitor()
    come(embedded, visitor, f"/runs/{run_id}")
    ready = visitor.page.locator("a[href$='/apply']:visible")
    expect(ready).to_have_text(visitor.say("Get an application ready"))

    expect(ready).to_have_text("신청하기", timeout=20_000)

    expect(visitor.page.locator(".dock [data-left]")).to_have_text("신청이 시작됐어요.")


@pytest.mark.journey
def test_without_script_too_early_is_said_in_words_and_the_button_stays(
    browser: Browser, embedded: Live, run_id: int
) -> None:
    her = her_with_a_phone(browser, embedded, scripts=False)
    come(embedded, her, f"/runs/{run_id}/apply")

    her.press("Apply now")
    alert = her.page.locator("[role=alert]").inner_text()
    embedded.clock.set(TOMORROW_TEN)
    her.press("Apply now").sees("Seat confirmed")

    assert alert.startswith("아직 신청할 수 없어요. 5초 남았어요.")
