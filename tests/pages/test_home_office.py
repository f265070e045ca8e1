"""/office: what waits for a coordinator, in her own schools only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
from app.attendance.presence import Word
from app.courses.models import Course, CourseRun
from app.incubation.stages import Stage
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    issue,
    make_finished_run,
    make_graduate,
    make_place,
)
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment, save_words
from tests.support.factories.incubation import make_team
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]
PILES = ("unmarked", "ventures", "over", "drafts", "open")


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator).in_english()


@pytest.fixture
def course(session: Session, school: School) -> Course:
    return make_course(session, school, name_en="Clothing repair")


def piles(page: Page) -> dict[str, int]:
    """How many lines each pile shows, the empty ones left out."""
    counts = {n: len(page.select(f"[aria-labelledby={n}] li")) for n in PILES}
    return {name: count for name, count in counts.items() if count}


def heading(page: Page, pile: str) -> str:
    return text_of(page.select(f"h2#{pile}")[0])


def draft(session: Session, course: Course, **more: Any) -> CourseRun:
    return make_run(session, course, open_now=False, published_at=None, **more)


def test_with_nothing_to_do_it_says_how_to_begin(office: PageClient) -> None:
    page = office.get("home.office")

    assert page.heading() == "To do"
    assert "Nothing waits" in page.words()
    assert page.select("nav a[href='/office/import']")
    assert piles(page) == {}


def test_it_speaks_korean_first(pages: Pages, coordinator: Account) -> None:
    assert pages(coordinator).get("home.office").heading() == "할 일"


def test_a_draft_waits_for_its_completion(
    office: PageClient, session: Session, course: Course
) -> None:
    run = draft(session, course)

    page = office.get("home.office")

    assert piles(page) == {"drafts": 1}
    assert heading(page, "drafts") == "1 draft to complete"
    assert page.select(f"main a[href='/office/runs/{run.id}']")


def test_of_many_the_newest_five_are_shown_and_all_are_counted(
    office: PageClient, session: Session, course: Course
) -> None:
    for year in range(2020, 2027):
        draft(session, course, year=year)

    page = office.get("home.office")

    assert heading(page, "drafts") == "7 drafts to complete"
    shown = page.select("[aria-labelledby=drafts] li")
    assert ["2026" in text_of(shown[0]), len(shown)] == [True, 5]


def test_open_runs_tell_seats_the_first_to_close_first(
    office: PageClient, session: Session, course: Course
) -> None:
    late, soon = make_run(session, course), make_run(session, course, capacity=1)
    soon.windows[0].closes_at = seoul(2026, 3, 3)
    session.commit()
    for _ in range(2):
        make_enrollment(session, soon)

    page = office.get("home.office")

    first, second = (text_of(li) for li in page.select("[aria-labelledby=open] li"))
    assert "1 of 1 seats taken · 1 person waiting" in first
    assert "0 of 15 seats taken" in second
    assert page.select(f"main a[href='/office/runs/{late.id}/applicants']")


@pytest.mark.parametrize("instant", [seoul(2026, 2, 28), seoul(2026, 3, 9, 18)])
def test_a_run_is_open_only_within_its_window(
    office: PageClient, session: Session, clock: FakeClock, instant: datetime
) -> None:
    make_run(session)
    clock.set(instant)

    assert piles(office.get("home.office")) == {}


def test_a_class_that_is_over_waits_for_its_marks(
    office: PageClient,
    session: Session,
    course: Course,
    instructor: Account,
    clock: FakeClock,
) -> None:
    run = make_run(session, course)
    meetings = make_meetings(session, run)
    place = make_enrollment(session, run)
    clock.set(seoul(2026, 3, 12, 17))  # two are over
    before = office.get("home.office")
    save_words(session, meetings[0], {place.id: Word.PRESENT}, by=instructor)

    after = office.get("home.office")

    assert heading(before, "unmarked") == "2 registers are not marked"
    assert heading(after, "unmarked") == "1 register is not marked"
    assert after.select(f"main a[href='/teach/meetings/{meetings[1].id}']")
    office.open(f"/teach/meetings/{meetings[1].id}")


def test_a_class_without_people_or_called_off_waits_for_none(
    office: PageClient, session: Session, course: Course, clock: FakeClock
) -> None:
    empty, called_off = make_run(session, course), make_run(session, course)
    make_meetings(session, empty, 1)
    (meeting,) = make_meetings(session, called_off, 1)
    make_enrollment(session, called_off)
    meeting.cancelled_at = MONDAY_TEN
    session.commit()
    clock.set(seoul(2026, 3, 13))

    assert "unmarked" not in piles(office.get("home.office"))


def test_a_run_that_is_over_waits_for_its_certificates(
    office: PageClient,
    session: Session,
    school: School,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    run = make_finished_run(session, school)
    place = make_graduate(session, run, make_person(session))
    clock.set(ISSUE_DAY)
    before = office.get("home.office")
    issue(session, run, coordinator, place)

    after = office.get("home.office")

    assert heading(before, "over") == "1 course is over without certificates"
    assert before.select(f"main a[href='/office/runs/{run.id}/certificates']")
    assert "over" not in piles(after)


def test_on_its_last_day_a_run_is_not_over_yet(
    office: PageClient, session: Session, school: School, clock: FakeClock
) -> None:
    run = make_finished_run(session, school)
    make_place(session, run, make_person(session), present=5)
    assert run.ends_on is not None
    clock.set(seoul(run.ends_on.year, run.ends_on.month, run.ends_on.day, 23, 59))

    assert "over" not in piles(office.get("home.office"))


def test_a_venture_whose_next_step_is_hers_waits(
    office: PageClient, session: Session, school: School
) -> None:
    team = make_team(session, Stage.FILED, school=school)
    make_team(session, Stage.TEAM, school=school)

    page = office.get("home.office")

    assert piles(page)["ventures"] == 1
    assert page.select(f"main a[href='/ventures/{team.venture.id}']")


def everything_waits(session: Session, school: School) -> None:
    course = make_course(session, school, name_en="Not hers")
    draft(session, course)
    make_run(session, course)
    begun = date(2026, 2, 24)
    over = make_run(session, course, open_now=False, starts_on=begun, ends_on=begun)
    make_meetings(session, over, 1)
    make_place(session, over, make_person(session), present=0)
    make_team(session, Stage.FILED, school=school, title="Not hers")


def test_what_waits_in_another_school_is_not_hers(
    office: PageClient,
    pages: Pages,
    session: Session,
    other_school: School,
    other_coordinator: Account,
) -> None:
    everything_waits(session, other_school)

    hers = office.get("home.office")
    theirs = pages(other_coordinator).in_english().get("home.office")

    assert "Not hers" not in hers.words()
    assert piles(hers) == {}
    assert piles(theirs) == dict.fromkeys(PILES, 1)


def test_of_two_schools_she_sees_both(
    office: PageClient, session: Session, coordinator: Account, other_school: School
) -> None:
    everything_waits(session, other_school)
    grant = RoleGrant(
        account_id=coordinator.id,
        role=Role.COORDINATOR,
        school_id=other_school.id,
        granted_at=MONDAY_TEN,
    )
    session.add(grant)
    session.commit()

    page = office.get("home.office")

    assert piles(page) == dict.fromkeys(PILES, 1)
    assert other_school.name_en in text_of(page.select(".head")[0])


def test_without_the_role_the_page_is_closed(
    pages: Pages,
    learner: Account,
    instructor: Account,
    city_officer: Account,
    visitor: PageClient,
) -> None:
    for account in (learner, instructor, city_officer):
        pages(account).get("home.office", status=403)
    visitor.get("home.office", status=302)


def test_however_much_waits_the_statements_stay(
    office: PageClient, session: Session, school: School
) -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            everything_waits(session, school)
        page = office.get("home.office")
        counts.append(len(office.statements))

    assert piles(page) == dict.fromkeys(PILES, 4)
    # account 2, schools, two for each of four piles, ventures
    assert counts == [12, 12]
