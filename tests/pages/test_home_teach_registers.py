"""/teach: how far today's register is, registers to finish, courses that are over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.courses.models import CourseRun
from app.enrollment import services
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.enrollment import make_class, save_words
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, instructor: Account) -> CourseRun:
    course = make_course(session, school, name_en="Clothing repair")
    run = make_run(session, course, cohort=3)
    make_meetings(session, run)
    make_instructor(session, run, instructor.person)
    return run


@pytest.fixture
def people(session: Session, run: CourseRun) -> Sequence[Enrollment]:
    return make_class(session, run)


@pytest.fixture
def his(pages: Pages, instructor: Account) -> PageClient:
    return pages(instructor).in_english()


def section(page: Page, name: str) -> str:
    found = page.select(f"[aria-labelledby={name}]")
    return text_of(found[0]) if found else ""


def test_todays_register_tells_how_many_are_marked(
    his: PageClient,
    session: Session,
    run: CourseRun,
    people: Sequence[Enrollment],
    instructor: Account,
    clock: FakeClock,
) -> None:
    meeting = run.meetings[0]
    clock.set(meeting.starts_at)
    save_words(session, meeting, {people[0].id: Word.LATE}, by=instructor)
    begun = his.get("home.teach")
    save_words(session, meeting, by=instructor, rest=True)

    done = his.get("home.teach")

    link = f"a[href='/teach/meetings/{meeting.id}']"
    assert "1 of 3 marked" in section(begun, "today")
    assert begun.select(f"[aria-labelledby=today] {link}.btn-primary")
    assert "3 of 3 marked" in section(done, "today")
    assert "See the register" in section(done, "today")
    assert not done.select(f"{link}.btn-primary")


def test_a_register_with_gaps_waits_and_the_oldest_comes_first(
    his: PageClient,
    session: Session,
    run: CourseRun,
    people: Sequence[Enrollment],
    instructor: Account,
    clock: FakeClock,
) -> None:
    first, second = run.meetings[:2]
    save_words(session, first, {people[0].id: Word.PRESENT}, by=instructor)
    save_words(session, second, by=instructor, rest=True)
    clock.set(seoul(2026, 3, 18))

    page = his.get("home.teach")

    lines = [text_of(tag) for tag in page.select("[aria-labelledby=behind] li")]
    assert page.heading() == "박선영, 2 registers are not finished"
    assert [line.split(" Clothing")[0] for line in lines] == [
        "2 missing Tue 10 Mar",
        "3 missing Tue 17 Mar",
    ]
    main = page.select("main a.btn-primary")
    assert [tag["href"] for tag in main] == [f"/teach/meetings/{first.id}"]


def test_who_left_is_not_missed_in_a_register(
    his: PageClient,
    session: Session,
    run: CourseRun,
    people: Sequence[Enrollment],
    instructor: Account,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    here = {person.id: Word.PRESENT for person in people[:2]}
    save_words(session, run.meetings[0], here, by=instructor)
    services.drop_out(
        session,
        enrollment_id=people[2].id,
        by=coordinator.id,
        reason="이사",
        excused=True,
        now=run.meetings[0].ends_at,
    )
    session.commit()
    clock.set(seoul(2026, 3, 11))

    assert section(his.get("home.teach"), "behind") == ""


def test_after_the_runs_end_only_the_school_corrects(
    his: PageClient,
    run: CourseRun,
    people: Sequence[Enrollment],
    clock: FakeClock,
) -> None:
    assert people
    clock.set(seoul(2026, 4, 1))

    assert section(his.get("home.teach"), "behind") == ""


def test_what_is_under_way_comes_first_and_what_is_over_is_folded(
    his: PageClient,
    session: Session,
    school: School,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    course = make_course(session, school, name_en="Mending")
    over = make_run(
        session, course, cohort=1, starts_on=date(2026, 1, 6), ends_on=date(2026, 2, 3)
    )
    later = make_run(
        session, course, cohort=2, starts_on=date(2026, 5, 5), ends_on=date(2026, 6, 2)
    )
    over.instructors = later.instructors = run.instructors
    session.commit()
    clock.set(seoul(2026, 3, 11))

    page = his.get("home.teach")

    current = page.select("[aria-labelledby=runs] > ul a")
    folded = page.select("[aria-labelledby=runs] details a")
    assert [tag["href"] for tag in current] == [
        f"/teach/runs/{run.id}",
        f"/teach/runs/{later.id}",
    ]
    assert [tag["href"] for tag in folded] == [f"/teach/runs/{over.id}"]


def test_who_teaches_nothing_reads_how_to_begin(his: PageClient) -> None:
    page = his.get("home.teach")

    assert "Your school coordinator will add you to a course." in page.words()
    assert page.select("main a.btn-primary[href='/courses']")
