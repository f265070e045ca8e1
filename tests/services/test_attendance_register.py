"""Saving a register: judged minutes, the ledger, clashes, and who may when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance import queries
from app.attendance.models import Mark, MarkChange
from app.attendance.presence import Presence, Word
from app.attendance.services import Saved
from app.audit import AuditEntry
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import (
    make_class,
    make_enrollment,
    save_words,
    shown,
)
from tests.support.time import seoul

DAY = seoul(2026, 3, 10, 14)
"""When the first meeting begins."""


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=3)


@pytest.fixture
def meeting(session: Session, run: CourseRun) -> Meeting:
    return make_meetings(session, run, 5)[0]


@pytest.fixture
def people(session: Session, run: CourseRun) -> list[Enrollment]:
    """Three with a seat and one who waits."""
    return make_class(session, run, "가영 나영 다영 라영")


def test_all_present_but_one(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    saved = save_words(
        session, meeting, {people[1].id: Word.ABSENT}, by=instructor, rest=True
    )

    assert saved == Saved(changed=3, softened=0, absent=0, clashes=())
    assert shown(session, meeting) == {
        people[0].id: "○", people[1].id: "×", people[2].id: "○"
    }  # fmt: skip
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.detail) == (
        "register.saved",
        {"changed": 3, "late": False},
    )


def test_saving_alone_marks_only_who_was_marked(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    save_words(session, meeting, {people[0].id: Word.PRESENT}, by=instructor)

    assert shown(session, meeting) == {people[0].id: "○"}


def test_who_waits_or_is_in_another_run_is_never_marked(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    stranger = make_enrollment(session, make_run(session))
    words = {people[3].id: Word.PRESENT, stranger.id: Word.PRESENT}

    assert save_words(session, meeting, words, by=instructor).changed == 0
    assert shown(session, meeting) == {}


def test_minutes_are_judged_by_the_figures_in_force(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    first, second, third = (p.id for p in people[:3])
    few = save_words(
        session, meeting, {first: Word.LATE}, by=instructor, late_minutes=9
    )
    late = save_words(
        session, meeting, {second: Word.LATE}, by=instructor, late_minutes=10
    )
    much = save_words(
        session, meeting, {third: Word.LATE}, by=instructor, late_minutes=91
    )

    assert shown(session, meeting) == {first: "○", second: "△", third: "×"}
    assert (few.softened, late.softened, much.absent) == (1, 0, 1)
    mark = queries.marks_of_meeting(session, meeting.id)[third]
    assert (mark.presence, mark.late, mark.late_minutes) == (Presence.ABSENT, False, 91)


def test_each_change_is_kept_with_before_and_after(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    who = people[0].id
    save_words(session, meeting, {who: Word.ABSENT}, by=instructor)
    later = DAY + timedelta(minutes=9)
    save_words(session, meeting, {who: Word.LATE}, by=instructor, seen=1, now=later)

    newest, first = queries.history_of(session, who)

    assert (first.before, first.after, first.at) == (None, {"presence": "absent"}, DAY)
    assert newest.before == {"presence": "absent"}
    assert newest.after == {"presence": "present", "late": True}
    assert (newest.account_id, newest.version, newest.at) == (instructor.id, 2, later)
    assert session.scalars(select(Mark)).one().version == 2


def test_saving_the_same_again_writes_nothing(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    words = {people[0].id: Word.PRESENT}
    save_words(session, meeting, words, by=instructor)

    again = save_words(session, meeting, words, by=instructor, seen=1)
    stale = save_words(session, meeting, words, by=instructor, seen=0)

    assert again == stale == Saved(0, 0, 0, ())
    assert len(session.scalars(select(MarkChange)).all()) == 1


def test_a_mark_changed_meanwhile_is_never_overwritten(
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
    instructor: Account,
    coordinator: Account,
) -> None:
    who = people[0].id
    save_words(session, meeting, {who: Word.EXCUSED}, by=coordinator)

    saved = save_words(
        session,
        meeting,
        {who: Word.ABSENT, people[1].id: Word.PRESENT},
        by=instructor,
        seen=0,
    )

    (clash,) = saved.clashes
    assert (clash.enrollment_id, clash.name, clash.at) == (who, "이현주", DAY)
    assert (clash.wanted.symbols, clash.current.symbols) == ("×", "◎")
    assert saved.changed == 1  # the others are saved
    assert shown(session, meeting)[who] == "◎"


def test_having_seen_it_one_may_overwrite(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    who = people[0].id
    save_words(session, meeting, {who: Word.EXCUSED}, by=instructor)

    saved = save_words(session, meeting, {who: Word.ABSENT}, by=instructor, seen=1)

    assert saved.clashes == ()
    assert shown(session, meeting)[who] == "×"


def test_a_line_that_was_not_touched_is_no_clash(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    who = people[0].id
    save_words(session, meeting, {who: Word.PRESENT}, by=instructor)
    save_words(session, meeting, {who: Word.ABSENT}, by=instructor, seen=1)

    saved = save_words(session, meeting, {who: Word.PRESENT}, by=instructor, seen=1)

    assert saved == Saved(0, 0, 0, ())
    assert shown(session, meeting)[who] == "×"


def test_the_rest_leaves_alone_what_somebody_else_marked(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    save_words(session, meeting, {people[0].id: Word.ABSENT}, by=instructor)

    save_words(session, meeting, by=instructor, rest=True)

    assert shown(session, meeting)[people[0].id] == "×"
