"""What is read of those who apply: for many in as many statements as for one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.courses.models import CourseRun
from app.enrollment import eligibility, queries, services
from app.enrollment.applicant import Applicant, CourseName
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.databases import counted
from tests.support.factories.certificates import make_certificate, make_finished_run
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_person, make_school
from tests.support.time import MONDAY_TEN


def standing(session: Session, run: CourseRun, person: Person) -> Applicant:
    found = queries.standings_of(session, run, [person], now=MONDAY_TEN)
    return found[person.id]


def name_of(run: CourseRun) -> CourseName:
    course = run.course
    return CourseName(course.id, course.name_ko, course.name_en)


def test_many_people_take_as_many_statements_as_one(
    session: Session, connection: Connection
) -> None:
    run = make_run(session)
    run.required_courses = [make_course(session)]
    people = [make_person(session) for _ in range(12)]
    session.commit()
    counts = []
    for some in (people[:1], people):
        run = session.get_one(CourseRun, run.id, populate_existing=True)
        assert run.course.school_id, "read before, as under the lock"
        assert all(person.birth_date for person in people)
        with counted(connection) as statements:
            queries.standings_of(session, run, some, now=MONDAY_TEN)
        counts.append(len(statements))

    # the prerequisites, who completed them, this half-year's, restrictions
    assert counts == [4, 4]


def test_a_run_without_prerequisites_asks_nobody_for_certificates(
    session: Session, connection: Connection
) -> None:
    run, person = make_run(session), make_person(session)
    assert run.required_courses == []
    assert run.course.school_id

    with counted(connection) as statements:
        queries.standings_of(session, run, [person], now=MONDAY_TEN)

    assert not any("completed_at" in statement for statement in statements)
    assert len(statements) <= 3


def test_a_valid_certificate_is_the_course_completed(
    session: Session, school: School, coordinator: Account
) -> None:
    done = make_finished_run(session, school)
    person, other = make_person(session), make_person(session)
    make_certificate(session, done, person, coordinator)
    run = make_run(session)
    run.required_courses = [done.course]
    session.commit()

    assert standing(session, run, person).completed == {done.course_id}
    assert standing(session, run, other).completed == frozenset()
    with pytest.raises(eligibility.PrerequisiteMissing):
        make_enrollment(session, run, other)
    assert make_enrollment(session, run, person).id


def test_a_course_of_any_school_counts(
    session: Session,
    other_school: School,
    other_coordinator: Account,
) -> None:
    done = make_finished_run(session, other_school)
    person = make_person(session)
    make_certificate(session, done, person, other_coordinator)
    run = make_run(session)
    run.required_courses = [done.course]
    session.commit()

    assert make_enrollment(session, run, person).id


def test_a_seat_and_a_waiting_number_count_in_their_half_year(
    session: Session,
) -> None:
    person = make_person(session)
    first, full = make_run(session), make_run(session, capacity=1)
    make_enrollment(session, full)
    for run in (first, full):
        make_enrollment(session, run, person)
    third = make_run(session)

    assert standing(session, third, person).this_term == (
        name_of(first),
        name_of(full),
    )
    with pytest.raises(eligibility.TermFull) as refusal:
        make_enrollment(session, third, person)
    assert refusal.value.facts["limit"] == 2


def test_the_run_itself_does_not_count(session: Session) -> None:
    person, run = make_person(session), make_run(session)
    make_enrollment(session, run, person)

    assert standing(session, run, person).this_term == ()


def called_off(session: Session, run: CourseRun, place: Enrollment) -> None:
    run.cancelled_at = MONDAY_TEN


def withdrawn(session: Session, run: CourseRun, place: Enrollment) -> None:
    services.withdraw(
        session,
        enrollment_id=place.id,
        person_id=place.person_id,
        now=MONDAY_TEN + timedelta(minutes=1),
    )


def next_term(session: Session, run: CourseRun, place: Enrollment) -> None:
    run.starts_on, run.ends_on = date(2026, 7, 1), date(2026, 7, 31)


def last_term(session: Session, run: CourseRun, place: Enrollment) -> None:
    run.starts_on = date(2025, 12, 31)


def elsewhere(session: Session, run: CourseRun, place: Enrollment) -> None:
    run.course.school = make_school(session, "11380")


@pytest.mark.parametrize(
    "happens", [called_off, withdrawn, next_term, last_term, elsewhere]
)
def test_what_does_not_count(session: Session, happens: object) -> None:
    person, run = make_person(session), make_run(session)
    place = make_enrollment(session, run, person)
    assert callable(happens)
    happens(session, run, place)
    session.commit()

    assert standing(session, make_run(session), person).this_term == ()


def test_a_school_may_allow_more_or_less(session: Session, school: School) -> None:
    person = make_person(session)
    make_enrollment(session, make_run(session), person)

    school.courses_a_term = 1
    with pytest.raises(eligibility.TermFull):
        make_enrollment(session, make_run(session), person)
    school.courses_a_term = 3
    for _ in range(2):
        make_enrollment(session, make_run(session), person)

    with pytest.raises(eligibility.TermFull) as refusal:
        make_enrollment(session, make_run(session), person)
    assert refusal.value.facts["limit"] == 3


def test_withdrawing_from_one_makes_room_for_another(session: Session) -> None:
    person = make_person(session)
    places = [make_enrollment(session, make_run(session), person) for _ in range(2)]
    withdrawn(session, places[0].run, places[0])

    assert make_enrollment(session, make_run(session), person).id
