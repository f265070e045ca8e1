"""The coordinator's list and the public register of enterprises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.incubation.stages import Stage
from tests.support.factories.incubation import make_enterprise, make_team
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.pages import PageClient, text_of

Pages = Callable[[Account | None], PageClient]


def test_the_office_sees_what_waits_for_it_first(
    session: Session, pages: Pages
) -> None:
    school = make_school(session)
    waiting = make_team(session, Stage.FILED, founders=1, school=school)
    under_way = make_team(session, Stage.TEAM, founders=1, school=school)
    make_team(session, Stage.TEAM, founders=1, school=make_school(session, "11380"))
    client = pages(make_staff(session, Role.COORDINATOR, school))

    page = client.get("incubation.office")

    titles = [text_of(tag) for tag in page.select("main .list a")]
    assert titles == [waiting.venture.title, under_way.venture.title]
    assert len(page.select(".tag.last")) == 1
    assert len(client.statements) == 4


def test_the_office_list_is_paged(session: Session, pages: Pages) -> None:
    school = make_school(session)
    stages = [Stage.FILED, Stage.TEAM] * 12
    for stage in stages:
        make_team(session, stage, founders=1, school=school)
    client = pages(make_staff(session, Role.COORDINATOR, school))

    first = client.get("incubation.office")
    link = first.select_one("a[rel=next]")
    assert link is not None
    second = client.open(str(link["href"]))

    shown = [
        str(tag["href"])
        for page in (first, second)
        for tag in page.select("main .list a")
    ]
    assert len(shown) == len(set(shown)) == len(stages)
    assert len(client.statements) == 4
    assert second.select("a[rel=next]") == []


@pytest.mark.parametrize("after", ["x", "1.", "9.9999999999999", "-1.2", "1.２"])
def test_an_odd_place_in_the_list_gives_a_page(
    session: Session, pages: Pages, after: str
) -> None:
    client = pages(make_staff(session, Role.COORDINATOR, make_school(session)))

    client.get("incubation.office", after=after)


def test_the_office_list_is_the_coordinators(session: Session, pages: Pages) -> None:
    pages(make_account(session)).get("incubation.office", status=403)


def test_a_mentor_finds_her_schools_ventures(session: Session, pages: Pages) -> None:
    school = make_school(session)
    team = make_team(session, Stage.TEAM, founders=1, school=school)
    mentor = make_staff(session, Role.MENTOR, school)

    page = pages(mentor).get("incubation.ventures")

    assert team.venture.title in page.words()


def test_a_coordinator_is_led_to_her_list(session: Session, pages: Pages) -> None:
    coordinator = make_staff(session, Role.COORDINATOR, make_school(session))

    page = pages(coordinator).get("incubation.ventures")

    assert page.select("main a[href='/office/ventures']")


def test_an_empty_register_says_what_will_stand_here(visitor: PageClient) -> None:
    page = visitor.get("incubation.enterprises")

    assert "아직 문을 연 기업이 없어요" in page.words()


def test_the_register_shows_no_numbers_and_no_address(
    session: Session, visitor: PageClient
) -> None:
    team = make_team(session, Stage.OPERATING, founders=1)
    entry = make_enterprise(session, team, contact="02-000-0002")

    listed = visitor.get("incubation.enterprises")
    page = visitor.get("incubation.enterprise", enterprise_id=entry.id)

    assert entry.name_ko in listed.words()
    assert page.heading() == entry.name_ko
    for word in ("협동조합", "금천구", "도배", "2026년 2월 2일(월)", "02-000-0002"):
        assert word in page.words()
    for secret in ("110111", "987-65", "101호", "김미경"):
        assert secret not in page.words() + listed.words()


def test_the_register_is_filtered_and_paged(
    session: Session, visitor: PageClient
) -> None:
    school = make_school(session)
    for _ in range(21):
        team = make_team(session, Stage.OPERATING, founders=1, school=school)
        make_enterprise(session, team)

    first = visitor.get(
        "incubation.enterprises", district="11545", trade="wallpapering"
    )
    assert len(first.select(".course")) == 20
    assert len(visitor.statements) == 3
    link = first.select_one("a[rel=next]")
    assert link is not None
    second = visitor.open(str(link["href"]))
    assert len(second.select(".course")) == 1
    none = visitor.get("incubation.enterprises", district="11110")
    assert "맞는 기업이 없어요" in none.words()


@pytest.mark.parametrize("after", ["x", "0", "-3", "99999999999999999999"])
def test_an_odd_place_in_the_register_gives_a_page(
    visitor: PageClient, after: str
) -> None:
    visitor.get("incubation.enterprises", after=after, district="'", trade="x")


def test_an_unknown_enterprise_does_not_exist(visitor: PageClient) -> None:
    visitor.get("incubation.enterprise", enterprise_id=987_654, status=404)


def test_the_register_is_read_in_english(session: Session, visitor: PageClient) -> None:
    team = make_team(session, Stage.OPERATING, founders=1)
    entry = make_enterprise(session, team, name_en="Fine Hands Co-operative")

    page = visitor.in_english().get("incubation.enterprise", enterprise_id=entry.id)

    assert page.heading() == "Fine Hands Co-operative"


@pytest.mark.parametrize("odd", ["\x00", "x" * 5000, "없는 곳"])
def test_an_odd_filter_of_the_register_finds_nothing(
    visitor: PageClient, odd: str
) -> None:
    visitor.get("incubation.enterprises", trade=odd)
    visitor.get("incubation.enterprises", district=odd)


@pytest.mark.parametrize("after", ["0", "-1", "2147483648", "9" * 30, "x"])
def test_an_odd_place_in_the_register_gives_its_beginning(
    visitor: PageClient, after: str
) -> None:
    visitor.get("incubation.enterprises", after=after)
