"""`/office/runs/<id>/intake`: who calls or comes by stands in the same queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.models import Account, Person
from app.courses.models import CourseRun
from app.enrollment.allocation import Channel
from app.enrollment.models import Enrollment
from app.notifications.models import Message
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_entered
from tests.support.factories.people import make_account, make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import FakeClock, seoul

Open = Callable[[Account | None], PageClient]
BY_PHONE = {"channel": "phone"}


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=1)


@pytest.fixture
def office(pages: Open, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def caller(session: Session, school: School, coordinator: Account) -> Person:
    return make_entered(session, school, coordinator)


def found(page: Page) -> list[str]:
    return [text_of(cell) for cell in page.select("tbody th")]


def only_place(session: Session) -> Enrollment:
    return session.scalars(select(Enrollment)).one()


def test_nobody_is_shown_before_she_is_searched_for(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    page = office.get("people.intake", run_id=run.id)

    assert found(page) == []
    assert session.scalars(select(AccessSubject.person_id)).all() == []


def test_she_is_found_masked_by_her_last_digits_and_the_log_says_so(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    page = office.get("people.intake", run_id=run.id, q=(caller.mobile or "")[-4:])

    assert found(page) == ["오*자"]
    entry = session.scalars(select(AccessEntry)).one()
    assert (entry.act, entry.page) == (Act.SEARCH, "people.intake")


def test_a_seat_is_read_out(
    office: PageClient,
    session: Session,
    run: CourseRun,
    caller: Person,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    where: dict[str, Any] = {"run_id": run.id, "person_id": caller.id}
    before = office.get("people.take_down", **where)
    clock.set(seoul(2026, 3, 2, 10, 7))

    page = office.post("people.take_down", BY_PHONE, follow=True, **where)

    place = only_place(session)
    assert (place.channel, place.entered_by) == (Channel.PHONE, coordinator.id)
    assert place.requested_at == seoul(2026, 3, 2, 10, 7)
    assert "맞아요" in before.words()
    assert "자리가 확정됐어요" in page.words() or "자리가 있어요" in page.words()
    assert "전화" in page.words()
    assert "이메일 주소가 없는 분이에요." in page.words()


def test_a_waiting_number_is_read_out(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    for _ in range(3):
        make_enrollment(session, run)

    page = office.post(
        "people.take_down",
        {"channel": "visit"},
        follow=True,
        run_id=run.id,
        person_id=caller.id,
    )

    assert "대기번호는 3번이에요." in page.words()
    assert "앞에 2명이 기다려요." in page.words()


def test_who_has_an_address_is_told_in_writing(
    office: PageClient, session: Session, run: CourseRun, school: School
) -> None:
    account = make_account(session, "고전화")
    make_enrollment(
        session, make_run(session, make_course(session, school)), account.person
    )
    before = len(session.scalars(select(Message)).all())

    page = office.post(
        "people.take_down",
        BY_PHONE,
        follow=True,
        run_id=run.id,
        person_id=account.person_id,
    )

    assert "본인에게 글로도 알려요." in page.words()
    messages = session.scalars(select(Message).order_by(Message.id)).all()
    assert len(messages) == before + 1
    assert messages[-1].person_id == account.person_id


def test_online_and_staff_stand_in_one_queue_by_their_moments(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    make_enrollment(session, run)
    online = make_enrollment(session, run)
    office.post("people.take_down", BY_PHONE, run_id=run.id, person_id=caller.id)
    later = make_enrollment(session, run)

    numbers = {
        place.person_id: place.waiting_no
        for place in session.scalars(
            select(Enrollment).where(Enrollment.waiting_no > 0)
        )
    }

    assert numbers == {online.person_id: 1, caller.id: 2, later.person_id: 3}


def test_pressed_twice_she_has_one_place_and_it_is_shown(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    where: dict[str, Any] = {"run_id": run.id, "person_id": caller.id}
    office.post("people.take_down", BY_PHONE, **where)

    again = office.post("people.take_down", BY_PHONE, status=200, **where)

    place = only_place(session)
    assert "이미 신청한 분이에요." in again.alerts()[0]
    assert again.select(f"a[href='/office/enrollments/{place.id}/taken-down']")


def test_the_way_has_to_be_chosen(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    for data in ({}, {"channel": "online"}, {"channel": "pigeon"}):
        page = office.post(
            "people.take_down", data, status=200, run_id=run.id, person_id=caller.id
        )
        assert page.alerts()

    assert session.scalars(select(Enrollment)).all() == []


def test_strangers_and_people_of_other_schools_are_404(
    pages: Open,
    office: PageClient,
    session: Session,
    run: CourseRun,
    caller: Person,
    other_coordinator: Account,
    learner: Account,
) -> None:
    place = make_enrollment(session, run, caller)
    stranger, nobody = pages(other_coordinator), make_person(session)

    stranger.get("people.intake", run_id=run.id, status=404)
    stranger.get("people.take_down", run_id=run.id, person_id=caller.id, status=404)
    stranger.get("people.taken_down", enrollment_id=place.id, status=404)
    office.get("people.take_down", run_id=run.id, person_id=nobody.id, status=404)
    office.post(
        "people.take_down", BY_PHONE, run_id=run.id, person_id=nobody.id, status=404
    )
    pages(learner).get("people.intake", run_id=run.id, status=403)


def test_many_found_are_paged_with_a_constant_number_of_statements(
    office: PageClient, session: Session, run: CourseRun, school: School
) -> None:
    counts = []
    for number in (2, 35):
        for _ in range(number):
            make_person(session, "신청자", entered_by_school_id=school.id)
        page = office.get("people.intake", run_id=run.id, q="신청")
        counts.append(len(office.statements))
    second = office.open(str(page.select("a[rel=next]")[0]["href"]))

    assert (len(found(page)), len(found(second))) == (30, 7)
    assert counts[0] == counts[1] <= 7


def test_names_can_be_shown(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    reveal(office, "people.intake", run_id=run.id, q="오순자")

    assert found(office.get("people.intake", run_id=run.id, q="오순자")) == ["오순자"]
    assert session.scalars(select(Enrollment)).all() == []
