"""`/office/meetings/<id>/no-shows`: a button each, and one for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.enrollment import make_class, save_words
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import FakeClock

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, instructor: Account) -> CourseRun:
    run = make_run(session, make_course(session, school), capacity=3)
    make_meetings(session, run)
    make_instructor(session, run, instructor.person)
    return run


@pytest.fixture
def people(session: Session, run: CourseRun) -> list[Enrollment]:
    return make_class(session, run, "가영 나영 다영 라영")


@pytest.fixture
def meeting(
    session: Session,
    run: CourseRun,
    people: list[Enrollment],
    instructor: Account,
    clock: FakeClock,
) -> Meeting:
    """Half an hour into the first class; 나영 and 다영 are marked absent."""
    words = (Word.PRESENT, Word.ABSENT, Word.ABSENT)
    marks = {p.id: w for p, w in zip(people, words, strict=False)}
    save_words(session, run.meetings[0], marks, by=instructor)
    clock.set(run.meetings[0].starts_at + timedelta(minutes=30))
    return run.meetings[0]


@pytest.fixture
def office(pages: Open, coordinator: Account, meeting: Meeting) -> PageClient:
    client = pages(coordinator)
    return reveal(client, "attendance.no_shows", meeting_id=meeting.id)


def listed(page: Page) -> list[str]:
    return [text_of(item) for item in page.select("main ul.list li p b")]


def test_the_register_leads_there_for_the_coordinator_only(
    pages: Open, office: PageClient, meeting: Meeting, instructor: Account
) -> None:
    address = f"a[href='/office/meetings/{meeting.id}/no-shows']"

    hers = office.get("attendance.register", meeting_id=meeting.id)
    his = pages(instructor).get("attendance.register", meeting_id=meeting.id)

    assert hers.select(address)
    assert "사유 없이 결석한 분이 2명 있어요." in hers.words()
    assert not his.select(address)


def test_a_later_class_does_not_lead_there(
    office: PageClient,
    session: Session,
    run: CourseRun,
    people: list[Enrollment],
    instructor: Account,
    clock: FakeClock,
) -> None:
    later = run.meetings[1]
    save_words(session, later, {people[0].id: Word.ABSENT}, by=instructor)
    clock.set(later.starts_at)

    page = office.get("attendance.register", meeting_id=later.id)

    assert not page.select("a[href$='no-shows']")


def test_one_seat_is_passed_on(
    office: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    where: dict[str, Any] = {"meeting_id": meeting.id}
    before = office.get("attendance.no_shows", **where)

    after = office.post(
        "attendance.release_no_shows", {"who": str(people[1].id)}, follow=True, **where
    )

    session.expire_all()
    assert (listed(before), listed(after)) == (["나영", "다영"], ["다영"])
    assert "1자리를 넘겼어요. 본인에게 알려요." in after.notes()
    assert people[1].no_show
    assert people[3].status.value in ("offered", "confirmed")
    assert session.scalars(select(Restriction)).one().enrollment_id == people[1].id


def test_with_an_excuse_nothing_follows(
    office: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    office.post(
        "attendance.release_no_shows",
        {"who": str(people[1].id), "excused": "y"},
        meeting_id=meeting.id,
    )

    session.expire_all()
    assert people[1].no_show
    assert session.scalars(select(Restriction)).all() == []


def test_all_seats_are_passed_on_with_one_press_and_pressed_again_it_is_said(
    office: PageClient, session: Session, meeting: Meeting
) -> None:
    where: dict[str, Any] = {"meeting_id": meeting.id}

    page = office.post(
        "attendance.release_no_shows", {"who": "all"}, follow=True, **where
    )
    again = office.post(
        "attendance.release_no_shows", {"who": "all"}, follow=True, **where
    )

    assert "2자리를 넘겼어요. 본인에게 알려요." in page.notes()
    assert "결석으로 표시한 분이 없어요" in page.words()
    assert "자리가 있는 분이 없어요. 바뀐 것은 없어요." in again.notes()
    assert len(session.scalars(select(Restriction)).all()) == 2


@pytest.mark.parametrize("who", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_made_up_person_changes_nothing(
    office: PageClient, session: Session, meeting: Meeting, who: str
) -> None:
    page = office.post(
        "attendance.release_no_shows", {"who": who}, follow=True, meeting_id=meeting.id
    )

    assert listed(page) == ["나영", "다영"]
    assert session.scalars(select(Restriction)).all() == []


def test_who_was_there_is_not_released_by_her_number(
    office: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    office.post(
        "attendance.release_no_shows",
        {"who": str(people[0].id)},
        meeting_id=meeting.id,
    )

    session.expire_all()
    assert people[0].status.value == "confirmed"


def test_after_the_list_has_ended_the_page_says_what_to_do_instead(
    office: PageClient, run: CourseRun, meeting: Meeting, clock: FakeClock
) -> None:
    clock.set(run.meetings[-1].starts_at)

    page = office.get("attendance.no_shows", meeting_id=meeting.id)

    assert "중도포기로 기록해 주세요" in page.notes()[0]
    assert not page.select("main form[action$='no-shows']")


def test_she_reads_why_her_seat_is_gone(
    pages: Open,
    office: PageClient,
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
) -> None:
    office.post("attendance.release_no_shows", {"who": "all"}, meeting_id=meeting.id)
    her = people[1].person
    account = Account(
        person=her, email="hers@example.org", created_at=meeting.starts_at
    )
    session.add(account)
    session.commit()

    page = pages(account).get("enrollment.show", enrollment_id=people[1].id)

    assert "첫 수업에 오지 않아서 기다리던 분에게 자리가 갔어요." in page.words()


def test_strangers_and_instructors_are_kept_out(
    pages: Open,
    meeting: Meeting,
    instructor: Account,
    other_coordinator: Account,
    learner: Account,
) -> None:
    where: dict[str, Any] = {"meeting_id": meeting.id}

    for send in (pages(other_coordinator).get, pages(other_coordinator).post):
        send("attendance.no_shows", status=404, **where)
    for account in (instructor, learner):
        pages(account).get("attendance.no_shows", status=403, **where)
        pages(account).post("attendance.release_no_shows", status=403, **where)


def test_the_page_takes_a_constant_number_of_statements(
    office: PageClient,
    session: Session,
    run: CourseRun,
    meeting: Meeting,
    instructor: Account,
) -> None:
    office.get("attendance.no_shows", meeting_id=meeting.id)
    few = len(office.statements)
    run.capacity = 20
    session.commit()
    more = make_class_late(session, run)
    save_words(session, meeting, {p.id: Word.ABSENT for p in more}, by=instructor)

    page = office.get("attendance.no_shows", meeting_id=meeting.id)

    assert len(listed(page)) == 8
    assert len(office.statements) == few <= 10


def make_class_late(session: Session, run: CourseRun) -> list[Enrollment]:
    """Six more with a seat, the line emptied first."""
    run.waiting_count = 0
    for place in session.scalars(select(Enrollment).where(Enrollment.waiting_no > 0)):
        session.delete(place)
    session.commit()
    return make_class(session, run, "마영 바영 사영 아영 자영 차영")
