"""What others ask: who passed which module, and what a run still wants."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.entrepreneurship import queries
from app.entrepreneurship.progress import Missing
from tests.support.databases import counted
from tests.support.factories.courses import make_run
from tests.support.factories.entrepreneurship import (
    ask_for,
    make_attempt,
    make_module,
    read_lessons,
)
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN


def seat(
    session: Session,
    run: CourseRun,
    person_id: int,
    status: EnrollmentStatus = EnrollmentStatus.CONFIRMED,
) -> None:
    waiting_no = 1 if status is EnrollmentStatus.WAITING else None
    session.add(
        Enrollment(
            run=run,
            person_id=person_id,
            status=status,
            requested_at=MONDAY_TEN,
            waiting_no=waiting_no,
        )
    )
    session.commit()


def test_passed_modules_of_many_people_take_one_statement(
    session: Session, connection: Connection
) -> None:
    people = [make_person(session, f"사람{n}").id for n in range(5)]
    first, second = make_module(session), make_module(session)
    make_attempt(session, first, people[0])
    make_attempt(session, first, people[0])
    make_attempt(session, second, people[0])
    make_attempt(session, second, people[1], passed=False)

    with counted(connection) as statements:
        passed = queries.passed_modules(session, people)

    assert passed[people[0]] == {first.id, second.id}
    assert [passed[person] for person in people[1:]] == [set()] * 4
    assert len(statements) == 1


def test_passed_modules_of_nobody_ask_nothing(
    session: Session, connection: Connection
) -> None:
    with counted(connection) as statements:
        passed = queries.passed_modules(session, [])

    assert passed == {}
    assert statements == []


def test_a_runs_modules_come_with_what_is_missing(
    session: Session, learner: Account, connection: Connection
) -> None:
    run = make_run(session)
    offered, wanted, done = (make_module(session) for _ in range(3))
    ask_for(session, run, offered, required=False)
    ask_for(session, run, wanted)
    ask_for(session, run, done)
    read_lessons(session, wanted, learner.person_id, 1)
    read_lessons(session, done, learner.person_id)
    make_attempt(session, done, learner.person_id)
    person_id, run_id = learner.person_id, run.id

    with counted(connection) as statements:
        standings = queries.module_standing(session, person_id=person_id, run_id=run_id)

    assert [(s.module.id, s.required, s.passed) for s in standings] == [
        (wanted.id, True, False),
        (done.id, True, True),
        (offered.id, False, False),
    ]
    assert (standings[0].lessons_read, standings[0].lessons) == (1, 2)
    assert standings[0].progress.missing == (Missing.LESSONS, Missing.QUIZ)
    assert standings[1].passed_at == MONDAY_TEN
    assert len(statements) == 4


def test_a_run_without_modules_wants_none(session: Session, learner: Account) -> None:
    run = make_run(session)

    assert queries.required_modules(session, run.id) == []
    assert (
        queries.module_standing(session, person_id=learner.person_id, run_id=run.id)
        == []
    )


def test_only_required_modules_hold_back(session: Session) -> None:
    run = make_run(session)
    later, earlier = (
        make_module(session, position=302),
        make_module(session, position=301),
    )
    ask_for(session, run, later)
    ask_for(session, run, earlier)
    ask_for(session, run, make_module(session), required=False)

    required = queries.required_modules(session, run.id)

    assert [module.id for module in required] == [earlier.id, later.id]


def test_only_runs_in_which_one_has_a_seat_ask_for_modules(
    session: Session, learner: Account, other_learner: Account
) -> None:
    module = make_module(session)
    mine, waiting, cancelled, theirs = (make_run(session) for _ in range(4))
    for run in (mine, waiting, cancelled, theirs):
        ask_for(session, run, module)
    seat(session, mine, learner.person_id)
    seat(session, waiting, learner.person_id, EnrollmentStatus.WAITING)
    cancelled.cancelled_at = MONDAY_TEN
    seat(session, cancelled, learner.person_id)
    seat(session, theirs, other_learner.person_id)

    standing = queries.standing_with(
        session, person_id=learner.person_id, module=module
    )

    assert [named.run_id for named in standing.asked_by] == [mine.id]
    assert standing.required


def test_a_module_is_required_where_one_of_several_runs_requires_it(
    session: Session, learner: Account
) -> None:
    module = make_module(session)
    for required in (False, True):
        run = make_run(session)
        ask_for(session, run, module, required=required)
        seat(session, run, learner.person_id)

    standings = queries.all_standings(session, person_id=learner.person_id)
    standing = next(s for s in standings if s.module.id == module.id)

    assert standing.required
    assert [named.required for named in standing.asked_by] == [True, False]


def test_the_day_of_passing_is_that_of_the_first_passed_attempt(
    session: Session, learner: Account
) -> None:
    module = make_module(session)
    for days, passed in ((0, False), (1, True), (2, True)):
        at = MONDAY_TEN + timedelta(days=days)
        make_attempt(session, module, learner.person_id, passed=passed, at=at)

    standing = queries.standing_with(
        session, person_id=learner.person_id, module=module
    )

    assert standing.passed_at == MONDAY_TEN + timedelta(days=1)
    assert standing.progress.tries == 3
