"""`/teach/meetings/<id>` when it is closed, late, empty, or somebody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
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
from tests.support.factories.enrollment import make_class, make_enrollment
from tests.support.factories.people import make_person, make_school, make_staff
from tests.support.pages import Page, PageClient
from tests.support.time import MONDAY_TEN, FakeClock, seoul

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


def test_the_day_before_it_is_closed_in_words(
    his: PageClient, meeting: Meeting, people: list[Enrollment], clock: FakeClock
) -> None:
    clock.set(seoul(2026, 3, 9, 20))

    page = his.get("attendance.register", meeting_id=meeting.id)
    sent = his.post(
        "attendance.register",
        {f"m-{people[0].id}": "P"},
        meeting_id=meeting.id,
        status=200,
    )

    assert (
        "이 수업은 3월 10일(화)에 있어요. 출석부는 그날부터 쓸 수 있어요."
        in page.notes()
    )
    assert not page.select("fieldset")
    assert "출석부는 그날부터 쓸 수 있어요." in sent.alerts()[0]


def test_the_day_after_a_reason_is_asked_beside_its_field(
    his: PageClient,
    session: Session,
    meeting: Meeting,
    people: list[Enrollment],
    clock: FakeClock,
) -> None:
    who = people[0].id
    clock.set(seoul(2026, 3, 11, 9))

    page = his.post(
        "attendance.register", {f"m-{who}": "X"}, meeting_id=meeting.id, status=200
    )
    his.post(
        "attendance.register",
        {f"m-{who}": "X", "reason": "예비군 훈련"},
        meeting_id=meeting.id,
    )

    assert page.select("#reason-error")
    assert pressed(page) == {f"m-{who}": "X"}
    assert marks(session, meeting) == {who: "◎"}
    assert queries.history_of(session, who)[0].reason == "예비군 훈련"


def test_after_the_run_the_instructor_reads_and_the_school_corrects(
    his: PageClient,
    pages: Open,
    session: Session,
    coordinator: Account,
    meeting: Meeting,
    people: list[Enrollment],
    clock: FakeClock,
) -> None:
    who = people[0].id
    clock.set(seoul(2026, 4, 2))

    page = his.get("attendance.register", meeting_id=meeting.id)
    pages(coordinator).post(
        "attendance.register",
        {f"m-{who}": "X", "reason": "입원 확인서"},
        meeting_id=meeting.id,
    )

    assert not page.select("fieldset")
    assert "가영" in page.words()
    assert marks(session, meeting) == {who: "◎"}


def test_a_class_that_is_not_held_is_only_read(
    his: PageClient, session: Session, meeting: Meeting, people: list[Enrollment]
) -> None:
    meeting.cancelled_at = MONDAY_TEN
    session.commit()

    page = his.get("attendance.register", meeting_id=meeting.id)

    assert page.heading() == "휴강한 수업의 출석부"
    assert "휴강한 수업이라 출석을 표시하지 않아요." in page.notes()


def test_an_empty_class_says_so(his: PageClient, meeting: Meeting) -> None:
    page = his.get("attendance.register", meeting_id=meeting.id)

    assert "자리가 확정된 사람이 여기에 나와요." in page.words()


def test_strangers_find_nothing(
    pages: Open,
    visitor: PageClient,
    session: Session,
    meeting: Meeting,
    learner: Account,
    other_coordinator: Account,
    administrator: Account,
    city_officer: Account,
) -> None:
    for stranger in (learner, other_coordinator, administrator, city_officer):
        theirs = pages(stranger)
        theirs.get("attendance.register", meeting_id=meeting.id, status=404)
        theirs.post("attendance.register", {}, meeting_id=meeting.id, status=404)
    visitor.get("attendance.register", meeting_id=meeting.id, status=302)
    pages(learner).get("attendance.register", meeting_id=999_999, status=404)


def test_another_instructor_and_one_who_left_find_nothing(
    pages: Open,
    his: PageClient,
    session: Session,
    school: School,
    run: CourseRun,
    meeting: Meeting,
) -> None:
    colleague = make_staff(session, Role.INSTRUCTOR, school, "조다른")
    run.instructors[0].ended_at = MONDAY_TEN
    session.commit()

    pages(colleague).get("attendance.register", meeting_id=meeting.id, status=404)
    his.get("attendance.register", meeting_id=meeting.id, status=404)


def test_who_lost_the_role_at_this_school_finds_nothing_whatever_she_has_elsewhere(
    his: PageClient, session: Session, instructor: Account, meeting: Meeting
) -> None:
    (here,) = instructor.grants
    elsewhere = make_school(session, "11380")
    session.add(
        RoleGrant(
            account=instructor,
            role=Role.INSTRUCTOR,
            school_id=elsewhere.id,
            granted_at=MONDAY_TEN,
        )
    )
    here.revoked_at = MONDAY_TEN
    session.commit()

    his.get("attendance.register", meeting_id=meeting.id, status=404)
    his.get("attendance.sheet", run_id=meeting.run_id, status=404)
    assert not his.get("home.teach").select(f"a[href*='/{meeting.run_id}']")


def test_the_number_of_statements_does_not_grow_with_the_class(
    his: PageClient,
    session: Session,
    run: CourseRun,
    meeting: Meeting,
    people: list[Enrollment],
) -> None:
    his.get("attendance.register", meeting_id=meeting.id)
    few = len(his.statements)
    for i in range(8):
        make_enrollment(session, run, make_person(session, f"이웃{i}"))

    his.get("attendance.register", meeting_id=meeting.id)

    assert len(his.statements) == few <= 11


def test_the_register_reads_in_english(
    his: PageClient, meeting: Meeting, people: list[Enrollment]
) -> None:
    page = his.in_english().get("attendance.register", meeting_id=meeting.id)

    assert page.heading() == "Register of class 1"
    assert "Mark the rest present and save" in page.words()
