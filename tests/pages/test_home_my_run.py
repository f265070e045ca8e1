"""/me/learning/<id>: where she stands in one run of hers, and what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entrepreneurship import ask_for, make_attempt, make_module
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def hers(pages: Pages, learner: Account) -> PageClient:
    return pages(learner).in_english()


@pytest.fixture
def run(session: Session) -> CourseRun:
    course = make_course(session, name_en="Clothing repair")
    run = make_run(session, course, cohort=3, capacity=1)
    make_meetings(session, run)
    return run


def section(page: Page, name: str) -> str:
    found = page.select(f"section[aria-labelledby={name}]")
    return text_of(found[0]) if found else ""


def test_her_run_tells_rate_what_is_missing_and_its_modules(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    module = make_module(session, title_en="Numbers of a shop")
    ask_for(session, run, module)
    place = make_enrollment(session, run, learner.person)

    page = hers.get("home.my_run", enrollment_id=place.id)

    assert page.heading() == "Clothing repair (cohort 3)"
    assert "Pass the module “Numbers of a shop”" in section(page, "missing")
    assert "7 of 7 classes" in section(page, "missing")
    assert "required" in section(page, "modules")
    assert "Not started" in section(page, "modules")
    assert "Tue 10 Mar 14:00" in section(page, "next")
    assert len(page.select(".thread li")) == 7


def test_a_module_that_she_passed_is_no_longer_missing(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    module = make_module(session)
    ask_for(session, run, module)
    make_attempt(session, module, learner.person_id)
    place = make_enrollment(session, run, learner.person)

    page = hers.get("home.my_run", enrollment_id=place.id)

    assert "Pass the module" not in section(page, "missing")
    assert "Passed" in section(page, "modules")


def test_a_completed_run_leads_to_its_certificate(
    hers: PageClient,
    learner: Account,
    session: Session,
    school: School,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    run = make_finished_run(session, school)
    certificate = make_certificate(session, run, learner.person, coordinator)
    clock.set(ISSUE_DAY)

    page = hers.get("home.my_run", enrollment_id=certificate.enrollment_id)

    assert "You have completed this course." in page.notes()[0]
    assert page.select(f"a[href='/me/certificates/{certificate.id}']")


def test_nobody_elses_run_is_there(
    pages: Pages,
    visitor: PageClient,
    learner: Account,
    other_learner: Account,
    coordinator: Account,
    session: Session,
    run: CourseRun,
) -> None:
    place = make_enrollment(session, run, learner.person)

    for stranger in (other_learner, coordinator):
        pages(stranger).get("home.my_run", enrollment_id=place.id, status=404)
    visitor.get("home.my_run", enrollment_id=place.id, status=302)
    pages(learner).get("home.my_run", enrollment_id=place.id + 1, status=404)


def test_who_waits_has_no_page_of_the_run_yet(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run)
    place = make_enrollment(session, run, learner.person)

    hers.get("home.my_run", enrollment_id=place.id, status=404)


def test_more_classes_and_modules_take_no_more_statements(
    hers: PageClient, learner: Account, session: Session
) -> None:
    counts = []
    for number in (1, 4):
        run = make_run(session)
        make_meetings(session, run, number)
        for _ in range(number):
            ask_for(session, run, make_module(session))
        place = make_enrollment(session, run, learner.person)
        hers.get("home.my_run", enrollment_id=place.id)
        counts.append(len(hers.statements))

    assert counts == [15, 15]
