"""/me: what comes next, where she stands in each course, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Word
from app.courses.models import CourseRun
from app.enrollment import services
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment, save_words
from tests.support.factories.incubation import make_team
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def hers(pages: Pages, learner: Account) -> PageClient:
    return pages(learner).in_english()


@pytest.fixture
def run(session: Session) -> CourseRun:
    course = make_course(session, name_en="Clothing repair")
    run = make_run(session, course, cohort=3, capacity=1)
    make_meetings(session, run)
    return run


def section(page: Page, name: str) -> str:
    found = page.select(f"section[aria-labelledby={name}]")
    return text_of(found[0]) if found else ""


def places(page: Page) -> list[str]:
    return [text_of(line) for line in page.select("[aria-labelledby=places] li")]


def test_with_nothing_the_page_leads_to_the_courses(hers: PageClient) -> None:
    page = hers.get("home.me")

    assert page.heading() == "김미경, welcome to the school"
    assert "You are not taking a course yet" in section(page, "places")
    assert page.select("[aria-labelledby=places] a[href='/courses']")
    assert section(page, "next") == section(page, "todo") == ""


def test_it_speaks_korean_first(pages: Pages, learner: Account) -> None:
    page = pages(learner).get("home.me")

    assert page.heading() == "김미경 님, 반가워요"
    assert page.html is not None
    assert page.html["lang"] == "ko"


def test_who_waits_sees_her_number_and_no_class(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run)
    place = make_enrollment(session, run, learner.person)

    page = hers.get("home.me")

    assert "Waiting number 1" in places(page)[0]
    assert section(page, "next") == ""
    assert page.select(f"a[href='/me/enrollments/{place.id}']")
    assert not page.select(f"a[href='/me/learning/{place.id}']")


def test_under_way_it_tells_rate_and_absences_left(
    hers: PageClient,
    learner: Account,
    instructor: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    place = make_enrollment(session, run, learner.person)
    save_words(session, run.meetings[0], {place.id: Word.PRESENT}, by=instructor)
    save_words(session, run.meetings[1], {place.id: Word.ABSENT}, by=instructor)
    clock.set(seoul(2026, 3, 13))

    page = hers.get("home.me")

    said = section(page, f"course-{place.id}")
    assert "Rate so far 50%" in said
    assert "0 absences left" in said
    assert len(page.select(".thread li")) == 7
    assert places(page) == []


def test_what_is_completed_says_so_and_shows_its_certificate(
    hers: PageClient,
    learner: Account,
    session: Session,
    school: School,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    course = make_course(session, school, name_en="Mending")
    run = make_finished_run(session, school, course=course, cohort=2)
    certificate = make_certificate(session, run, learner.person, coordinator)
    clock.set(ISSUE_DAY)

    page = hers.get("home.me")

    assert "Completed" in places(page)[0]
    assert certificate.number in section(page, "certificates")
    assert page.select(f"a[href='/me/certificates/{certificate.id}']")


def test_a_revoked_certificate_is_no_completion(
    hers: PageClient,
    learner: Account,
    session: Session,
    school: School,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    run = make_finished_run(session, school)
    certificate = make_certificate(session, run, learner.person, coordinator)
    certificate.revoked_at, certificate.revoke_reason = ISSUE_DAY, "이름이 틀렸어요"
    session.commit()
    clock.set(ISSUE_DAY)

    page = hers.get("home.me")

    assert "Completed" not in page.words()
    assert section(page, f"course-{certificate.enrollment_id}")
    assert "Revoked" in section(page, "certificates")
    assert not page.select("a[href$='.pdf']")


def test_a_run_that_the_school_called_off_says_so_before_and_after_the_worker(
    hers: PageClient, learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run, learner.person)
    run.cancelled_at, run.cancel_reason = MONDAY_TEN, "강사 사정"
    session.commit()

    before = hers.get("home.me")
    services.end_cancelled_run(session, run_id=run.id, now=MONDAY_TEN)
    session.commit()
    after = hers.get("home.me")

    assert "Cancelled by the school" in places(before)[0]
    assert section(before, "next") == ""
    assert "Cancelled by the school" in section(after, "ended")
    assert places(after) == []


def test_what_ended_long_ago_is_no_longer_shown(
    hers: PageClient,
    learner: Account,
    session: Session,
    run: CourseRun,
    clock: FakeClock,
) -> None:
    place = make_enrollment(session, run, learner.person)
    services.withdraw(
        session, enrollment_id=place.id, person_id=learner.person_id, now=MONDAY_TEN
    )
    session.commit()

    soon = hers.get("home.me")
    clock.set(MONDAY_TEN + timedelta(days=200))
    late = hers.get("home.me")

    assert "Clothing repair" in section(soon, "ended")
    assert "Clothing repair" not in late.words()


def test_her_ventures_stand_there_and_nobody_elses_do(
    pages: Pages, session: Session
) -> None:
    team = make_team(session, title="고운손")
    make_team(session, title="남의 팀")

    page = pages(team.lead).in_english().get("home.me")

    assert "고운손" in section(page, "ventures")
    assert "Step 1 of 13: Shape the idea" in section(page, "ventures")
    assert "남의 팀" not in page.words()


def test_nothing_of_another_learner_is_shown(
    hers: PageClient, other_learner: Account, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run, other_learner.person)

    assert places(hers.get("home.me")) == []


def test_a_visitor_signs_in_first_and_comes_back(visitor: PageClient) -> None:
    visitor.get("home.me", status=302)

    assert visitor.last.headers["Location"] == "/login?next=/me"


def test_more_runs_take_no_more_statements(
    hers: PageClient, learner: Account, session: Session
) -> None:
    counts = []
    for number in (1, 4):
        for _ in range(number):
            run = make_run(session)
            run.course.school.courses_a_term = 5
            make_meetings(session, run, 3)
            make_enrollment(session, run, learner.person)
        hers.get("home.me")
        counts.append(len(hers.statements))

    assert counts == [STATEMENTS, STATEMENTS]


STATEMENTS = 22
"""Account 2, certificates, places, standings 3, completions 3, invitations, modules 5,
ventures, positions in lines, the calendar, ended, restrictions, prepared. A venture
adds three."""
