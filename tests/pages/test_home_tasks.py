"""What to do now, on /me: all that is true and urgent, each with how long is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.certificates.jobs import make_due_pdfs
from app.courses.models import CourseRun, Module
from app.incubation import team as teams
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment, save_words
from tests.support.factories.entrepreneurship import (
    ask_for,
    make_attempt,
    make_module,
    read_lessons,
)
from tests.support.factories.incubation import make_team
from tests.support.factories.people import make_account
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

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


@pytest.fixture
def module(session: Session, run: CourseRun) -> Module:
    module = make_module(session, title_en="Numbers of a shop")
    ask_for(session, run, module)
    return module


def tasks(page: Page) -> list[str]:
    return [text_of(line) for line in page.select("[aria-labelledby=todo] li")]


def invite(session: Session, account: Account, title: str) -> None:
    team = make_team(session, title=title)
    teams.invite(
        session,
        venture_id=team.venture.id,
        by_person_id=team.lead.person_id,
        email=account.email,
        now=MONDAY_TEN,
    )
    session.commit()


def test_an_invitation_says_from_whom_and_until_when(
    hers: PageClient, learner: Account, session: Session, clock: FakeClock
) -> None:
    invite(session, learner, "고운손")
    clock.forward(days=11)

    page = hers.get("home.me")

    assert "3 days left" in tasks(page)[0]
    assert "You are invited to join “고운손”." in tasks(page)[0]
    assert "Please answer by Mon 16 Mar 10:00" in tasks(page)[0]
    assert page.heading() == "김미경, there is 1 thing to do"
    assert page.select("[aria-labelledby=todo] a.btn-primary[href='/ventures']")


def test_an_invitation_that_ran_out_is_nothing_to_do(
    hers: PageClient, learner: Account, session: Session, clock: FakeClock
) -> None:
    invite(session, learner, "고운손")
    clock.forward(days=15)

    assert tasks(hers.get("home.me")) == []


def test_a_required_module_presses_while_the_course_is_on(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    module: Module,
    clock: FakeClock,
) -> None:
    ask_for(session, run, make_module(session))
    make_enrollment(session, run, learner.person)
    before = hers.get("home.me")
    clock.set(seoul(2026, 3, 20))
    read_lessons(session, module, learner.person_id)

    page = hers.get("home.me")

    assert tasks(before) == []
    assert "11 days left" in tasks(page)[0]
    assert "Pass the module “Numbers of a shop”" in tasks(page)[0]
    assert "There is 1 more module after this one." in tasks(page)[0]
    link = page.select(f"[aria-labelledby=todo] a[href='/modules/{module.code}']")
    assert [text_of(tag) for tag in link] == ["Go to the quiz"]


def test_a_module_that_is_passed_or_only_offered_presses_nobody(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    module: Module,
    clock: FakeClock,
) -> None:
    ask_for(session, run, make_module(session), required=False)
    make_enrollment(session, run, learner.person)
    make_attempt(session, module, learner.person_id)
    clock.set(seoul(2026, 3, 20))

    assert tasks(hers.get("home.me")) == []


def test_who_can_not_complete_any_more_is_not_pressed(
    hers: PageClient,
    learner: Account,
    instructor: Account,
    session: Session,
    run: CourseRun,
    module: Module,
    clock: FakeClock,
) -> None:
    place = make_enrollment(session, run, learner.person)
    for meeting in run.meetings[:2]:
        save_words(session, meeting, {place.id: Word.ABSENT}, by=instructor)
    clock.set(seoul(2026, 3, 20))

    assert tasks(hers.get("home.me")) == []


def test_who_waits_reads_her_place_in_the_line(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    run.capacity = 1
    for _ in range(2):
        make_enrollment(session, run)
    place = make_enrollment(session, run, learner.person)

    page = hers.get("home.me")

    assert "Number 2" in tasks(page)[0]
    assert "1 person is ahead of you." in tasks(page)[0]
    assert page.select(f"[aria-labelledby=todo] a[href='/me/enrollments/{place.id}']")


def test_a_line_for_a_course_that_is_over_is_nothing_to_do(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    make_enrollment(session, run)
    make_enrollment(session, run, learner.person)
    clock.set(seoul(2026, 4, 1))

    assert tasks(hers.get("home.me")) == []


def test_a_certificate_is_told_of_for_two_weeks_once_its_file_is_there(
    app: Flask,
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
    without_file = hers.get("home.me")
    with app.app_context():
        make_due_pdfs()
    told = hers.get("home.me")
    clock.set(ISSUE_DAY + timedelta(days=14))

    later = hers.get("home.me")

    assert tasks(without_file) == []
    assert "Your certificate is ready." in tasks(told)[0]
    path = f"/me/certificates/{certificate.id}"
    assert told.select(f"[aria-labelledby=todo] a[href='{path}']")
    assert told.select(f"a[href='{path}/certificate.pdf']")
    assert tasks(later) == []


def test_missing_details_are_asked_for(pages: Pages, session: Session) -> None:
    somebody = make_account(session, "김미경", mobile=None, birth_date=None)

    page = pages(somebody).in_english().get("home.me")

    assert "Some of your details are missing." in tasks(page)[0]
    assert "Your school can add your date of birth." in tasks(page)[0]
    assert page.select("[aria-labelledby=todo] a[href='/account/edit']")


def test_what_is_due_first_stands_first(
    pages: Pages, session: Session, run: CourseRun, module: Module, clock: FakeClock
) -> None:
    somebody = make_account(session, "김미경", mobile=None)
    make_enrollment(session, run, somebody.person)
    invite(session, somebody, "고운손")
    clock.set(seoul(2026, 3, 12))

    page = pages(somebody).in_english().get("home.me")

    tags = [text_of(tag) for tag in page.select("[aria-labelledby=todo] .tag")]
    assert tags == ["4 days left", "19 days left", "Missing"]
    assert not page.select("[aria-labelledby=todo] .btn-primary")  # the class is
