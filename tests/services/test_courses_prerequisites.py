"""Which courses a run asks for: chosen while it is a draft, then fixed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses import changes
from app.courses.models import CourseRun, RunPrerequisite
from app.courses.prerequisite_queries import courses_to_require
from app.courses.services import prerequisites as services
from app.courses.services.runs import delete_draft, new_cohort
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.time import MONDAY_TEN


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), published_at=None)


def require(session: Session, run: CourseRun, course_id: int, by: Account) -> None:
    services.require_course(
        session, run_id=run.id, course_id=course_id, by=by.id, now=MONDAY_TEN
    )
    session.commit()


def test_a_course_of_any_school_is_required_once(
    session: Session, draft: CourseRun, coordinator: Account, other_school: School
) -> None:
    other = make_course(session, other_school)

    for _ in range(2):
        require(session, draft, other.id, coordinator)

    assert draft.required_courses == [other]


def test_it_can_be_waived_again(
    session: Session, draft: CourseRun, coordinator: Account
) -> None:
    kept, gone = make_course(session), make_course(session)
    for course in (kept, gone):
        require(session, draft, course.id, coordinator)

    for _ in range(2):
        services.waive_course(
            session,
            run_id=draft.id,
            course_id=gone.id,
            by=coordinator.id,
            now=MONDAY_TEN,
        )

    assert draft.required_courses == [kept]


def test_nobody_completed_a_course_before_taking_it(
    session: Session, draft: CourseRun, coordinator: Account
) -> None:
    with pytest.raises(services.OwnCourse):
        require(session, draft, draft.course_id, coordinator)


def test_once_published_it_stays(
    session: Session, draft: CourseRun, coordinator: Account
) -> None:
    course, other = make_course(session), make_course(session)
    require(session, draft, course.id, coordinator)
    draft.published_at = MONDAY_TEN
    session.commit()

    with pytest.raises(changes.FixedOncePublished):
        require(session, draft, other.id, coordinator)
    with pytest.raises(changes.FixedOncePublished):
        services.waive_course(
            session,
            run_id=draft.id,
            course_id=course.id,
            by=coordinator.id,
            now=MONDAY_TEN,
        )

    session.rollback()
    assert draft.required_courses == [course]


def test_a_new_cohort_asks_for_the_same(
    session: Session, draft: CourseRun, coordinator: Account
) -> None:
    course = make_course(session)
    require(session, draft, course.id, coordinator)

    copy = new_cohort(session, run_id=draft.id, by=coordinator.id, now=MONDAY_TEN)
    session.commit()

    assert copy.required_courses == draft.required_courses == [course]


def test_a_deleted_draft_leaves_nothing(
    session: Session, draft: CourseRun, coordinator: Account
) -> None:
    require(session, draft, make_course(session).id, coordinator)

    delete_draft(session, run_id=draft.id, by=coordinator.id, now=MONDAY_TEN)
    session.commit()

    assert session.scalar(select(func.count()).select_from(RunPrerequisite)) == 0


def test_her_schools_come_first_and_others_are_found_by_name(
    session: Session, draft: CourseRun, school: School, other_school: School
) -> None:
    own = make_course(session, school, name_ko="도배 기초", name_en="Walls")
    far = make_course(session, other_school, name_ko="도배 심화", name_en="More walls")
    make_course(session, other_school, name_ko="요리", name_en="Cooking")
    ids = {school.id}

    def found(sought: str) -> list[int]:
        courses = courses_to_require(session, draft, school_ids=ids, sought=sought)
        return [course.id for course in courses]

    assert found("") == [own.id]
    assert found("도배") == [own.id, far.id]
    assert found("WALLS") == [own.id, far.id]
    assert found("100%") == []
    draft.required_courses = [own]
    assert found("도배") == [far.id]
