"""/office shows what waits in her own schools, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
from app.courses.models import ApplicationWindow, Course, CourseRun
from app.incubation.stages import Stage
from app.places.models import School
from tests.support.factories.certificates import (
    make_finished_run,
    make_operator,
    make_place,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.incubation import make_team
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN

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


def everything_waits(session: Session, school: School) -> None:
    course = make_course(session, school, name_en="Not hers")
    draft(session, course, starts_on=None)
    draft(session, course, year=2019, starts_on=None)
    short_run(session, course, until=3)
    make_run(session, course)
    begun = date(2026, 2, 24)
    over = make_run(session, course, open_now=False, starts_on=begun, ends_on=begun)
    make_meetings(session, over, 1)
    make_place(session, over, make_person(session), present=0)
    done = make_finished_run(
        session, school, course=course, starts_on=date(2026, 1, 13), ends_on=begun
    )
    make_place(session, done, make_person(session), present=5)
    make_team(session, Stage.FILED, school=school, title="Not hers")


def test_what_waits_in_another_school_is_not_hers(
    office: PageClient,
    pages: Pages,
    session: Session,
    course: Course,
    other_school: School,
    other_coordinator: Account,
) -> None:
    everything_waits(session, other_school)

    hers = office.get("home.office")
    theirs = pages(other_coordinator).in_english().get("home.office")

    assert "Not hers" not in hers.words()
    assert to_do(hers) == {}
    assert set(to_do(theirs)) == set(GROUPS)


def test_of_two_schools_she_sees_both(
    office: PageClient,
    session: Session,
    course: Course,
    coordinator: Account,
    other_school: School,
) -> None:
    everything_waits(session, other_school)
    grant = RoleGrant(
        account_id=coordinator.id,
        role=Role.COORDINATOR,
        school_id=other_school.id,
        granted_at=MONDAY_TEN,
    )
    session.add(grant)
    session.commit()

    page = office.get("home.office")

    assert set(to_do(page)) == set(GROUPS)
    assert other_school.name_en in text_of(page.select(".head")[0])
    assert "Eunpyeong-gu" in lines(page, "today")[0], "two schools, one name of course"


def test_without_the_role_the_page_is_closed(
    pages: Pages,
    learner: Account,
    instructor: Account,
    city_officer: Account,
    administrator: Account,
    visitor: PageClient,
) -> None:
    for account in (learner, instructor, city_officer, administrator):
        pages(account).get("home.office", status=403)
    visitor.get("home.office", status=302)


def test_however_much_waits_the_statements_stay(
    office: PageClient, session: Session, school: School
) -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            everything_waits(session, school)
        office.get("home.office")
        counts.append(len(office.statements))

    # account 2, schools, runs 2, share of seats, gaps of service, registers, planned,
    # drafts 3, certificates 8, ventures 3, operators, messages, weeks, courses
    assert counts == [27, 27]
