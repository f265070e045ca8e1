"""With script off every journey still works.

The chain itself (test_chain.py) walks with scripts, by the same helpers; here the
browser runs none, so whatever needed one would stand still.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import founding, learning, office
from tests.journeys.cast import Cast
from tests.journeys.school import hold_classes, open_school
from tests.support.live import Live

STAYS, LEAVES = "이정숙", "최은주"


@pytest.mark.journey
def test_every_journey_works_without_script(browser: Browser, embedded: Live) -> None:
    """Coordinator: draft, notice, certificates. Learner: seat, leaving, lessons.
    Instructor: a register. Founder: a step. Visitor: a certificate looked up."""
    cast = Cast(browser, embedded, scripts=False)
    coordinator, instructor, run_page = open_school(cast)
    stays = cast.resident("stays@example.org", STAYS)
    leaves = cast.resident("leaves@example.org", LEAVES)

    for learner in (stays, leaves):
        learning.apply(learner)
    learning.leave(leaves)
    leaves.sees("You have withdrawn from the course.")
    hold_classes(cast, instructor, absent=STAYS)
    learning.study(stays)
    embedded.clock.forward(days=1)
    office.issue_to_all(coordinator, run_page)
    code = learning.certificate_code(stays)
    learning.check_certificate(cast, code).reads("이*숙")
    venture = founding.begin(stays)
    stays.press("Go on to building the team")
    founding.gather(cast, stays, venture, {"leaves@example.org": leaves})

    stays.open(venture).reads(LEAVES)


@pytest.mark.journey
def test_a_refused_form_shows_what_is_wrong_without_script(
    browser: Browser, embedded: Live
) -> None:
    visitor = Cast(browser, embedded, scripts=False).visitor()

    visitor.open("/signup").fill("Name", STAYS).press("Send me the link")

    assert visitor.page.locator(".err-sum a").count() > 1
    assert visitor.field("Name").input_value() == STAYS


@pytest.mark.journey
def test_script_is_really_off(browser: Browser, embedded: Live) -> None:
    visitor = Cast(browser, embedded, scripts=False).visitor()

    visitor.page.set_content("<title>off</title><script>document.title = 1</script>")

    assert visitor.page.title() == "off"
