"""Taking an application: refusals read out, somebody new, what the lists say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, ConsentText, Person
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_entered
from tests.support.factories.people import make_person
from tests.support.pages import PageClient, text_of
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


def test_what_stands_against_her_can_be_read_out(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    run.required_courses = [make_course(session, name_ko="재봉 기초")]
    run.max_age = 40
    session.commit()
    where: dict[str, Any] = {"run_id": run.id, "person_id": caller.id}

    page = office.get("people.take_down", **where)
    pressed = office.post("people.take_down", BY_PHONE, status=200, **where)

    for words in (page.words(), pressed.words()):
        assert "이렇게 말해 주세요" in words
        assert "만 40세" in words or "40세" in words
        assert "먼저 수료해야 하는 과정이 있어요: 재봉 기초." in words
    assert not page.select("main input[name=channel]")
    assert pressed.alerts()
    assert session.scalars(select(Enrollment)).all() == []


def test_before_the_window_staff_cannot_let_anybody_in_either(
    office: PageClient,
    session: Session,
    run: CourseRun,
    caller: Person,
    clock: FakeClock,
) -> None:
    clock.set(seoul(2026, 2, 28, 10))

    page = office.post(
        "people.take_down", BY_PHONE, status=200, run_id=run.id, person_id=caller.id
    )

    assert "3월 1일(일) 10:00" in page.alerts()[0] + page.words()
    assert session.scalars(select(Enrollment)).all() == []


def test_a_new_person_is_entered_with_consent_and_staff_come_back(
    office: PageClient, session: Session, run: CourseRun, school: School
) -> None:
    nobody = office.get("people.intake", run_id=run.id, q="없는사람")
    (link,) = nobody.select(f"a[href='/office/people/new?run={run.id}']")
    required = session.scalars(select(ConsentText.id).where(ConsentText.required)).all()

    page = office.open(str(link["href"]))
    office.post(
        "people.new",
        {
            "name": "새로운",
            "birth_date": "19590217",
            "mobile": "010-5555-9999",
            "district": "11545",
            "agreed": [str(one) for one in required],
            "how": "phone",
            "told_at": "2026-03-02T09:50",
            "school": str(school.id),
        },
        run=run.id,
    )

    person = session.scalars(select(Person).where(Person.name == "새로운")).one()
    assert page.heading()
    assert office.last.headers["Location"] == (
        f"/office/runs/{run.id}/intake/{person.id}"
    )


def test_the_lists_say_how_somebody_applied(
    office: PageClient, session: Session, run: CourseRun, caller: Person
) -> None:
    office.post("people.take_down", BY_PHONE, run_id=run.id, person_id=caller.id)
    make_enrollment(session, run)
    office.post(
        "people.take_down",
        {"channel": "visit"},
        run_id=run.id,
        person_id=make_entered_twin(session, caller).id,
    )

    seats = office.get("enrollment.applicants", run_id=run.id)
    waiting = office.get("enrollment.waiting", run_id=run.id)

    assert "전화" in [text_of(s) for s in seats.select("tbody .small")]
    ways = [text_of(s) for s in waiting.select("tbody .small")]
    assert [w for w in ways if w in ("전화", "방문", "온라인")] == ["방문"]
    assert seats.select(f"a[href='/office/runs/{run.id}/intake']")


def make_entered_twin(session: Session, person: Person) -> Person:
    """Another one whom the same school entered."""
    return make_person(
        session, "방문자", entered_by_school_id=person.entered_by_school_id
    )
