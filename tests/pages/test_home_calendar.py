"""/me as a calendar: the next class, the days after it, holidays between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
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


def section(page: Page, name: str) -> str:
    found = page.select(f"section[aria-labelledby={name}]")
    return text_of(found[0]) if found else ""


def places(page: Page) -> list[str]:
    return [text_of(line) for line in page.select("[aria-labelledby=places] li")]


def test_a_seat_shows_the_next_class_and_leads_to_the_run(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    place = make_enrollment(session, run, learner.person)

    page = hers.get("home.me")

    assert page.heading() == "김미경, your next class is on Tue 10 Mar"
    assert "Tue 10 Mar 14:00" in section(page, "next")
    assert "class 1 (ends at 17:00)" in section(page, "next")
    assert "You have a seat" in places(page)[0]
    main = page.select_one("main a.btn-primary")
    assert main is not None
    assert main["href"] == f"/me/learning/{place.id}"


@pytest.mark.parametrize(
    ("day", "hour", "heading"),
    [
        (9, 20, "김미경, you have a class tomorrow"),
        (10, 0, "김미경, you have a class today"),
        (10, 15, "김미경, your class is on right now"),
    ],
)
def test_the_heading_says_the_most_important_thing(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
    day: int,
    hour: int,
    heading: str,
) -> None:
    make_enrollment(session, run, learner.person)
    clock.set(seoul(2026, 3, day, hour))

    assert hers.get("home.me").heading() == heading


def test_who_can_not_come_finds_the_schools_number(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run, learner.person)

    page = hers.get("home.me")

    assert page.select("[aria-labelledby=next] a[href='tel:02-000-0001']")


def test_the_next_class_is_the_one_under_way_then_the_one_after(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    make_enrollment(session, run, learner.person)
    said = []

    for hour in (16, 17):
        clock.set(seoul(2026, 3, 10, hour))
        said.append(section(hers.get("home.me"), "next"))

    assert "Today 14:00" in said[0]
    assert "Thu 12 Mar" in said[1]
    assert "class 2" in said[1]


def test_a_cancelled_class_is_neither_next_nor_counted(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run, learner.person)
    run.meetings[0].cancelled_at = MONDAY_TEN
    session.commit()

    page = hers.get("home.me")

    assert "Thu 12 Mar" in section(page, "next")
    assert "class 1" in section(page, "next")
    assert "Tue 10 Mar No class: called off" in section(page, "later")


def test_a_holiday_between_the_classes_is_named(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    # The run's last class moves beyond 5 May, which is a Tuesday.
    moved = seoul(2026, 5, 7, 14) - run.meetings[-1].starts_at
    for meeting in run.meetings[-1:]:
        meeting.starts_at, meeting.ends_at = (
            meeting.starts_at + moved,
            meeting.ends_at + moved,
        )
    run.ends_on = date(2026, 5, 7)
    session.commit()
    make_enrollment(session, run, learner.person)
    clock.set(seoul(2026, 4, 28))

    days = section(hers.get("home.me"), "later")

    assert "Thu 7 May" in section(hers.get("home.me"), "next")
    assert "Tue 5 May No class: Children's Day" in days
