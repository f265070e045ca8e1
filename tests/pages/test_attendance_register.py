"""`/teach/meetings/<id>`: the register of one class."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance import queries
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.enrollment import make_class
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import FakeClock, seoul

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, instructor: Account) -> CourseRun:
    run = make_run(session, make_course(session, school))
    make_instructor(session, run, instructor.person)
    return run


@pytest.fixture
def meeting(session: Session, run: CourseRun, clock: FakeClock) -> Meeting:
    """The first of five, and it is its day."""
    first = make_meetings(session, run, 5)[0]
    clock.set(seoul(2026, 3, 10, 14, 5))
    return first


@pytest.fixture
def people(session: Session, run: CourseRun, meeting: Meeting) -> list[Enrollment]:
    return make_class(session, run)


@pytest.fixture
def his(pages: Open, instructor: Account) -> PageClient:
    return pages(instructor)


def marks(session: Session, meeting: Meeting) -> dict[int, str]:
    session.expire_all()
    found = queries.marks_of_meeting(session, meeting.id)
    return {i: mark.as_marked().symbols for i, mark in found.items()}


def pressed(page: Page) -> dict[str, str]:
    """The radio pressed for each person."""
    found = page.select("input[type=radio][checked]")
    return {str(radio["name"]): str(radio["value"]) for radio in found}


def test_every_person_has_six_marks_and_nothing_is_pressed(
    his: PageClient, meeting: Meeting, people: list[Enrollment]
) -> None:
    page = his.get("attendance.register", meeting_id=meeting.id)

    assert page.heading() == "1회차 출석부"
    first = page.select("fieldset")[0]
    assert [text_of(label) for label in first.select(".marks label")] == [
        "○ 출석", "△ 지각", "▽ 조퇴", "◇ 외출", "× 결석", "◎ 공결"
    ]  # fmt: skip
    assert pressed(page) == {}
    assert "3명 중 0명" in page.words()


def test_all_present_but_one_in_two_presses(
    his: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    absent = people[1].id

    page = his.post(
        "attendance.register",
        {f"m-{absent}": "A", "do": "rest"},
        meeting_id=meeting.id,
        follow=True,
    )

    assert marks(session, meeting) == {
        people[0].id: "○", absent: "×", people[2].id: "○"
    }  # fmt: skip
    assert "3명의 출석을 저장했어요." in page.notes()
    assert pressed(page)[f"m-{absent}"] == "A"
    assert "나머지는 출석으로 저장하기" not in page.words()  # nobody is left to fill


def test_saving_marks_only_who_was_pressed(
    his: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    his.post(
        "attendance.register",
        {f"m-{people[0].id}": "L", f"late-{people[0].id}": "25", "do": "save"},
        meeting_id=meeting.id,
    )

    assert marks(session, meeting) == {people[0].id: "△"}
    page = his.get("attendance.register", meeting_id=meeting.id)
    assert page.value(f"late-{people[0].id}") == "25"


def test_pressing_enter_saves_and_does_not_mark_the_rest(
    his: PageClient, meeting: Meeting, people: list[Enrollment]
) -> None:
    page = his.get("attendance.register", meeting_id=meeting.id)

    first = page.select("main form button")[0]  # the one that Enter presses
    assert first["value"] == "save"


def test_minutes_that_decide_otherwise_are_said(
    his: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    first, second = people[0].id, people[1].id

    page = his.post(
        "attendance.register",
        {
            f"m-{first}": "L",
            f"late-{first}": "5",
            f"m-{second}": "E",
            f"early-{second}": "120",
        },
        meeting_id=meeting.id,
        follow=True,
    )

    assert marks(session, meeting) == {first: "○", second: "×"}
    notes = " ".join(page.notes())
    assert "1명은 출석으로 처리했어요." in notes
    assert "1명은 결석으로 처리했어요." in notes


@pytest.mark.parametrize("typed", ["abc", "-5", "1.5", "181", "9" * 400, "１２"])
def test_minutes_that_are_none_are_said_beside_the_person_and_kept(
    his: PageClient,
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
    typed: str,
) -> None:
    who = people[0].id

    page = his.post(
        "attendance.register",
        {f"m-{who}": "L", f"late-{who}": typed, f"m-{people[1].id}": "A"},
        meeting_id=meeting.id,
        status=200,
    )

    assert "가영: 1부터" in page.alerts()[0]
    assert page.select(f"#e{who}.err")
    assert page.value(f"late-{who}") == typed[:10]
    assert pressed(page) == {f"m-{who}": "L", f"m-{people[1].id}": "A"}
    assert marks(session, meeting) == {}


def test_nonsense_in_the_form_is_no_error(
    his: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    who = people[0].id
    nonsense = {f"m-{who}": "Z", f"v-{who}": "x", "m-99": "A", "do": "\x00"}

    his.post("attendance.register", nonsense, meeting_id=meeting.id)

    assert marks(session, meeting) == {}


def test_what_somebody_else_changed_is_shown_and_not_overwritten(
    his: PageClient,
    pages: Open,
    session: Session,
    coordinator: Account,
    meeting: Meeting,
    people: list[Enrollment],
) -> None:
    who = people[0].id
    his.get("attendance.register", meeting_id=meeting.id)
    pages(coordinator).post(
        "attendance.register", {f"m-{who}": "X"}, meeting_id=meeting.id
    )

    page = his.post(
        "attendance.register",
        {f"m-{who}": "A", f"v-{who}": "0", f"m-{people[1].id}": "P"},
        meeting_id=meeting.id,
        status=200,
    )

    assert marks(session, meeting) == {who: "◎", people[1].id: "○"}
    assert "이현주 님이 가영 님의 출석을 바꿨어요." in page.alerts()[0]
    assert "◎ 공결" in page.words()
    assert pressed(page)[f"m-{who}"] == "A"  # hers is pressed, to be saved knowingly

    version = page.value(f"v-{who}")
    his.post(
        "attendance.register",
        {f"m-{who}": "A", f"v-{who}": version},
        meeting_id=meeting.id,
    )
    assert marks(session, meeting)[who] == "×"
