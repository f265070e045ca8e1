"""The chain once through: course, seat, attendance, module, certificate, enterprise.

Everything is done by pressing buttons; set-up is two staff accounts made on the
command line and the workbook. Time moves only through the injected clock.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import founding, learning, office
from tests.journeys.cast import Cast
from tests.support.browser import Walker
from tests.support.live import Live
from tests.support.time import seoul

LEARNERS = {
    "mikyung@example.org": "김미경",
    "jeongsuk@example.org": "이정숙",
    "eunju@example.org": "최은주",
    "sangchul@example.org": "정상철",
    "myeongja@example.org": "강명자",
}
CLASS_DAYS = ((3, 24), (3, 26), (3, 31), (4, 2), (4, 7))
INSTRUCTOR = "teacher@example.org"


def open_school(cast: Cast) -> tuple[Walker, Walker, str]:
    """Staff, workbook, this year's cohort; gives the run's page in the office."""
    coordinator = cast.staff(
        "coordinator", "office@example.org", "이현주", district="양천구"
    )
    instructor = cast.staff("instructor", INSTRUCTOR, "박선영", district="양천구")
    office.import_workbook(coordinator)
    office.enter_operator(coordinator)
    office.add_instructor(coordinator, INSTRUCTOR)
    run_page = office.make_cohort(coordinator)
    office.complete_notice(coordinator)
    office.plan_and_publish(coordinator)
    return coordinator, instructor, run_page


def hold_classes(cast: Cast, instructor: Walker, *, absent: str) -> None:
    for number, (month, day) in enumerate(CLASS_DAYS, start=1):
        cast.live.clock.set(seoul(2026, month, day, 17, 5))
        office.mark_all(instructor, absent=absent if number == 2 else None)


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
