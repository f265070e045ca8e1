"""/office: what a coordinator has to do, the most urgent first, in her own schools."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Account, RoleGrant
from app.courses.models import ApplicationWindow, Course, CourseRun
from app.incubation.stages import Stage
from app.places.models import School
from tests.support.factories.certificates import (
    make_operator,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_class, make_enrollment
from tests.support.factories.incubation import make_team
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]
GROUPS = ("today", "this_week", "later")


@pytest.fixture
def office(pages: Pages, coordinator: Account, school: School) -> PageClient:
    return pages(coordinator).in_english()


@pytest.fixture
def course(session: Session, school: School) -> Course:
    make_operator(session, school)
    return make_course(session, school, name_en="Clothing repair")


def lines(page: Page, group: str) -> list[str]:
    return [text_of(li) for li in page.select(f"[aria-labelledby={group}] li")]


def to_do(page: Page) -> dict[str, int]:
    counts = {group: len(lines(page, group)) for group in GROUPS}
    return {group: count for group, count in counts.items() if count}


def draft(session: Session, course: Course, **more: Any) -> CourseRun:
    values = {"published_at": None, "ends_on": None, **more}
    return make_run(session, course, open_now=False, **values)


def short_run(
    session: Session, course: Course, *, until: int, **more: Any
) -> CourseRun:
    """Open until so many days from now, planned, and nobody in it."""
    run = make_run(session, course, open_now=False, **more)
    run.windows = [
        ApplicationWindow(
            opens_at=MONDAY_TEN - timedelta(days=1),
            closes_at=MONDAY_TEN + timedelta(days=until),
        )
    ]
    make_meetings(session, run)
    return run


def test_before_the_first_course_it_says_how_to_begin(office: PageClient) -> None:
    page = office.get("home.office")

    assert "Start with your course runs" in page.words()
    main = page.select("main a.btn-primary")
    assert [str(a["href"]) for a in main] == ["/office/import"]
    assert page.select("main a[href='/office/courses/new']")


def test_with_everything_done_it_praises(office: PageClient, course: Course) -> None:
    page = office.get("home.office")

    assert page.heading() == "To do"
    assert "All done. Well done!" in page.words()
    assert to_do(page) == {}
    assert page.select("main a[href='/office/runs/new']")


def test_without_a_school_it_says_who_gives_one(
    pages: Pages, session: Session, coordinator: Account
) -> None:
    session.execute(update(RoleGrant).values(school_id=None))
    session.commit()

    page = pages(coordinator).in_english().get("home.office")

    assert "You have no school yet" in page.words()


def test_it_speaks_korean_first(
    pages: Pages, coordinator: Account, session: Session, course: Course
) -> None:
    draft(session, course, starts_on=date(2026, 4, 7))

    page = pages(coordinator).get("home.office")

    assert page.heading() == "할 일 1가지"
    assert "첫 수업 4월 7일(화)" in lines(page, "later")[0]


def test_what_there_is_to_do_stands_by_urgency(
    office: PageClient, session: Session, course: Course
) -> None:
    draft(session, course, starts_on=None)
    in_a_week = short_run(session, course, until=5)
    tomorrow = short_run(session, course, until=1)

    page = office.get("home.office")

    assert page.heading() == "3 things to do"
    assert to_do(page) == {"today": 1, "this_week": 1, "later": 1}
    assert "By tomorrow" in lines(page, "today")[0]
    assert "5 days left" in lines(page, "this_week")[0]
    assert "No date yet" in lines(page, "later")[0]
    for run in (tomorrow, in_a_week):
        assert page.select(f"main a[href='/office/runs/{run.id}#turnout']")
    assert "8 more people needed" in office.open(f"/office/runs/{tomorrow.id}").words()


def test_the_first_thing_alone_is_the_main_button(
    office: PageClient, session: Session, course: Course
) -> None:
    short_run(session, course, until=1)
    short_run(session, course, until=2)

    page = office.get("home.office")

    assert len(page.select("main a.btn-primary")) == 1
    assert page.select("[aria-labelledby=today] li:first-child a.btn-primary")


def test_a_run_short_of_its_minimum_says_of_how_many(
    office: PageClient, session: Session, course: Course
) -> None:
    run = short_run(session, course, until=4, minimum=5)
    make_class(session, run)

    (line,) = lines(office.get("home.office"), "this_week")

    assert "2 more people needed" in line
    assert "3 of 15 seats taken, at least 5 needed" in line


def test_enough_people_but_seats_free_is_told_in_the_last_week_only(
    office: PageClient, session: Session, course: Course
) -> None:
    soon, later = (short_run(session, course, until=n, minimum=3) for n in (7, 8))
    for run in (soon, later):
        make_class(session, run)

    page = office.get("home.office")

    assert to_do(page) == {"this_week": 1}
    assert "12 seats still free" in lines(page, "this_week")[0]
    assert "the minimum of 3 is reached" in lines(page, "this_week")[0]


def test_after_closing_it_has_to_be_decided_before_the_first_class(
    office: PageClient, session: Session, course: Course, clock: FakeClock
) -> None:
    short_run(session, course, until=1, starts_on=date(2026, 3, 12))
    clock.set(seoul(2026, 3, 5, 9))

    (line,) = lines(office.get("home.office"), "this_week")

    assert "6 days left" in line
    assert "8 more people needed" in line


def test_a_seat_that_is_free_while_people_wait_is_for_today(
    office: PageClient, session: Session, course: Course
) -> None:
    run = short_run(session, course, until=30, capacity=3, minimum=1)
    make_class(session, run, "가영 나영 다영 라영 마영")
    run.capacity = 4
    session.commit()

    page = office.get("home.office")

    assert "1 seat is free" in lines(page, "today")[0]
    assert page.select(f"main a[href='/office/runs/{run.id}/applicants']")


def test_of_many_six_are_shown_and_the_rest_is_folded(
    office: PageClient, session: Session, course: Course
) -> None:
    for day in range(1, 9):
        draft(session, course, starts_on=date(2026, 4, day))

    page = office.get("home.office")

    assert page.heading() == "8 things to do"
    assert len(page.select("[aria-labelledby=later] > ul > li")) == 6
    assert text_of(page.select("summary")[0]) == "2 more things to do"


def test_nobody_waits_for_a_venture_that_founders_prepare(
    office: PageClient, session: Session, school: School, course: Course
) -> None:
    filed = make_team(session, Stage.FILED, school=school)
    make_team(session, Stage.TEAM, school=school)

    page = office.get("home.office")

    told = [line for group in GROUPS for line in lines(page, group)]
    (line,) = [each for each in told if filed.venture.title in each]
    assert "A venture is waiting for your confirmation" in line
    assert "days" in line, "the law's clock for the filing runs"
    assert page.select(f"main a[href='/ventures/{filed.venture.id}']")


def test_applications_are_counted_by_the_week_they_came_in(
    office: PageClient, session: Session, course: Course, clock: FakeClock
) -> None:
    run = make_run(session, course)
    for _ in range(3):
        make_enrollment(session, run)
    clock.set(seoul(2026, 3, 8, 23, 59))
    sunday = office.get("home.office")
    clock.set(seoul(2026, 3, 9, 0, 1))

    monday = office.get("home.office")

    def counts(page: Page) -> list[int]:
        rows = page.select("[aria-labelledby=weeks] tbody td")
        return [int(text_of(td)) for td in rows]

    assert counts(sunday) == [0, 0, 0, 0, 0, 3]
    assert counts(monday) == [0, 0, 0, 0, 3, 0]
