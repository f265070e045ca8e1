"""/city: which years are offered, and each against its targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.places.models import PlanFigure, PlanTarget, School
from tests.support.factories.certificates import (
    make_operator,
)
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_school
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN

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


def test_of_an_earlier_year_the_schools_count_that_were_there_by_its_end(
    city: PageClient, session: Session
) -> None:
    operated, held, new = (
        make_school(session, code) for code in ("11545", "11380", "11440")
    )
    make_operator(session, operated, since=date(2021, 12, 31))
    make_operator(session, new, since=date(2022, 1, 1))
    make_run(session, make_course(session, held), starts_on=date(2021, 5, 3))

    in_2021 = city.get("home.city", year=2021)

    assert whole(in_2021)[0] == 2
    assert whole(city.get("home.city"))[0] == 3


def test_the_plan_of_2022_wanted_ten_schools(city: PageClient, school: School) -> None:
    make_2022 = city.get("home.city", year=2022)
    now = city.get("home.city")

    assert goals(make_2022)[0] == "0% of the target of 10"
    assert make_2022.select("progress[max='10'][value='0']")
    assert set(goals(now)) == {"no target for this year"}
    assert now.select("progress") == []


def test_more_than_was_wanted_fills_the_bar_and_says_so(
    city: PageClient, session: Session, school: School
) -> None:
    wanted(session, PlanFigure.RUNS, 2026, 2)
    course = make_course(session, school)
    for _ in range(3):
        make_run(session, course)

    page = city.get("home.city")

    assert goals(page)[1] == "150% of the target of 2"
    assert page.select("progress[max='2'][value='2']")


@pytest.mark.parametrize("odd", ["1999", "2999", "x", "", "99999999999999999999"])
def test_a_year_that_is_not_offered_shows_this_one(
    city: PageClient, school: School, odd: str
) -> None:
    page = city.open(f"/city?year={odd}")

    assert page.value("year") == "2026"


def test_years_are_offered_from_the_first_run_to_what_is_planned(
    city: PageClient, session: Session, school: School
) -> None:
    run = make_run(session, make_course(session, school), starts_on=date(2020, 9, 1))
    run.windows[0].opens_at = MONDAY_TEN - timedelta(days=1)
    make_enrollment(session, run)
    wanted(session, PlanFigure.RUNS, 2027, 30)

    page = city.get("home.city")

    offered = [str(o["value"]) for o in page.select("#year option")]
    assert offered == [str(year) for year in range(2027, 2019, -1)]
    chart = [text_of(td) for td in page.select("[aria-labelledby=years] tbody td")]
    assert chart == ["0"] * 6
    earlier = city.get("home.city", year=2020)
    drawn = [text_of(row) for row in earlier.select("[aria-labelledby=years] tbody tr")]
    assert drawn[-1] == "2020 1"
