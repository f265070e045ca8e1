"""An administrator's pages: people and schools."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.places import queries as places
from app.places.models import School
from tests.support.factories.people import (
    make_account,
    make_person,
    make_school,
    make_staff,
)
from tests.support.pages import PageClient
from tests.support.revealing import reveal

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def admin(session: Session) -> Account:
    return make_staff(session, Role.ADMINISTRATOR, name="최은정")


@pytest.fixture
def office(pages: Pages, admin: Account) -> PageClient:
    return pages(admin)


@pytest.mark.parametrize(
    "role", [None, Role.INSTRUCTOR, Role.MENTOR, Role.COORDINATOR, Role.CITY]
)
def test_nobody_else_opens_them(
    pages: Pages, session: Session, role: Role | None
) -> None:
    school = make_school(session)
    account = make_staff(session, role, school) if role else make_account(session)
    client = pages(account)

    client.get("accounts.people", status=403)
    client.get("accounts.person", person_id=account.person_id, status=403)
    client.get("accounts.schools", status=403)
    client.post(
        "accounts.person",
        {"role": "administrator", "school": "0"},
        person_id=account.person_id,
        status=403,
    )


def test_a_visitor_is_asked_to_sign_in(visitor: PageClient) -> None:
    visitor.get("accounts.people", status=302)

    assert visitor.last.headers["Location"] == "/login?next=/people"


def test_people_are_listed_with_what_is_personal_masked(
    office: PageClient, session: Session
) -> None:
    make_account(session, "김미경", mobile="01012345678", email="kim@example.org")
    make_person(session, "박영호")

    page = office.get("accounts.people")

    assert "김*경" in page.words()
    assert "김미경" not in page.words()
    assert "k***@example.org" in page.words()
    assert "010-****-5678" in page.words()
    assert "01012345678" not in page.words()
    assert "1968. **. **." in page.words()
    assert "박*호" in page.words()
    assert "계정 없음" in page.words()


@pytest.mark.parametrize("sought", ["미경", "KIM@ex", " 김미경 "])
def test_people_are_found_by_name_or_address(
    office: PageClient, session: Session, sought: str
) -> None:
    make_account(session, "김미경", email="kim@example.org")
    make_account(session, "박영호", email="park@example.org")

    reveal(office, "accounts.people")
    page = office.get("accounts.people", q=sought)

    assert "김미경" in page.words()
    assert "박영호" not in page.words()


@pytest.mark.parametrize("sought", ["%", "_", "없는사람", "' OR 1=1"])
def test_signs_of_the_query_language_find_nobody(
    office: PageClient, sought: str
) -> None:
    page = office.get("accounts.people", q=sought)

    assert "찾는 사람이 없어요" in page.words()


def test_the_list_goes_on_and_costs_the_same_statements(
    office: PageClient, session: Session
) -> None:
    school = make_school(session)
    make_person(session, "박영호")
    office.get("accounts.people")
    few = len(office.statements)
    for number in range(40):
        make_staff(session, Role.MENTOR, school, name=f"사람{chr(0xAC00 + number)}")

    first = office.get("accounts.people")
    many = len(office.statements)
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    shown = [
        {str(link["href"]) for link in page.select("th a")} for page in (first, second)
    ]
    assert many == few == 6
    assert len(shown[0]) == 30
    assert len(shown[1]) == 12
    assert not shown[0] & shown[1]
    assert not second.select("a[rel=next]")


def test_a_page_after_nonsense_is_the_first(office: PageClient) -> None:
    page = office.open("/people?after=abc&q=")

    assert "최은정" in page.words()


def test_a_districts_school_is_opened_once(
    office: PageClient, session: Session
) -> None:
    page = office.post("accounts.schools", {"district": "11545"}, follow=True)
    again = office.post("accounts.schools", {"district": "11545"}, status=200)

    assert "금천구 주민기술학교" in page.words()
    assert again.alerts()
    assert len(session.scalars(select(School)).all()) == 1
    assert places.school_of_district(session, "11545") is not None


def test_an_unknown_district_gets_no_school(
    office: PageClient, session: Session
) -> None:
    for district in ("99999", "", "' OR 1=1"):
        page = office.post("accounts.schools", {"district": district}, status=200)
        assert page.alerts()

    assert session.scalars(select(School)).all() == []


@pytest.mark.parametrize(
    "odd", ["after=2147483648", f"after={'9' * 30}", "after=-1", "q=%00"]
)
def test_an_odd_question_is_no_fault(office: PageClient, odd: str) -> None:
    page = office.open(f"/people?{odd}")

    assert "최은정" in page.words()
