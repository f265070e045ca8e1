"""A run that isn't published: hidden, but for its own school."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.notices import make_noticed_run


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_noticed_run(session, school)


@pytest.mark.parametrize(
    "stranger", [None, "learner", "other_coordinator", "administrator", "city_officer"]
)
def test_a_draft_is_hidden_from_all_but_its_school(
    pages: Any,
    session: Session,
    run: CourseRun,
    stranger: str | None,
    request: pytest.FixtureRequest,
) -> None:
    run.published_at = None
    session.commit()
    somebody = request.getfixturevalue(stranger) if stranger else None

    pages(somebody).get("courses.run", run_id=run.id, status=404)


def test_a_draft_is_a_preview_for_its_school(
    pages: Any, session: Session, run: CourseRun, coordinator: Account
) -> None:
    run.published_at = None
    session.commit()

    page = pages(coordinator).get("courses.run", run_id=run.id)

    assert "미리보기예요" in page.notes()[0]
    assert not page.select("a[href$='/apply']")
    assert not page.select("script[type='application/ld+json']")


def test_the_coordinator_gets_a_way_to_her_office_page(
    pages: Any, run: CourseRun, coordinator: Account, other_coordinator: Account
) -> None:
    office = f"main a[href='/office/runs/{run.id}']"

    assert pages(coordinator).get("courses.run", run_id=run.id).select(office)
    assert not pages(other_coordinator).get("courses.run", run_id=run.id).select(office)
