"""The learner's journey by keyboard alone, with the focus in sight at every stop.

On SQLite only: which keys do what is the browser's matter and the templates'.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from app.demo.load import load
from app.unit_of_work import transaction
from tests.journeys.cast import PASSWORD
from tests.journeys.keyboard import Keyboard
from tests.journeys.learning import read_it, right_answers
from tests.support.live import Live
from tests.support.screens import SHOW_TIME

EMAIL, NAME = "keys@example.org", "권자판"
TRADE = "옷수선"
MODULE = "social-economy"


@pytest.fixture
def learner(browser: Browser, embedded: Live) -> Keyboard:
    """Somebody at a keyboard, before the demo's courses."""
    embedded.clock.set(SHOW_TIME)
    with embedded.app.app_context(), transaction() as session:
        load(session, now=SHOW_TIME)
    return Keyboard(browser, embedded.address, set())


def find_a_course(learner: Keyboard) -> None:
    learner.open("/").follow("Courses")
    search = learner.page.locator("main input[type=search]")
    learner.type_into(search, TRADE)
    learner.enter(search).go("link", re.compile(TRADE))


def sign_up(learner: Keyboard, live: Live) -> None:
    learner.open("/login").go("link", re.compile(learner.say("Sign up")))
    learner.fill("Name", NAME).fill("Date of birth", "19660412")
    learner.fill("Mobile number", "01023456789")
    learner.choose("District where you live", "마포구")
    learner.fill("E-mail address", EMAIL).fill("Password", PASSWORD)
    for box in learner.page.get_by_role("checkbox").all():
        learner.tick(box)
    learner.press("Send me the link")
    learner.open(live.mail.wait_for_link(EMAIL, "/signup/finish/"))
    learner.press("Finish signing up")


def sign_out_and_in(learner: Keyboard) -> None:
    learner.open("/account").press("Sign out")
    learner.open("/login").fill("E-mail address", EMAIL).fill("Password", PASSWORD)
    learner.enter(learner.page.locator("main input[type=password]"))


def apply(learner: Keyboard) -> None:
    find_a_course(learner)
    learner.enter(learner.page.locator("a[href$='/apply']:visible").first)
    learner.press("Apply now")
    learner.open("/me").go("link", re.compile(TRADE)).reads(TRADE)


def study(learner: Keyboard) -> None:
    learner.open(f"/modules/{MODULE}").follow("Start reading")
    while learner.page.get_by_role("button", name=read_it(learner)).count():
        learner.go("button", read_it(learner))
    learner.press("Take the quiz")
    for number, answer in enumerate(right_answers(), start=1):
        field = learner.page.locator(f"[name=q{number}]").first
        if field.get_attribute("type") == "radio":
            learner.pick(f"q{number}", answer)
        else:
            learner.type_into(field, answer)
    learner.press("Submit my answers").sees("You passed")


@pytest.mark.journey
def test_a_learner_needs_no_mouse(learner: Keyboard, embedded: Live) -> None:
    find_a_course(learner)
    sign_up(learner, embedded)
    sign_out_and_in(learner)

    apply(learner)
    study(learner)


@pytest.mark.journey
def test_a_refused_form_takes_the_focus_to_what_is_wrong(learner: Keyboard) -> None:
    learner.open("/signup").fill("Name", NAME).press("Send me the link")
    assert learner.page.locator(".err-sum:focus").count(), "the summary is read first"

    learner.page.keyboard.press("Tab")
    learner.page.keyboard.press("Enter")

    field = learner.page.locator(":focus")
    assert field.get_attribute("aria-invalid") == "true"
    for name in (field.get_attribute("aria-describedby") or "").split():
        assert learner.page.locator(f"#{name}").is_visible()
