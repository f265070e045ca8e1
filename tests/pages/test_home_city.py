"""/city: true counts of a year, against the plan, school by school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import services
from app.incubation.stages import Stage
from app.places.models import PlanFigure, PlanTarget, School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.incubation import make_enterprise, make_team
from tests.support.factories.people import make_person, make_school
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def city(pages: Pages, city_officer: Account) -> PageClient:
    return pages(city_officer).in_english()


def counts(page: Page) -> dict[str, list[int]]:
    """By school: runs, people, completions, ventures, enterprises."""
    return {
        text_of(row.select("th")[0]): [int(text_of(td)) for td in row.select("td")]
        for row in page.select("[aria-labelledby=schools] tbody tr")
    }


def whole(page: Page) -> list[int]:
    """Schools, then the same in sum."""
    return [int(text_of(number)) for number in page.select(".goal dd b")]


def goals(page: Page) -> list[str]:
    return [text_of(said) for said in page.select(".goal dd .dim")]


def wanted(session: Session, figure: PlanFigure, year: int, number: int) -> None:
    session.add(PlanTarget(figure=figure, year=year, number=number, source="시"))
    session.commit()


def test_before_the_first_school_it_says_so(city: PageClient) -> None:
    page = city.get("home.city")

    assert page.heading() == "Figures"
    assert "No school yet" in page.words()
    assert page.select("main a[href='/city/plan']")


def test_it_speaks_korean_first(
    pages: Pages, city_officer: Account, session: Session, school: School
) -> None:
    wanted(session, PlanFigure.SCHOOLS, 2026, 4)

    page = pages(city_officer).get("home.city")

    assert page.heading() == "현황"
    assert goals(page)[0] == "목표 4의 25%"


def test_a_school_without_anything_is_folded_at_the_end(
    city: PageClient, school: School
) -> None:
    page = city.get("home.city")

    assert counts(page) == {}
    assert "Geumcheon-gu" in text_of(page.select("[aria-labelledby=schools] dd")[0])
    assert "Jongno-gu" in text_of(page.select("[aria-labelledby=schools] dd")[1])
    assert whole(page) == [1, 0, 0, 0, 0, 0]


def test_runs_count_that_were_published_not_called_off_and_began_this_year(
    city: PageClient, session: Session, school: School
) -> None:
    course = make_course(session, school)
    held, called_off = make_run(session, course), make_run(session, course)
    for year in (2025, 2027):
        make_run(
            session,
            course,
            starts_on=date(year, 6 - (year - 2026) * 5, 1 if year > 2026 else 30),
            ends_on=date(2027, 12, 31),
        )
    make_run(session, course, published_at=None)
    for run in (held, held, called_off):
        make_enrollment(session, run)
    called_off.cancelled_at = MONDAY_TEN
    session.commit()

    assert counts(city.get("home.city"))[school.name_en][:2] == [1, 2]


@pytest.mark.parametrize(
    ("first_day", "year"), [(date(2025, 12, 31), 2025), (date(2026, 1, 1), 2026)]
)
def test_the_year_of_a_run_is_that_of_its_first_day(
    city: PageClient, session: Session, school: School, first_day: date, year: int
) -> None:
    make_run(session, make_course(session, school), starts_on=first_day)

    by_year = {y: counts(city.get("home.city", year=y)) for y in (2025, 2026)}

    assert by_year[year] == {school.name_en: [1, 0, 0, 0, 0]}
    assert len([year for year, found in by_year.items() if found]) == 1


def test_people_count_who_have_a_seat(
    city: PageClient, session: Session, school: School
) -> None:
    run = make_run(session, make_course(session, school), capacity=2)
    first, *_ = [make_enrollment(session, run) for _ in range(4)]
    services.withdraw(
        session,
        enrollment_id=first.id,
        person_id=first.person_id,
        now=MONDAY_TEN + timedelta(hours=1),
    )
    session.commit()

    # The freed seat is offered, and an offer is no seat yet.
    assert counts(city.get("home.city"))[school.name_en][1] == 1


def test_certificates_count_that_are_valid(
    city: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    run = make_finished_run(session, school)
    revoked, _ = (
        make_certificate(session, run, make_person(session), coordinator)
        for _ in range(2)
    )
    revoked.revoked_at, revoked.revoke_reason = ISSUE_DAY, "이름이 틀렸어요"
    session.commit()

    assert counts(city.get("home.city"))[school.name_en] == [1, 2, 1, 0, 0]


def test_ventures_and_enterprises_count_in_the_year_they_began(
    city: PageClient, session: Session, school: School
) -> None:
    midnight = seoul(2026, 1, 1)
    old = make_team(
        session, Stage.OPERATING, school=school, begun_at=midnight - timedelta(hours=1)
    )
    make_team(session, Stage.OPERATING, school=school, begun_at=midnight)
    make_enterprise(session, old, operating_since=date(2026, 1, 1))

    this_year = counts(city.get("home.city"))[school.name_en]
    last_year = counts(city.get("home.city", year=2025))[school.name_en]

    assert this_year[3:] == [1, 1]
    assert last_year[3:] == [1, 0]


def test_each_school_has_its_own_and_all_have_the_sum(
    city: PageClient, session: Session, school: School, other_school: School
) -> None:
    for each, number in ((school, 1), (other_school, 2)):
        run = make_run(session, make_course(session, each))
        for _ in range(number):
            make_enrollment(session, run)

    page = city.get("home.city")

    assert counts(page) == {
        other_school.name_en: [1, 2, 0, 0, 0],
        school.name_en: [1, 1, 0, 0, 0],
    }
    assert whole(page) == [2, 2, 3, 0, 0, 0]


def test_only_the_city_reads_them(
    pages: Pages,
    learner: Account,
    instructor: Account,
    coordinator: Account,
    administrator: Account,
    visitor: PageClient,
) -> None:
    for account in (learner, instructor, coordinator, administrator):
        pages(account).get("home.city", status=403)
    visitor.get("home.city", status=302)


def test_more_schools_take_no_more_statements(
    city: PageClient, session: Session
) -> None:
    for code in ("11545", "11380", "11440", "11200"):
        make_run(session, make_course(session, make_school(session, code)))

    city.get("home.city")
    this_year = len(city.statements)
    city.get("home.city", year=2022)

    # account 2, targets, people by year, schools, five counts, districts
    assert this_year == 11
    assert len(city.statements) == 12  # and who was open then
