"""`/office/runs/<id>/prerequisites`, and where the public and staff read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.pages import PageClient, text_of
from tests.support.time import MONDAY_TEN

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), published_at=None)


@pytest.fixture
def office(pages: Open, coordinator: Account) -> PageClient:
    return pages(coordinator)


def test_a_course_is_found_added_and_removed(
    office: PageClient, session: Session, draft: CourseRun, other_school: School
) -> None:
    course = make_course(session, other_school, name_ko="도배 심화과정")
    where: dict[str, Any] = {"run_id": draft.id}
    before = office.get("courses_office.prerequisites", **where)
    found = office.get("courses_office.prerequisites", q="도배", **where)
    form = found.select_one(f"form[action$='/{course.id}/add']")

    added = office.post(
        "courses_office.add_prerequisite", follow=True, course_id=course.id, **where
    )
    removed = office.post(
        "courses_office.remove_prerequisite", follow=True, course_id=course.id, **where
    )

    assert "고른 과정이 없어요" in before.words()
    assert form is not None
    assert "도배 심화과정" in text_of(form.find_parent("li"))  # type: ignore[arg-type]
    assert added.select_one(f"form[action$='/{course.id}/remove']")
    assert "선수 과정에 넣었어요." in added.notes()
    assert not removed.select_one(f"form[action$='/{course.id}/remove']")


def test_nothing_found_says_what_to_do(office: PageClient, draft: CourseRun) -> None:
    page = office.get("courses_office.prerequisites", run_id=draft.id, q="없는 이름")

    assert "이름의 다른 부분으로 찾아보세요." in page.words()


def test_the_form_and_the_notice_lead_there(
    office: PageClient, draft: CourseRun
) -> None:
    address = f"a[href='/office/runs/{draft.id}/prerequisites']"

    assert office.get("courses_office.change_run", run_id=draft.id).select(address)
    assert office.get("courses_office.run", run_id=draft.id).select(address)


def test_a_published_run_shows_them_and_changes_nothing(
    office: PageClient,
    visitor: PageClient,
    session: Session,
    draft: CourseRun,
) -> None:
    course = make_course(session, name_ko="재봉 기초")
    draft.required_courses = [course]
    draft.published_at = MONDAY_TEN
    session.commit()

    page = office.get("courses_office.prerequisites", run_id=draft.id)
    refused = office.post(
        "courses_office.remove_prerequisite",
        follow=True,
        run_id=draft.id,
        course_id=course.id,
    )

    assert not page.select("form[action*=remove], form[action*=add], [role=search] q")
    assert "선수 과정" in refused.notes()[0]
    assert "재봉 기초" in refused.words()
    for reader in (office, visitor):
        public = reader.get("courses.run", run_id=draft.id)
        assert "재봉 기초" in text_of(public.select("#facts + .sheet")[0])


def test_the_own_course_is_refused_in_words(
    office: PageClient, draft: CourseRun
) -> None:
    page = office.post(
        "courses_office.add_prerequisite",
        follow=True,
        run_id=draft.id,
        course_id=draft.course_id,
    )

    assert "같은 과정을 선수 과정으로 고를 수 없어요." in page.notes()


def test_made_up_courses_and_strangers_find_nothing(
    pages: Open, office: PageClient, draft: CourseRun, other_coordinator: Account
) -> None:
    stranger = pages(other_coordinator)
    where: dict[str, Any] = {
        "run_id": draft.id,
        "course_id": draft.course_id,
        "status": 404,
    }

    office.post(
        "courses_office.add_prerequisite",
        run_id=draft.id,
        course_id=987654,
        status=404,
    )
    stranger.get("courses_office.prerequisites", run_id=draft.id, status=404)
    stranger.post("courses_office.add_prerequisite", **where)
    stranger.post("courses_office.remove_prerequisite", **where)


def test_more_courses_take_no_more_statements(
    office: PageClient, session: Session, school: School, draft: CourseRun
) -> None:
    counts = []
    for number in (1, 6):
        for _ in range(number):
            make_course(session, school)
            wanted = make_course(session, school)
            draft.required_courses = [*draft.required_courses, wanted]
        session.commit()
        office.get("courses_office.prerequisites", run_id=draft.id)
        counts.append(len(office.statements))

    assert counts[0] == counts[1] <= 9
