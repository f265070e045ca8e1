"""/office: registers, certificates, classes, drafts and operators that wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.courses.models import ApplicationWindow, Course, CourseRun
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    issue,
    make_finished_run,
    make_graduate,
    make_operator,
    make_place,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment, save_words
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account, school: School) -> PageClient:
    return pages(coordinator).in_english()


@pytest.fixture
def course(session: Session, school: School) -> Course:
    make_operator(session, school)
    return make_course(session, school, name_en="Clothing repair")


def told(page: Page, words: str) -> list[str]:
    """The lines of the to-do that say this."""
    found = [text_of(li) for li in page.select(".tasks > li")]
    return [line for line in found if words in line]


def draft(session: Session, course: Course, **more: Any) -> CourseRun:
    values = {"published_at": None, "ends_on": None, **more}
    return make_run(session, course, open_now=False, **values)


def test_registers_that_nobody_marked_stand_in_one_line_a_run(
    office: PageClient,
    session: Session,
    course: Course,
    instructor: Account,
    clock: FakeClock,
) -> None:
    run = make_run(session, course)
    meetings = make_meetings(session, run)
    place = make_enrollment(session, run)
    clock.set(seoul(2026, 3, 12, 17))  # two are over
    before = office.get("home.office")
    save_words(session, meetings[0], {place.id: Word.PRESENT}, by=instructor)

    after = office.get("home.office")

    (both,), (one,) = told(before, "to mark"), told(after, "to mark")
    assert "2 registers to mark" in both
    assert "Tue 10 Mar 14:00 and 1 more" in both
    assert "2 days late" in both
    assert "1 register to mark" in one
    assert "By today" in one
    assert after.select(f"main a[href='/teach/meetings/{meetings[1].id}']")
    office.open(f"/teach/meetings/{meetings[1].id}")


def test_a_class_without_people_or_called_off_waits_for_no_marks(
    office: PageClient, session: Session, course: Course, clock: FakeClock
) -> None:
    empty, called_off = make_run(session, course), make_run(session, course)
    make_meetings(session, empty, 1)
    (meeting,) = make_meetings(session, called_off, 1)
    make_enrollment(session, called_off)
    meeting.cancelled_at = MONDAY_TEN
    session.commit()
    clock.set(seoul(2026, 3, 13))

    assert told(office.get("home.office"), "to mark") == []


def test_who_completed_waits_for_a_certificate_until_it_is_issued(
    office: PageClient,
    session: Session,
    school: School,
    course: Course,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    run = make_finished_run(session, school, course=course)
    places = [make_graduate(session, run, make_person(session)) for _ in range(2)]
    make_place(session, run, make_person(session), present=1, absent=4)
    clock.set(ISSUE_DAY)
    before = office.get("home.office")
    issue(session, run, coordinator, places[0])
    between = office.get("home.office")
    issue(session, run, coordinator, places[1])

    after = office.get("home.office")

    (line,) = told(before, "can receive")
    assert line.startswith("Ready 2 people can receive certificates")
    assert before.select(f"main a[href='/office/runs/{run.id}/certificates']")
    assert told(between, "1 person can receive a certificate")
    assert told(after, "can receive") == []


def test_nobody_is_ready_before_the_last_day_or_without_marks(
    office: PageClient,
    session: Session,
    school: School,
    course: Course,
    clock: FakeClock,
) -> None:
    run = make_finished_run(session, school, course=course)
    make_place(session, run, make_person(session), present=3)
    make_graduate(session, run, make_person(session))
    clock.set(seoul(2026, 3, 30, 23, 59))
    before = office.get("home.office")
    clock.set(seoul(2026, 3, 31, 0, 1))

    after = office.get("home.office")

    assert told(before, "can receive") == []
    assert told(after, "1 person can receive a certificate")


def test_a_draft_is_due_when_it_has_to_be_public(
    office: PageClient, session: Session, course: Course
) -> None:
    run = draft(session, course, starts_on=date(2026, 4, 7))
    run.windows = [ApplicationWindow(opens_at=MONDAY_TEN + timedelta(days=4))]
    session.commit()

    (line,) = told(office.get("home.office"), "A draft to complete")

    assert "4 days left" in line
    assert "first class Tue 7 Apr" in line


def test_a_draft_whose_window_should_be_open_is_late(
    office: PageClient, session: Session, course: Course
) -> None:
    run = draft(session, course)
    run.windows = [ApplicationWindow(opens_at=MONDAY_TEN - timedelta(days=2))]
    session.commit()

    page = office.get("home.office")

    (line,) = told(page, "Applications should be open")
    assert "2 days late" in line
    assert page.select(f"main a[href='/office/runs/{run.id}']")


def test_drafts_of_years_gone_by_are_one_line(
    office: PageClient, session: Session, course: Course
) -> None:
    for year in (2019, 2020):
        draft(session, course, year=year, starts_on=date(year, 9, 19))
    draft(session, course, year=2021, starts_on=None)

    page = office.get("home.office")

    assert page.heading() == "1 thing to do"
    assert told(page, "3 drafts from past years")
    office.open(str(page.select(".tasks a")[0]["href"]))


def test_a_public_run_without_classes_is_to_be_planned(
    office: PageClient, session: Session, course: Course
) -> None:
    run = make_run(session, course, minimum=1)
    make_enrollment(session, run)
    before = office.get("home.office")
    make_meetings(session, run)

    after = office.get("home.office")

    assert told(before, "No classes planned yet")
    assert before.select(f"main a[href='/office/runs/{run.id}/plan']")
    assert told(after, "No classes planned yet") == []


def test_a_school_without_an_operator_is_told(
    office: PageClient, session: Session, school: School
) -> None:
    make_course(session, school)
    before = office.get("home.office")
    make_operator(session, school, since=date(2026, 3, 3))
    too_late = office.get("home.office")
    make_operator(session, school, since=date(2026, 3, 2))

    after = office.get("home.office")

    assert told(before, "No operator entered yet")
    assert told(too_late, "No operator entered yet")
    assert told(after, "No operator entered yet") == []


def test_its_runs_stand_below_with_their_seats(
    office: PageClient, session: Session, course: Course
) -> None:
    run = make_run(session, course, cohort=3)
    make_enrollment(session, run)
    draft(session, course, cohort=4)

    page = office.get("home.office")

    (row,) = page.select("[aria-labelledby=runs] tbody tr")
    assert "Clothing repair (cohort 3)" in text_of(row)
    assert "1 / 15" in text_of(row)
