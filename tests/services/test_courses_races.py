"""Courses, drafts and instructors: two presses at one moment, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.accounts.permissions import Role
from app.courses.importing import services as importing
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.kinds import Level
from app.courses.models import Course, CourseRun, Instructor, Trade
from app.courses.services.courses import CourseDetails, change_course, create_course
from app.courses.services.instructors import add_instructor, end_instructor
from app.courses.services.runs import delete_draft, new_cohort
from app.extensions import db
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.factories.sessions import signed_in_key
from tests.support.factories.workbooks import WHOLE, make_workbook
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN

NAME = str(WHOLE["과정명"])


def details(session: Session) -> CourseDetails:
    trade = session.scalars(select(Trade).where(Trade.code == "mending")).one()
    return CourseDetails(trade_id=trade.id, name_ko=NAME, level=Level.BASIC)


def creating(school_id: int) -> Act:
    return lambda session: create_course(
        session, school_id=school_id, details=details(session), by=1, now=MONDAY_TEN
    )


def renaming(course_id: int) -> Act:
    return lambda session: change_course(
        session, course_id=course_id, details=details(session), by=1, now=MONDAY_TEN
    )


def importing_it(session: Session) -> None:
    importing.apply(
        session,
        sheet=read_workbook(make_workbook(WHOLE)),
        choices=Choices(),
        now=MONDAY_TEN,
        by=None,
    )


def named(app: Flask) -> int:
    with app.app_context():
        query = select(func.count()).where(Course.name_ko == NAME)
        return db.session.scalar(query) or 0


def test_one_name_is_given_once_by_two_forms_and_an_import(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        school = make_school(db.session())
        school_id, other_id = school.id, make_course(db.session(), school).id

    outcomes = at_once(
        scratch_app,
        [creating(school_id), creating(school_id), renaming(other_id), importing_it],
    )

    assert outcomes[3] == "done"
    assert set(outcomes) <= {"done", "CourseNameTaken"}
    assert named(scratch_app) == 1


def test_an_instructor_added_by_two_presses_is_added_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        by = make_staff(session, Role.COORDINATOR, school).id
        school_id, email = school.id, make_account(session).email

    def add(session: Session) -> None:
        add_instructor(session, school_id=school_id, email=email, by=by, now=MONDAY_TEN)

    outcomes = at_once(scratch_app, [add] * 4)

    assert sorted(outcomes) == ["AlreadyInstructor"] * 3 + ["done"]


def test_an_instructor_ended_and_added_at_once_holds_the_role_if_he_teaches(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        by = make_staff(session, Role.COORDINATOR, school).id
        school_id, email = school.id, make_account(session).email
        now = MONDAY_TEN
        his = add_instructor(session, school_id=school_id, email=email, by=by, now=now)
        session.commit()
        instructor_id = his.id

    def add(session: Session) -> None:
        add_instructor(session, school_id=school_id, email=email, by=by, now=now)

    def end(session: Session) -> None:
        end_instructor(session, instructor_id=instructor_id, by=by, now=now)

    at_once(scratch_app, [end, add, end, add])

    with scratch_app.app_context():
        instructor = db.session.get_one(Instructor, instructor_id)
        account = instructor.person.account
        assert account is not None
        teaches = instructor.ended_at is None
        assert (school_id in account.school_ids(Role.INSTRUCTOR)) is teaches


def test_of_two_presses_that_delete_a_draft_the_second_finds_no_such_page(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        account = make_staff(session, Role.COORDINATOR, school)
        key = signed_in_key(session, account.id, now=scratch_app.extensions["clock"]())
        session.commit()
        course = make_course(session, school)
        run_id = make_run(session, course, published_at=None).id
    start = Barrier(3)

    def press(_number: int) -> int:
        client = scratch_app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = key
        start.wait()
        return client.post(f"/office/runs/{run_id}/delete").status_code

    with ThreadPoolExecutor(3) as threads:
        answers = sorted(threads.map(press, range(3)))

    assert answers == [302, 404, 404]


def test_a_cohort_is_made_from_a_draft_or_the_draft_is_deleted_not_both(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        draft = make_run(session, make_course(session), published_at=None)
        run_id = draft.id

    def delete(session: Session) -> None:
        with suppress(NoResultFound):
            delete_draft(session, run_id=run_id, by=1, now=MONDAY_TEN)

    def follow(session: Session) -> None:
        with suppress(NoResultFound):
            new_cohort(session, run_id=run_id, by=1, now=MONDAY_TEN)

    at_once(scratch_app, [follow, delete])

    with scratch_app.app_context():
        made_from = db.session.scalars(select(CourseRun.made_from_id)).all()
        assert list(made_from) in ([], [None, run_id])
