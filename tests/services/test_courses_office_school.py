"""Courses, their syllabus, instructors, and the school with its operators."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.courses.kinds import Level
from app.courses.models import Course
from app.courses.services.courses import (
    CourseDetails,
    CourseNameTaken,
    Item,
    SyllabusItemUntitled,
    change_course,
    create_course,
    item_of,
    save_syllabus,
)
from app.courses.services.instructors import (
    AlreadyInstructor,
    StillTeaching,
    UnknownAccount,
    add_instructor,
    end_instructor,
)
from app.places import queries as places
from app.places.models import School, Seal
from app.places.operators import OperatorTooEarly
from app.places.school_keeping import (
    OperatorDetails,
    SchoolDetails,
    SpecimenSealInProduction,
    add_operator,
    change_school,
)
from tests.support.factories.courses import make_course, make_run
from tests.support.time import MONDAY_TEN as NOW


@pytest.fixture
def by(coordinator: Account) -> int:
    return coordinator.id


def details(course: Course, name: str) -> CourseDetails:
    return CourseDetails(trade_id=course.trade_id, name_ko=name, level=Level.ADVANCED)


def test_a_school_has_one_course_of_a_name(
    session: Session, school: School, other_school: School, by: int
) -> None:
    course = make_course(session, school, name_ko="도배 기초과정")
    other = make_course(session, school)
    same = details(course, "도배 기초과정")

    with pytest.raises(CourseNameTaken):
        create_course(session, school_id=school.id, details=same, by=by, now=NOW)
    with pytest.raises(CourseNameTaken):
        change_course(session, course_id=other.id, details=same, by=by, now=NOW)
    change_course(session, course_id=course.id, details=same, by=by, now=NOW)
    elsewhere = create_course(
        session, school_id=other_school.id, details=same, by=by, now=NOW
    )

    assert course.level is Level.ADVANCED
    assert elsewhere.name_ko == "도배 기초과정"


def test_a_syllabus_is_saved_in_order_without_blank_rows(
    session: Session, school: School, by: int
) -> None:
    course = make_course(session, school)
    first, second = Item("바느질", tools_ko="바늘"), Item("재봉틀", "Machine")

    save_syllabus(
        session, course_id=course.id, items=[first, Item(""), second], by=by, now=NOW
    )
    save_syllabus(session, course_id=course.id, items=[second, first], by=by, now=NOW)
    session.commit()

    assert [item_of(row) for row in course.syllabus] == [second, first]
    assert [row.position for row in course.syllabus] == [1, 2]


def test_a_row_with_tools_only_is_refused(
    session: Session, school: School, by: int
) -> None:
    course = make_course(session, school)

    with pytest.raises(SyllabusItemUntitled) as refused:
        save_syllabus(
            session,
            course_id=course.id,
            items=[Item("바느질"), Item("", tools_ko="바늘")],
            by=by,
            now=NOW,
        )

    assert refused.value.facts == {"position": 2}


def test_an_instructor_is_found_by_address_and_may_teach_from_then_on(
    session: Session, school: School, learner: Account, by: int
) -> None:
    instructor = add_instructor(
        session,
        school_id=school.id,
        email=f" {learner.email.upper()} ",
        career_ko="수선집 22년",
        by=by,
        now=NOW,
    )
    session.commit()
    session.refresh(learner)

    assert instructor.person_id == learner.person_id
    assert learner.school_ids(Role.INSTRUCTOR) == {school.id}
    with pytest.raises(AlreadyInstructor):
        add_instructor(
            session, school_id=school.id, email=learner.email, by=by, now=NOW
        )


def test_an_unknown_or_closed_account_can_not_teach(
    session: Session, school: School, learner: Account, by: int
) -> None:
    learner.disabled_at = NOW
    session.commit()

    for email in ("nobody@example.org", learner.email):
        with pytest.raises(UnknownAccount):
            add_instructor(session, school_id=school.id, email=email, by=by, now=NOW)


def test_an_instructor_ends_when_no_run_needs_him_and_can_come_back(
    session: Session, school: School, learner: Account, by: int
) -> None:
    instructor = add_instructor(
        session, school_id=school.id, email=learner.email, by=by, now=NOW
    )
    run = make_run(session, make_course(session, school), instructors=[instructor])

    with pytest.raises(StillTeaching) as refused:
        end_instructor(session, instructor_id=instructor.id, by=by, now=NOW)
    assert refused.value.facts == {"count": 1}
    after = NOW + timedelta(days=60)
    end_instructor(session, instructor_id=instructor.id, by=by, now=after)
    session.commit()
    session.refresh(learner)
    assert learner.school_ids(Role.INSTRUCTOR) == set()
    assert (instructor.ended_at, run.instructors) == (after, [instructor])

    again = add_instructor(
        session, school_id=school.id, email=learner.email, by=by, now=after
    )

    assert (again.id, again.ended_at) == (instructor.id, None)


def test_the_specimen_seal_stays_out_of_production(
    session: Session, school: School, by: int
) -> None:
    wanted = SchoolDetails("금천구 주민기술학교", "Geumcheon", seal=Seal.SPECIMEN)

    with pytest.raises(SpecimenSealInProduction):
        change_school(
            session,
            school_id=school.id,
            details=wanted,
            production=True,
            by=by,
            now=NOW,
        )
    change_school(
        session, school_id=school.id, details=wanted, production=False, by=by, now=NOW
    )

    assert (school.name_ko, school.seal) == ("금천구 주민기술학교", Seal.SPECIMEN)


def test_operators_follow_each_other_and_the_past_stays(
    session: Session, school: School, by: int
) -> None:
    def add(since: date, name: str) -> None:
        wanted = OperatorDetails(since, name, f"{name}장")
        add_operator(session, school_id=school.id, details=wanted, by=by, now=NOW)
        session.commit()
        session.expire_all()

    add(date(2020, 1, 1), "마을센터")
    add(date(2026, 1, 1), "사회적경제센터")

    former = places.operator_on(session, school_id=school.id, day=date(2025, 12, 31))
    present = places.operator_on(session, school_id=school.id, day=date(2026, 1, 1))
    assert former is not None
    assert present is not None
    assert (former.name_ko, former.until) == ("마을센터", date(2025, 12, 31))
    assert (present.name_ko, present.until) == ("사회적경제센터", None)
    with pytest.raises(OperatorTooEarly):
        add(date(2026, 1, 1), "다른 곳")
