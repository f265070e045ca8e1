"""Standings read from the database, in a constant number of statements."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance import queries
from app.attendance.presence import Word
from app.courses.models import CourseRun, Meeting
from app.enrollment import services as enrollment
from app.enrollment.models import Enrollment
from tests.support.databases import counted
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment, save_words
from tests.support.time import MONDAY_TEN, seoul


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=6)


@pytest.fixture
def meetings(session: Session, run: CourseRun) -> list[Meeting]:
    return make_meetings(session, run, 5)


def mark(
    session: Session,
    meetings: list[Meeting],
    place: Enrollment,
    words: str,
    by: Account,
) -> None:
    for meeting, word in zip(meetings, words, strict=False):
        save_words(session, meeting, {place.id: Word(word)}, by=by)


def test_a_standing_follows_from_the_marks(
    session: Session, run: CourseRun, meetings: list[Meeting], instructor: Account
) -> None:
    place = make_enrollment(session, run)
    mark(session, meetings, place, "PLA", instructor)

    standing = queries.standing(session, place.id, seoul(2026, 3, 24, 9))

    assert (standing.scheduled, standing.credited, standing.needed) == (5, 2, 4)
    assert (standing.rate, standing.absences_left) == ("66.6", 0)
    assert [step.symbols for step in standing.steps] == ["○", "△", "×", "", ""]
    assert standing.unmarked == 1
    assert not standing.passes


def test_a_cancelled_class_leaves_the_count_and_a_make_up_enters_it(
    session: Session, run: CourseRun, meetings: list[Meeting]
) -> None:
    place = make_enrollment(session, run)
    meetings[0].cancelled_at = MONDAY_TEN
    session.commit()
    without = queries.standing(session, place.id)
    session.add(
        Meeting(
            run=run, starts_at=seoul(2026, 3, 30, 14), ends_at=seoul(2026, 3, 30, 17)
        )
    )
    session.commit()

    assert without.scheduled == 4
    assert queries.standing(session, place.id).scheduled == 5


def test_the_whole_run_takes_as_many_statements_as_one_person(
    session: Session,
    connection: Connection,
    run: CourseRun,
    meetings: list[Meeting],
    instructor: Account,
) -> None:
    places = [make_enrollment(session, run) for _ in range(5)]
    for place in places:
        mark(session, meetings, place, "PP", instructor)
    run_id, ids = run.id, {place.id for place in places}
    session.expire_all()

    with counted(connection) as statements:
        standings = queries.standing_of_run(session, run_id)

    assert set(standings) == ids
    assert len(statements) == 3
    assert {s.credited for s in standings.values()} == {2}


def test_who_waits_or_left_has_no_standing_in_the_run(
    session: Session, run: CourseRun, meetings: list[Meeting]
) -> None:
    run.capacity = 1
    session.commit()
    seated = make_enrollment(session, run)
    make_enrollment(session, run)
    gone = make_enrollment(session, run)
    enrollment.withdraw(
        session, enrollment_id=gone.id, person_id=gone.person_id, now=MONDAY_TEN
    )
    session.commit()

    assert set(queries.standing_of_run(session, run.id)) == {seated.id}


def test_a_person_has_a_standing_in_each_of_her_runs(
    session: Session, run: CourseRun, meetings: list[Meeting], learner: Account
) -> None:
    other = make_run(session, completion_percent=100)
    make_meetings(session, other, 2)
    places = [make_enrollment(session, r, learner.person) for r in (run, other)]

    standings = queries.standings_of_person(session, learner.person_id)

    assert [standings[p.id].needed for p in places] == [4, 2]


def test_where_the_notice_is_silent_the_figure_of_the_first_day_counts(
    session: Session, run: CourseRun
) -> None:
    run.completion_percent = None

    assert queries.completion_percent(session, run) == 80


def test_a_figure_is_never_assumed(session: Session, run: CourseRun) -> None:
    run.completion_percent, run.starts_on = None, date(1999, 1, 1)

    with pytest.raises(LookupError):
        queries.completion_percent(session, run)


def test_the_class_list_is_in_the_order_of_names(
    session: Session, run: CourseRun, learner: Account, other_learner: Account
) -> None:
    later = make_enrollment(session, run, other_learner.person)  # 박영호
    first = make_enrollment(session, run, learner.person)  # 김미경

    assert [p.id for p in queries.class_list(session, run.id)] == [first.id, later.id]


def test_all_runs_whose_notice_is_silent_ask_for_the_figure_once(
    session: Session, connection: Connection, learner: Account
) -> None:
    for _ in range(3):
        run = make_run(session, capacity=6, completion_percent=None)
        run.course.school.courses_a_term = 3
        make_meetings(session, run, 2)
        make_enrollment(session, run, learner.person)
    person_id = learner.person_id

    with counted(connection) as statements:
        standings = queries.standings_of_person(session, person_id)

    assert {standing.needed for standing in standings.values()} == {2}
    assert len(statements) == 4
