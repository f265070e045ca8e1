"""What a learner does, by buttons alone, in her language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.journeys.cast import Cast
from tests.support.browser import Walker

COURSE = "케어푸드"
MODULE = "social-economy"


def apply(learner: Walker) -> None:
    """From the catalogue to the seat: find, look, press once."""
    learner.open("/courses")
    learner.page.locator("main input[type=search]").fill(COURSE)
    with learner.page.expect_navigation():
        learner.page.locator("main input[type=search]").press("Enter")
    learner.arrive()
    learner.go("link", re.compile(COURSE))
    learner.page.locator("a[href$='/apply']:visible").first.click()
    learner.page.wait_for_load_state()
    learner.arrive().press("Apply now")


def apply_again_is_refused_in_words(learner: Walker) -> None:
    learner.open("/courses").go("link", re.compile(COURSE))
    run = learner.page.url
    learner.open(f"{run}/apply").sees("You have already applied for this course.")


def leave(learner: Walker) -> None:
    """Gives the seat back; asked once more before it is gone."""
    learner.open("/me").go("link", re.compile(COURSE))
    for way in ("a[href^='/me/enrollments/']", "a[href$='/withdraw']"):
        with learner.page.expect_navigation():
            learner.page.locator(f"main {way}").first.click()
        learner.arrive()
    learner.press("Yes, withdraw")


def study(learner: Walker) -> None:
    """Every lesson, then the quiz with the right answers of the question bank."""
    learner.open(f"/modules/{MODULE}")
    learner.follow("Start reading")
    while learner.page.get_by_role("button", name=read_it(learner)).count():
        learner.go("button", read_it(learner))
    learner.press("Take the quiz")
    for number, answer in enumerate(right_answers(), start=1):
        field = learner.page.locator(f"[name=q{number}]")
        if field.first.get_attribute("type") == "radio":
            learner.page.locator(f"[name=q{number}][value='{answer}']").check()
        else:
            field.fill(answer)
    learner.press("Submit my answers").sees("You passed")


def read_it(learner: Walker) -> re.Pattern[str]:
    return re.compile(re.escape(learner.say("I have read it")))


def right_answers() -> list[str]:
    """As the content files hold them; a learner would know."""
    root = Path(__file__).parents[2] / "app" / "entrepreneurship" / "content" / MODULE
    bank = tomllib.loads((root / "module.toml").read_text(encoding="utf-8"))
    return [str(question["answer"]) for question in bank["questions"]]


def certificate_code(learner: Walker) -> str:
    """Opens her certificate from her own page; gives the code that it shows."""
    learner.open("/me")
    learner.page.locator("a[href^='/me/certificates/']").first.click()
    learner.page.wait_for_load_state()
    learner.arrive()
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", learner.page.content())
    assert found, "the certificate shows its verification code"
    return found.group()


def check_certificate(cast: Cast, code: str, language: str = "ko") -> Walker:
    """As anybody would: types the code and reads the masked name."""
    visitor = cast.visitor(language)
    visitor.open("/verify")
    visitor.page.locator("main input[type=text], main input:not([type])").first.fill(
        code.lower().replace("-", " ")
    )
    return visitor.submit()
