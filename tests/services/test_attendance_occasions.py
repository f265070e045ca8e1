"""Who may save a register when: refusals that write nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance import queries
from app.attendance.editing import (
    MeetingCancelled,
    ReasonNeeded,
    RegisterClosed,
    RunCalledOff,
    TooEarly,
)
from app.attendance.models import MarkChange
from app.attendance.presence import Word
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import (
    make_class,
    save_words,
    shown,
)
from tests.support.time import MONDAY_TEN, seoul

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


def refused(session: Session, meeting: Meeting, **more: Any) -> type[Exception]:
    people = queries.class_list(session, meeting.run_id)
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - the kind is the answer
        save_words(session, meeting, {people[0].id: Word.PRESENT}, **more)
    assert shown(session, meeting) == {}
    return refusal.type


@pytest.mark.usefixtures("people")
def test_not_before_the_day(
    session: Session, meeting: Meeting, instructor: Account
) -> None:
    kind = refused(session, meeting, by=instructor, now=seoul(2026, 3, 9, 23, 59))

    assert kind is TooEarly


@pytest.mark.usefixtures("people")
def test_after_the_day_only_with_a_reason_which_is_kept(
    session: Session, meeting: Meeting, people: list[Enrollment], instructor: Account
) -> None:
    next_day = seoul(2026, 3, 11, 0, 0)

    kind = refused(session, meeting, by=instructor, now=next_day)
    save_words(
        session,
        meeting,
        {people[0].id: Word.EXCUSED},
        by=instructor,
        now=next_day,
        reason=" 예비군 훈련 ",
    )

    assert kind is ReasonNeeded
    assert session.scalars(select(MarkChange)).one().reason == "예비군 훈련"


@pytest.mark.usefixtures("people")
def test_after_the_run_only_the_school_corrects(
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
    instructor: Account,
    coordinator: Account,
) -> None:
    after = seoul(2026, 4, 1)

    kind = refused(session, meeting, by=instructor, now=after, reason="확인서")
    save_words(
        session,
        meeting,
        {people[0].id: Word.EXCUSED},
        by=coordinator,
        corrects=True,
        now=after,
        reason="입원 확인서",
    )

    assert kind is RegisterClosed
    assert shown(session, meeting) == {people[0].id: "◎"}


@pytest.mark.usefixtures("people")
def test_nobody_is_marked_in_a_class_or_run_called_off(
    session: Session, run: CourseRun, meeting: Meeting, instructor: Account
) -> None:
    meeting.cancelled_at = MONDAY_TEN
    session.commit()
    class_off = refused(session, meeting, by=instructor)
    run.cancelled_at = MONDAY_TEN
    session.commit()

    assert class_off is MeetingCancelled
    assert refused(session, meeting, by=instructor) is RunCalledOff
