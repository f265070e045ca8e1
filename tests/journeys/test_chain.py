"""The chain once through: course, seat, attendance, module, certificate, enterprise.

Everything is done by pressing buttons; set-up is two staff accounts made on the
command line and the workbook. Time moves only through the injected clock.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import founding, learning, office
from tests.journeys.cast import Cast
from tests.journeys.school import hold_classes, open_school
from tests.support.live import Live

LEARNERS = {
    "mikyung@example.org": "김미경",
    "jeongsuk@example.org": "이정숙",
    "eunju@example.org": "최은주",
    "sangchul@example.org": "정상철",
    "myeongja@example.org": "강명자",
}


@pytest.mark.journey
def test_from_the_workbook_to_the_registered_enterprise(
    browser: Browser, live: Live
) -> None:
    cast = Cast(browser, live)
    coordinator, instructor, run_page = open_school(cast)
    people = {mail: cast.resident(mail, name) for mail, name in LEARNERS.items()}
    lead, *others = people.values()

    for learner in people.values():
        learning.apply(learner)
    learning.apply_again_is_refused_in_words(lead)
    hold_classes(cast, instructor, absent=LEARNERS["jeongsuk@example.org"])
    lead.open("/me")
    for learner in people.values():
        learning.study(learner)
    live.clock.forward(days=1)
    office.issue_to_all(coordinator, run_page)
    code = learning.certificate_code(lead)
    learning.check_certificate(cast, code).reads("김*경").reads("2026-002")
    venture = founding.begin(lead)
    rest = dict(zip(list(LEARNERS)[1:], others, strict=True))
    founding.gather(cast, lead, venture, rest)
    founding.found(lead, coordinator, venture, live.clock)

    cast.visitor().open("/enterprises").reads(founding.NAME)


@pytest.mark.journey
def test_the_learners_part_in_english(browser: Browser, live: Live) -> None:
    cast = Cast(browser, live)
    coordinator, instructor, run_page = open_school(cast)
    learner = cast.resident("huong@example.org", "응우옌티투흐엉", "en")

    learning.apply(learner)
    learning.apply_again_is_refused_in_words(learner)
    hold_classes(cast, instructor, absent="응우옌티투흐엉")
    learner.open("/me")
    learning.study(learner)
    live.clock.forward(days=1)
    office.issue_to_all(coordinator, run_page)
    code = learning.certificate_code(learner)
    learning.check_certificate(cast, code, "en").reads("2026-001")
    venture = founding.begin(learner)

    learner.open(venture).sees(
        "%(needed)d founders needed, %(there)d in the team", needed=5, there=1
    )
