"""The page on which a school decides to hold a run with too few people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_class
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=6, minimum=3)


def test_the_runs_page_leads_to_it_and_says_what_was_decided(
    office: PageClient, run: CourseRun
) -> None:
    before = office.get("courses_office.run", run_id=run.id)
    after = office.post(
        "courses_office.hold_anyway",
        {"reason": "심화반이라 적어도 괜찮아요"},
        run_id=run.id,
        follow=True,
    )

    assert before.select(f"#turnout a[href='/office/runs/{run.id}/hold']")
    assert not after.select("#turnout")
    assert "심화반이라 적어도 괜찮아요" in after.words()


def test_without_a_reason_it_is_asked_for(office: PageClient, run: CourseRun) -> None:
    page = office.post(
        "courses_office.hold_anyway", {"reason": " "}, run_id=run.id, status=200
    )

    assert page.alerts()
    assert page.value("reason") == ""


def test_where_nothing_is_to_be_decided_it_says_so(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    make_class(session, run)

    page = office.post(
        "courses_office.hold_anyway", {"reason": "심화"}, run_id=run.id, status=200
    )

    assert "이제 정할 것이 없어요." in page.words()
    assert page.value("reason") == "심화"


def test_it_is_her_schools_alone(
    pages: Pages, other_coordinator: Account, run: CourseRun
) -> None:
    stranger = pages(other_coordinator)

    stranger.get("courses_office.hold_anyway", run_id=run.id, status=404)
