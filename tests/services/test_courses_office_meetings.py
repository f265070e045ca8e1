"""Meetings are planned as a whole and changed one by one."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses import changes
from app.courses.holidays_kr import public_holidays
from app.courses.models import CourseRun, Meeting, SyllabusItem
from app.courses.services.meeting_facts import (
    MeetingHasBegun,
    MeetingIsCancelled,
    MeetingsHaveBegun,
    slot_of,
)
from app.courses.services.meetings import (
    MeetingDetails,
    add_meeting,
    cancel_meeting,
    change_meeting,
    hold_meeting_after_all,
    remove_meeting,
)
from app.courses.services.planning import generate_meetings, save_timetable
from app.courses.timetable import MeetingsOverlap, PatternIncomplete, Slot
from app.places.models import School
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.time import MONDAY_TEN as NOW

HOLIDAYS = public_holidays(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def by(coordinator: Account) -> int:
    return coordinator.id


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), published_at=None)


@pytest.fixture
def published(session: Session, school: School) -> CourseRun:
    run = make_run(session, make_course(session, school))
    make_meetings(session, run, 7)
    return run


def at(on: date, begins: int = 14, finishes: int = 17) -> MeetingDetails:
    return MeetingDetails(Slot(on, time(begins), time(finishes)))


def all_meetings(session: Session, run: CourseRun) -> list[Meeting]:
    return list(
        session.scalars(
            select(Meeting).where(Meeting.run_id == run.id).order_by(Meeting.starts_at)
        )
    )


def test_classes_take_subjects_from_the_syllabus_and_the_run_follows_them(
    session: Session, draft: CourseRun, by: int
) -> None:
    draft.course.syllabus = [
        SyllabusItem(position=1, title_ko="바느질", tools_ko="바늘", title_en="Sewing"),
        SyllabusItem(position=2, title_ko="재봉틀"),
    ]
    draft.starts_on, draft.meeting_count = date(2026, 4, 28), 3
    draft.ends_on = date(2026, 6, 30)
    session.commit()

    generate_meetings(session, run_id=draft.id, holidays=HOLIDAYS, by=by, now=NOW)
    session.commit()

    meetings = all_meetings(session, draft)
    assert [slot_of(m).on for m in meetings] == [
        date(2026, 4, 28),
        date(2026, 4, 30),
        date(2026, 5, 7),  # 5 May is Children's Day
    ]
    assert [(m.title_ko, m.tools_ko) for m in meetings] == [
        ("바느질", "바늘"),
        ("재봉틀", ""),
        ("", ""),
    ]
    session.refresh(draft)
    assert draft.starts_on == date(2026, 4, 28)
    assert draft.ends_on == date(2026, 5, 7)
    assert (draft.meeting_count, draft.total_minutes) == (3, 3 * 180)


def test_without_a_pattern_nothing_is_planned(
    session: Session, draft: CourseRun, by: int
) -> None:
    draft.begins_at = None
    session.commit()

    with pytest.raises(PatternIncomplete):
        generate_meetings(session, run_id=draft.id, holidays={}, by=by, now=NOW)


def test_a_plan_replaces_the_former_until_classes_begin(
    session: Session, draft: CourseRun, by: int
) -> None:
    make_meetings(session, draft, 7)
    slots = [Slot(date(2026, 3, 10), time(10), time(12))]

    save_timetable(session, run_id=draft.id, slots=slots, by=by, now=NOW)
    session.commit()

    assert [slot_of(m) for m in all_meetings(session, draft)] == slots
    with pytest.raises(MeetingsHaveBegun):
        save_timetable(
            session, run_id=draft.id, slots=slots, by=by, now=NOW + timedelta(days=8)
        )


def test_a_published_run_is_planned_anew_only_when_confirmed(
    session: Session, published: CourseRun, by: int
) -> None:
    slots = [Slot(date(2026, 3, 10), time(10), time(12))]

    with pytest.raises(changes.ConfirmationNeeded):
        save_timetable(session, run_id=published.id, slots=slots, by=by, now=NOW)
    save_timetable(
        session, run_id=published.id, slots=slots, confirmed=True, by=by, now=NOW
    )

    assert len(all_meetings(session, published)) == 1


def test_a_make_up_class_prolongs_the_run(
    session: Session, published: CourseRun, by: int
) -> None:
    with pytest.raises(changes.ConfirmationNeeded):
        add_meeting(
            session, run_id=published.id, details=at(date(2026, 4, 2)), by=by, now=NOW
        )
    add_meeting(
        session,
        run_id=published.id,
        details=at(date(2026, 4, 2)),
        confirmed=True,
        by=by,
        now=NOW,
    )

    assert (published.ends_on, published.meeting_count) == (date(2026, 4, 2), 8)
    assert published.total_minutes == 8 * 180


def test_two_classes_of_a_run_are_never_held_at_once(
    session: Session, published: CourseRun, by: int
) -> None:
    with pytest.raises(MeetingsOverlap):
        add_meeting(
            session,
            run_id=published.id,
            details=at(date(2026, 3, 10), 16, 18),
            confirmed=True,
            by=by,
            now=NOW,
        )


def test_a_cancelled_class_leaves_the_count_and_can_be_held_after_all(
    session: Session, published: CourseRun, by: int
) -> None:
    first = all_meetings(session, published)[0]

    cancel_meeting(session, meeting_id=first.id, reason="강사 사정", by=by, now=NOW)
    assert (published.meeting_count, first.cancel_reason) == (6, "강사 사정")
    with pytest.raises(MeetingIsCancelled):
        cancel_meeting(session, meeting_id=first.id, reason="또", by=by, now=NOW)
    second = all_meetings(session, published)[1]
    with pytest.raises(changes.ReasonNeeded):
        cancel_meeting(session, meeting_id=second.id, reason=" ", by=by, now=NOW)
    hold_meeting_after_all(session, meeting_id=first.id, by=by, now=NOW)

    assert (published.meeting_count, first.cancelled_at) == (7, None)


def test_a_class_moves_only_before_its_day(
    session: Session, published: CourseRun, by: int
) -> None:
    first = all_meetings(session, published)[0]
    there = at(date(2026, 3, 11))

    change_meeting(
        session, meeting_id=first.id, details=there, confirmed=True, by=by, now=NOW
    )
    assert published.starts_on == date(2026, 3, 11)
    with pytest.raises(MeetingHasBegun):
        change_meeting(
            session,
            meeting_id=first.id,
            details=at(date(2026, 3, 13)),
            confirmed=True,
            by=by,
            now=NOW + timedelta(days=9),
        )
    change_meeting(
        session,
        meeting_id=first.id,
        details=MeetingDetails(there.slot, title_ko="새 주제"),
        by=by,
        now=NOW + timedelta(days=9),
    )

    assert first.title_ko == "새 주제"


def test_a_class_whose_day_has_come_is_never_removed(
    session: Session, published: CourseRun, by: int
) -> None:
    first, second, *_rest = all_meetings(session, published)

    with pytest.raises(MeetingHasBegun):
        remove_meeting(
            session,
            meeting_id=first.id,
            confirmed=True,
            by=by,
            now=NOW + timedelta(days=8),
        )
    with pytest.raises(changes.ConfirmationNeeded):
        remove_meeting(session, meeting_id=second.id, confirmed=False, by=by, now=NOW)
    remove_meeting(session, meeting_id=second.id, confirmed=True, by=by, now=NOW)

    assert published.meeting_count == 6


def test_nothing_is_changed_about_the_classes_of_a_cancelled_run(
    session: Session, published: CourseRun, by: int
) -> None:
    published.cancelled_at = NOW
    session.commit()
    first = all_meetings(session, published)[0]

    with pytest.raises(changes.RunIsCancelled):
        cancel_meeting(session, meeting_id=first.id, reason="사정", by=by, now=NOW)
