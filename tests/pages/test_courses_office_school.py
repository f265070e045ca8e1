"""The coordinator's pages of the school, its operators and instructors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.courses.models import Course, Instructor, SyllabusItem
from app.places.models import School, SchoolOperator, Seal
from tests.support.factories.courses import make_course, make_instructor, make_run
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def course(session: Session, school: School) -> Course:
    made = make_course(session, school, name_ko="도배 기초과정")
    made.syllabus = [
        SyllabusItem(position=1, title_ko="안전", tools_ko="우마", title_en="Safety"),
        SyllabusItem(position=2, title_ko="실측"),
        SyllabusItem(position=3, title_ko="벽지 제거"),
    ]
    session.commit()
    return made


def test_an_instructor_is_added_by_address_and_ends(
    session: Session,
    school: School,
    office: PageClient,
    learner: Account,
) -> None:
    unknown = office.post(
        "courses_office.add_instructor",
        {"school_id": school.id, "email": "nobody@example.org"},
        status=200,
    )
    page = office.post(
        "courses_office.add_instructor",
        {"school_id": school.id, "email": learner.email, "career_ko": "수선집 22년"},
        follow=True,
    )

    assert unknown.value("email") == "nobody@example.org"
    assert unknown.select("[aria-invalid]")[0]["id"] == "email"
    assert "김미경" in page.words()
    instructor = session.scalars(select(Instructor)).one()
    office.post(
        "courses_office.instructor",
        {"career_ko": "수선집 23년"},
        instructor_id=instructor.id,
    )
    office.post("courses_office.end_instructor", instructor_id=instructor.id)
    session.commit()
    session.expire_all()
    assert instructor.career_ko == "수선집 23년"
    assert instructor.ended_at is not None
    assert not session.get_one(Account, learner.id).school_ids(Role.INSTRUCTOR)
    office.get("courses_office.instructor", instructor_id=instructor.id)


def test_an_instructor_whom_a_run_needs_stays(
    session: Session, course: Course, office: PageClient, learner: Account
) -> None:
    instructor = make_instructor(session, make_run(session, course), learner.person)

    page = office.post(
        "courses_office.end_instructor", instructor_id=instructor.id, follow=True
    )

    assert page.alerts()


def test_the_list_of_instructors_asks_a_fixed_number_of_statements(
    session: Session, course: Course, office: PageClient, learner: Account
) -> None:
    make_instructor(session, make_run(session, course), learner.person)

    office.get("courses_office.instructors")

    assert len(office.statements) == 7


DETAILS = {
    "name_ko": "금천구 주민기술학교",
    "name_en": "Geumcheon-gu Resident Technical School",
    "phone": "02-000-0002",
    "email": "school@example.org",
    "seal": "specimen",
}
OPERATOR = {
    "since": "2026-01-01",
    "name_ko": "금천구사회적경제지원센터",
    "head_title_ko": "금천구사회적경제지원센터장",
}


def test_the_schools_details_are_changed(
    session: Session, school: School, office: PageClient
) -> None:
    wrong = office.post(
        "courses_office.change_school",
        {**DETAILS, "email": "no address", "name_ko": ""},
        status=200,
        school_id=school.id,
    )
    office.post("courses_office.change_school", DETAILS, school_id=school.id)

    invalid = {str(tag["id"]) for tag in wrong.select("[aria-invalid]")}
    assert invalid == {"email", "name_ko"}
    session.commit()
    session.expire_all()
    assert session.get_one(School, school.id).seal is Seal.SPECIMEN


def test_a_school_sets_how_many_courses_a_term_or_leaves_it(
    session: Session, school: School, office: PageClient
) -> None:
    before = office.get("courses_office.school")
    wrong = office.post(
        "courses_office.change_school",
        {**DETAILS, "courses_a_term": "0"},
        status=200,
        school_id=school.id,
    )
    office.post(
        "courses_office.change_school",
        {**DETAILS, "courses_a_term": "3"},
        school_id=school.id,
    )
    session.commit()
    session.expire_all()
    chosen = session.get_one(School, school.id).courses_a_term
    office.post(
        "courses_office.change_school",
        {**DETAILS, "courses_a_term": ""},
        school_id=school.id,
    )

    assert "공통 기준" in before.words()
    assert [str(tag["id"]) for tag in wrong.select("[aria-invalid]")] == [
        "courses_a_term"
    ]
    assert chosen == 3
    session.commit()
    session.expire_all()
    assert session.get_one(School, school.id).courses_a_term is None


def test_an_operator_is_a_dated_fact_added_once(
    session: Session, school: School, office: PageClient
) -> None:
    page = office.post(
        "courses_office.add_operator", OPERATOR, school_id=school.id, follow=True
    )
    early = office.post(
        "courses_office.add_operator", OPERATOR, school_id=school.id, status=200
    )

    assert "금천구사회적경제지원센터장" in page.words()
    assert early.select("[aria-invalid]")[0]["id"] == "since"
    assert len(session.scalars(select(SchoolOperator)).all()) == 1


def test_strangers_find_nothing(
    session: Session,
    course: Course,
    pages: Pages,
    other_coordinator: Account,
    learner: Account,
) -> None:
    instructor = make_instructor(session, make_run(session, course), learner.person)
    stranger = pages(other_coordinator)

    for endpoint in ("course", "change_course", "syllabus", "syllabus_text"):
        stranger.get(f"courses_office.{endpoint}", status=404, course_id=course.id)
    for endpoint in ("change_school", "add_operator"):
        stranger.get(
            f"courses_office.{endpoint}", status=404, school_id=course.school_id
        )
    stranger.get("courses_office.instructor", status=404, instructor_id=instructor.id)
    stranger.post(
        "courses_office.end_instructor", status=404, instructor_id=instructor.id
    )
    for endpoint in ("courses", "runs", "instructors", "school", "new_course"):
        pages(learner).get(f"courses_office.{endpoint}", status=403)
        pages(None).get(f"courses_office.{endpoint}", status=302)
        assert "도배" not in stranger.get(f"courses_office.{endpoint}").words() or (
            endpoint == "new_course"
        )


def test_the_pages_read_in_english_too(
    course: Course, school: School, office: PageClient
) -> None:
    office.in_english()

    office.get("courses_office.course", course_id=course.id)
    office.get("courses_office.syllabus", course_id=course.id)
    office.get("courses_office.school")
    office.get("courses_office.change_school", school_id=school.id)
