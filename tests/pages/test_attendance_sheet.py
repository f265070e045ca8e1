"""`/teach/runs/<id>`: people × meetings, and one person's history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.courses.models import CourseRun, Meeting
from app.enrollment import services as enrollment
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.enrollment import make_class, make_enrollment, save_words
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, instructor: Account) -> CourseRun:
    run = make_run(session, make_course(session, school))
    make_instructor(session, run, instructor.person)
    return run


@pytest.fixture
def meetings(session: Session, run: CourseRun, clock: FakeClock) -> list[Meeting]:
    """Five; it is the morning of the fourth."""
    made = make_meetings(session, run, 5)
    clock.set(seoul(2026, 3, 19, 9))
    return made


@pytest.fixture
def people(
    session: Session, run: CourseRun, meetings: list[Meeting], instructor: Account
) -> list[Enrollment]:
    places = make_class(session, run)
    for number, words in enumerate(("PAP", "LAA", "PPX")):
        given = {p.id: Word(word) for p, word in zip(places, words, strict=True)}
        save_words(session, meetings[number], given, by=instructor)
    return places


@pytest.fixture
def his(pages: Open, instructor: Account) -> PageClient:
    return pages(instructor)


def row(page: Page, name: str) -> list[str]:
    found = [r for r in page.select("tbody tr") if name in r.get_text()]
    return [text_of(cell) for cell in found[0].select("td")]


def test_the_table_shows_marks_rates_and_who_is_out_of_reach(
    his: PageClient, run: CourseRun, people: list[Enrollment]
) -> None:
    page = his.get("attendance.sheet", run_id=run.id)

    assert row(page, "가영")[:4] == ["○", "△", "○", "·"]
    assert row(page, "가영")[5:7] == ["3/5", "100%"]
    assert row(page, "나영")[:3] == ["×", "×", "○"]
    assert row(page, "나영")[5:] == ["1/5", "33.3%", "수료 불가"]
    assert row(page, "다영")[7] == "없음"  # one absent of one allowed
    assert "○ 출석 △ 지각 ▽ 조퇴 ◇ 외출 × 결석 ◎ 공결" in page.words()


def test_the_meter_says_what_it_shows(
    his: PageClient, run: CourseRun, people: list[Enrollment]
) -> None:
    page = his.get("attendance.sheet", run_id=run.id)

    meter = page.select("svg.buttons")[0]
    assert meter["aria-label"] == "1번 가운데 1번 남음"


def test_a_cell_leads_to_the_line_of_that_person_in_that_class(
    his: PageClient,
    run: CourseRun,
    meetings: list[Meeting],
    people: list[Enrollment],
) -> None:
    page = his.get("attendance.sheet", run_id=run.id)

    cell = page.select("tbody td a")[0]
    assert cell["href"] == f"/teach/meetings/{meetings[0].id}#p{people[0].id}"
    assert cell["aria-label"].strip() == "가영 1: 출석"  # type: ignore[union-attr]


def test_a_class_not_held_has_no_number(
    his: PageClient,
    session: Session,
    run: CourseRun,
    meetings: list[Meeting],
    people: list[Enrollment],
) -> None:
    meetings[3].cancelled_at = MONDAY_TEN
    session.commit()

    page = his.get("attendance.sheet", run_id=run.id)

    heads = [text_of(head) for head in page.select("thead th")]
    assert heads[4] == "3/19 휴강"
    assert heads[5] == "4 3/24"
    assert row(page, "가영")[5] == "3/4"


def test_who_dropped_out_keeps_her_line(
    his: PageClient,
    session: Session,
    run: CourseRun,
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    enrollment.drop_out(
        session,
        enrollment_id=people[1].id,
        by=coordinator.id,
        reason="취업",
        excused=True,
        now=seoul(2026, 3, 18),
    )
    session.commit()

    page = his.get("attendance.sheet", run_id=run.id)

    assert "나영 중도포기" in page.words()
    assert row(page, "나영")[:3] == ["×", "×", "○"]


def test_empty_tables_say_why(
    his: PageClient, session: Session, run: CourseRun
) -> None:
    without_classes = his.get("attendance.sheet", run_id=run.id)
    make_meetings(session, run, 2)
    without_people = his.get("attendance.sheet", run_id=run.id)

    assert "아직 수업 일정이 없어요" in without_classes.words()
    assert "이 강좌에는 수강생이 없어요" in without_people.words()


def test_the_history_says_who_when_what_and_why(
    his: PageClient,
    pages: Open,
    run: CourseRun,
    meetings: list[Meeting],
    people: list[Enrollment],
    coordinator: Account,
) -> None:
    who = people[1]
    pages(coordinator).post(
        "attendance.register",
        {f"m-{who.id}": "X", f"v-{who.id}": "1", "reason": "예비군 <훈련>"},
        meeting_id=meetings[0].id,
    )

    page = his.get("attendance.history", run_id=run.id, enrollment_id=who.id)

    newest = [text_of(cell) for cell in page.select("tbody tr")[0].select("th, td")]
    assert newest == [
        "3월 19일(목) 09:00", "3월 10일(화)", "× 결석", "◎ 공결", "이현주",
        "예비군 <훈련>",
    ]  # fmt: skip
    assert len(page.select("tbody tr")) == 4
    assert page.select(".thread li")[0].get_text(strip=True) == "◎1회공결"


def test_a_history_without_marks_says_so(
    his: PageClient, session: Session, run: CourseRun, meetings: list[Meeting]
) -> None:
    place = make_enrollment(session, run)

    page = his.get("attendance.history", run_id=run.id, enrollment_id=place.id)

    assert "아직 표시한 것이 없어요" in page.words()


def test_strangers_find_nothing(
    pages: Open,
    visitor: PageClient,
    session: Session,
    run: CourseRun,
    people: list[Enrollment],
    learner: Account,
    other_coordinator: Account,
) -> None:
    for stranger in (learner, other_coordinator):
        theirs = pages(stranger)
        theirs.get("attendance.sheet", run_id=run.id, status=404)
        theirs.get(
            "attendance.history",
            run_id=run.id,
            enrollment_id=people[0].id,
            status=404,
        )
    visitor.get("attendance.sheet", run_id=run.id, status=302)


def test_somebody_of_another_run_has_no_history_here(
    his: PageClient, session: Session, run: CourseRun
) -> None:
    elsewhere = make_enrollment(session, make_run(session))

    his.get("attendance.history", run_id=run.id, enrollment_id=elsewhere.id, status=404)


def test_the_schools_coordinator_opens_it_too(
    pages: Open, run: CourseRun, people: list[Enrollment], coordinator: Account
) -> None:
    page = pages(coordinator).get("attendance.sheet", run_id=run.id)

    assert page.select(f".crumb a[href='/office/runs/{run.id}']")


def test_the_number_of_statements_does_not_grow_with_the_class(
    his: PageClient, session: Session, run: CourseRun, people: list[Enrollment]
) -> None:
    his.get("attendance.sheet", run_id=run.id)
    few = len(his.statements)
    for i in range(8):
        make_enrollment(session, run, make_person(session, f"이웃{i}"))

    his.get("attendance.sheet", run_id=run.id)

    assert len(his.statements) == few <= 12


def test_the_table_reads_in_english(
    his: PageClient, run: CourseRun, people: list[Enrollment]
) -> None:
    page = his.in_english().get("attendance.sheet", run_id=run.id)

    assert page.heading().startswith("Register of Clothing repair, basic")
    assert row(page, "나영")[7] == "Out of reach"
