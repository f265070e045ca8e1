"""/city: true counts, school by school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import services
from app.incubation.stages import Stage
from app.places.models import School
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
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def city(pages: Pages, city_officer: Account) -> PageClient:
    return pages(city_officer).in_english()


def counts(page: Page) -> dict[str, list[int]]:
    """By school: runs, places, certificates, ventures, enterprises."""
    return {
        text_of(row.select("th")[0]): [int(text_of(td)) for td in row.select("td")]
        for row in page.select("tbody tr")
    }


def whole(page: Page) -> list[int]:
    return [int(text_of(number)) for number in page.select(".figs dd")]


def test_before_the_first_school_it_says_so(city: PageClient) -> None:
    page = city.get("home.city")

    assert page.heading() == "Figures"
    assert "No school yet" in page.words()
    assert counts(page) == {}


def test_it_speaks_korean_first(
    pages: Pages, city_officer: Account, school: School
) -> None:
    page = pages(city_officer).get("home.city")

    assert page.heading() == "현황"
    assert list(counts(page)) == [school.name_ko]


def test_a_school_without_anything_counts_nothing(
    city: PageClient, school: School
) -> None:
    page = city.get("home.city")

    assert counts(page) == {school.name_en: [0, 0, 0, 0, 0]}
    assert whole(page) == [1, 0, 0, 0, 0, 0]


def test_runs_are_counted_that_were_published_and_not_called_off(
    city: PageClient, session: Session, school: School
) -> None:
    course = make_course(session, school)
    held = make_run(session, course)
    called_off = make_run(session, course)
    make_run(session, course, published_at=None)
    for run in (held, held, called_off):
        make_enrollment(session, run)
    called_off.cancelled_at = MONDAY_TEN
    session.commit()

    assert counts(city.get("home.city"))[school.name_en][:2] == [1, 2]


def test_people_are_counted_who_have_a_place(
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

    assert counts(city.get("home.city"))[school.name_en][1] == 2


def test_certificates_are_counted_that_are_valid(
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


def test_each_school_has_its_own_and_all_have_the_sum(
    city: PageClient, session: Session, school: School, other_school: School
) -> None:
    for each, number in ((school, 1), (other_school, 2)):
        for _ in range(number):
            make_run(session, make_course(session, each))
            team = make_team(session, Stage.OPERATING, school=each)
        make_enterprise(session, team)

    page = city.get("home.city")

    # Each team has a certificate, which rests on a run and a place of its own.
    assert counts(page) == {
        other_school.name_en: [4, 2, 2, 2, 1],
        school.name_en: [2, 1, 1, 1, 1],
    }
    assert whole(page) == [2, 6, 3, 3, 3, 2]


def test_only_the_city_reads_them(
    pages: Pages,
    learner: Account,
    instructor: Account,
    coordinator: Account,
    visitor: PageClient,
) -> None:
    for account in (learner, instructor, coordinator):
        pages(account).get("home.city", status=403)
    visitor.get("home.city", status=302)


def test_more_schools_take_no_more_statements(
    city: PageClient, session: Session
) -> None:
    for code in ("11545", "11380", "11440", "11200"):
        make_run(session, make_course(session, make_school(session, code)))

    city.get("home.city")

    # account 2, five counts, schools
    assert len(city.statements) == 8
