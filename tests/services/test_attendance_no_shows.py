"""Who misses the first class without an excuse gives her seat to the line."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.attendance import no_shows
from app.attendance.presence import Word
from app.courses.models import CourseRun, Meeting
from app.enrollment import services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.extensions import db
from app.notifications.models import Message
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_class, make_enrollment, save_words
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.races import at_once

CONFIRMED = EnrollmentStatus.CONFIRMED


@pytest.fixture
def run(session: Session) -> CourseRun:
    run = make_run(session, capacity=3)
    make_meetings(session, run)
    return run


@pytest.fixture
def people(session: Session, run: CourseRun) -> list[Enrollment]:
    """Three with a seat; the second has an account. One waits."""
    first, *_ = make_class(session, run, "가영")
    second = make_enrollment(session, run, make_account(session, "나영").person)
    (third,) = make_class(session, run, "다영")
    (waiting,) = make_class(session, run, "라영")
    return [first, second, third, waiting]


@pytest.fixture
def first_class(
    session: Session, run: CourseRun, people: list[Enrollment], instructor: Account
) -> Meeting:
    """가영 is there, 나영 absent, 다영 excused."""
    words = (Word.PRESENT, Word.ABSENT, Word.EXCUSED)
    marks = {place.id: word for place, word in zip(people, words, strict=False)}
    save_words(session, run.meetings[0], marks, by=instructor)
    return run.meetings[0]


def release(
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
    by: Account,
    *,
    excused: bool = False,
    now: datetime | None = None,
) -> list[int]:
    released = no_shows.release_absent(
        session,
        meeting_id=meeting.id,
        enrollment_ids=[place.id for place in people],
        by=by.id,
        excused=excused,
        now=now or meeting.starts_at + timedelta(minutes=30),
    )
    session.commit()
    return [place.id for place in released]


def test_only_who_is_marked_absent_is_listed_and_released(
    session: Session,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    listed = [place.id for place in no_shows.absent_at(session, first_class.id)]

    released = release(session, first_class, people, coordinator)

    assert listed == released == [people[1].id]
    assert people[1].status is EnrollmentStatus.CANCELLED
    assert people[1].no_show
    assert [p.status for p in (people[0], people[2])] == [CONFIRMED, CONFIRMED]


def test_the_seat_passes_to_the_first_in_line_and_the_counters_stay_true(
    session: Session,
    run: CourseRun,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    release(session, first_class, people, coordinator)

    assert people[3].status in (CONFIRMED, EnrollmentStatus.OFFERED)
    assert services.recount(session, run_id=run.id) == []
    assert run.confirmed_count + run.offered_count == 3


@pytest.mark.parametrize(("excused", "restricted"), [(False, 1), (True, 0)])
def test_she_is_told_and_restricted_unless_excused(
    session: Session,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
    excused: bool,
    restricted: int,
) -> None:
    release(session, first_class, people, coordinator, excused=excused)

    found = session.scalars(select(Restriction)).all()
    told = session.scalars(
        select(Message).where(Message.template == "enrollment_no_show")
    ).one()
    assert len(found) == restricted
    assert told.person_id == people[1].person_id
    assert (told.params["until"] == "") is excused


def test_pressed_twice_it_is_refused_and_changes_nothing(
    session: Session,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    release(session, first_class, people, coordinator)

    with pytest.raises(services.NobodyToRelease):
        release(session, first_class, people, coordinator)

    assert len(session.scalars(select(Restriction)).all()) == 1


def test_whoever_is_marked_present_meanwhile_keeps_her_seat(
    session: Session,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
    instructor: Account,
) -> None:
    save_words(session, first_class, {people[1].id: Word.LATE}, by=instructor, seen=1)

    with pytest.raises(services.NobodyToRelease):
        release(session, first_class, people, coordinator)

    assert people[1].status is CONFIRMED


def test_before_it_begins_nobody_has_missed_it(
    session: Session,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    early = first_class.starts_at - timedelta(seconds=1)

    with pytest.raises(services.FirstClassAhead) as refusal:
        release(session, first_class, people, coordinator, now=early)

    assert refusal.value.facts == {"starts_at": first_class.starts_at}


def test_once_the_list_has_ended_no_seat_is_passed_on(
    session: Session,
    run: CourseRun,
    first_class: Meeting,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    late = run.meetings[-1].starts_at

    with pytest.raises(services.ListOver):
        release(session, first_class, people, coordinator, now=late)

    assert people[1].status is CONFIRMED


def test_only_the_first_class_that_was_held_counts(
    session: Session,
    run: CourseRun,
    people: list[Enrollment],
    instructor: Account,
    coordinator: Account,
) -> None:
    second = run.meetings[1]
    save_words(session, second, {people[1].id: Word.ABSENT}, by=instructor)

    with pytest.raises(no_shows.NotFirstClass):
        release(session, second, people, coordinator)
    run.meetings[0].cancelled_at = run.meetings[0].starts_at
    session.commit()

    assert release(session, second, people, coordinator) == [people[1].id]


def test_two_who_press_at_once_release_her_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        by = make_staff(session, Role.COORDINATOR, make_school(session))
        run = make_run(session, capacity=1, ends_on=date(2026, 3, 31))
        make_meetings(session, run)
        (gone,) = make_class(session, run, "가영")
        make_class(session, run, "나영")
        first = run.meetings[0]
        save_words(session, first, {gone.id: Word.ABSENT}, by=by)
        meeting_id, starts_at, by_id = first.id, first.starts_at, by.id
        run_id, gone_id = run.id, gone.id

    def press(session: Session) -> object:
        return no_shows.release_absent(
            session,
            meeting_id=meeting_id,
            enrollment_ids=[gone_id],
            by=by_id,
            excused=False,
            now=starts_at,
        )

    outcomes = at_once(scratch_app, [press, press, press])

    assert Counter(outcomes) == {"done": 1, "NobodyToRelease": 2}
    with scratch_app.app_context():
        session = db.session()
        assert services.recount(session, run_id=run_id) == []
        assert len(session.scalars(select(Restriction)).all()) == 1
        session.rollback()
