"""/teach: today's classes first, one press from their register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
from app.courses.models import Course, CourseRun
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.people import make_staff
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]
TUESDAY = seoul(2026, 3, 10, 9)
"""The first class is at two in the afternoon."""


@pytest.fixture
def course(session: Session, school: School) -> Course:
    return make_course(session, school, name_ko="옷수선", name_en="Clothing repair")


@pytest.fixture
def run(
    session: Session, course: Course, instructor: Account, clock: FakeClock
) -> CourseRun:
    run = make_run(session, course, cohort=3)
    make_meetings(session, run)
    make_instructor(session, run, instructor.person)
    clock.set(TUESDAY)
    return run


def todays(page: Page) -> list[str]:
    return [text_of(tag) for tag in page.select("[aria-labelledby=today] .sheet")]


def lines(page: Page, name: str) -> list[str]:
    return [text_of(tag) for tag in page.select(f"[aria-labelledby={name}] li")]


def test_todays_class_comes_first_one_press_from_its_register(
    pages: Pages, instructor: Account, run: CourseRun
) -> None:
    page = pages(instructor).in_english().get("home.teach")

    assert page.heading() == "박선영, you teach today"
    assert "14:00~17:00 Clothing repair (cohort 3)" in todays(page)[0]
    assert "금천구 사회적경제지원센터 3층" in todays(page)[0]
    first = page.select_one("main a.btn-primary")
    assert first is not None
    assert first["href"] == f"/teach/meetings/{run.meetings[0].id}"
    pages(instructor).open(str(first["href"]))


def test_then_come_the_next_five_and_the_runs(
    pages: Pages, instructor: Account, run: CourseRun
) -> None:
    page = pages(instructor).in_english().get("home.teach")

    later = lines(page, "later")
    assert len(later) == 5
    assert "Thu 12 Mar 14:00~17:00" in later[0]
    assert len(lines(page, "runs")) == 1
    assert page.select(f"a[href='/teach/runs/{run.id}']")


def test_it_speaks_korean_first(
    pages: Pages, instructor: Account, run: CourseRun
) -> None:
    page = pages(instructor).get("home.teach")

    assert page.heading() == "박선영 님, 오늘 수업이 있어요"
    assert "옷수선 3기" in todays(page)[0]


def test_today_is_the_day_on_the_wall_in_seoul(
    pages: Pages, instructor: Account, run: CourseRun, clock: FakeClock
) -> None:
    client = pages(instructor).in_english()
    clock.set(seoul(2026, 3, 10, 23, 59))
    before = client.get("home.teach")
    clock.set(seoul(2026, 3, 11, 0, 1))

    after = client.get("home.teach")

    assert "14:00~17:00" in todays(before)[0]
    assert "No class today" in after.words()


def test_a_class_or_run_that_was_called_off_is_not_held(
    pages: Pages, instructor: Account, session: Session, run: CourseRun
) -> None:
    client = pages(instructor).in_english()
    run.meetings[0].cancelled_at = MONDAY_TEN
    session.commit()
    without_class = client.get("home.teach")
    run.cancelled_at, run.cancel_reason = MONDAY_TEN, "강사 사정"
    session.commit()

    without_run = client.get("home.teach")

    assert "No class today" in without_class.words()
    assert len(lines(without_class, "later")) == 5
    assert lines(without_run, "later") == []
    assert "Cancelled by the school" in lines(without_run, "runs")[0]


def test_a_draft_is_not_taught_yet(
    pages: Pages, instructor: Account, session: Session, run: CourseRun
) -> None:
    run.published_at = None
    session.commit()

    page = pages(instructor).get("home.teach")

    assert page.select(f"a[href='/teach/runs/{run.id}']") == []
    assert lines(page, "later") == []


def test_another_instructor_of_the_school_sees_nothing_of_it(
    pages: Pages, session: Session, school: School, run: CourseRun
) -> None:
    other = make_staff(session, Role.INSTRUCTOR, school, "윤복희")

    page = pages(other).in_english().get("home.teach")

    assert "Clothing repair" not in page.words()
    pages(other).open(f"/teach/runs/{run.id}", status=404)


def test_who_teaches_there_no_more_sees_nothing_of_it(
    pages: Pages, instructor: Account, session: Session, run: CourseRun
) -> None:
    run.instructors[0].ended_at = MONDAY_TEN
    session.commit()

    page = pages(instructor).in_english().get("home.teach")

    assert "Clothing repair" not in page.words()


def test_without_the_role_the_page_is_closed(
    pages: Pages,
    session: Session,
    instructor: Account,
    learner: Account,
    coordinator: Account,
    visitor: PageClient,
    run: CourseRun,
) -> None:
    grant = session.scalars(
        select(RoleGrant).where(RoleGrant.account_id == instructor.id)
    ).one()
    grant.revoked_at = MONDAY_TEN
    session.commit()

    for account in (instructor, learner, coordinator):
        pages(account).get("home.teach", status=403)
    visitor.get("home.teach", status=302)


def test_more_runs_take_no_more_statements(
    pages: Pages,
    instructor: Account,
    session: Session,
    school: School,
    run: CourseRun,
) -> None:
    client = pages(instructor)
    client.get("home.teach")
    before = len(client.statements)
    for number in range(4):
        other = make_run(
            session,
            make_course(session, school),
            starts_on=date(2026, 3, 10) + timedelta(days=number),
        )
        make_meetings(session, other)
        other.instructors = run.instructors
    session.commit()

    page = client.get("home.teach")

    # account 2, today, its marks, behind, later, runs
    assert len(lines(page, "runs")) == 5
    assert before == len(client.statements) == 7
