"""Masked until asked for; ten minutes; and what a leaver loses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, Act
from app.accounts.models import Account
from app.accounts.permissions import Role
from tests.support.factories.people import make_account, make_person, make_staff
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, administrator: Account) -> PageClient:
    return pages(administrator)


def test_one_does_not_appear_in_the_log_by_looking_at_oneself(
    office: PageClient, session: Session, administrator: Account
) -> None:
    page = office.get("accounts.person", person_id=administrator.person_id)

    assert page.heading() == "최관리"
    assert not page.select("form[action='/account/reveal']")
    assert session.scalars(select(AccessEntry)).all() == []


def test_a_page_is_shown_whole_for_ten_minutes(
    office: PageClient, session: Session, clock: FakeClock
) -> None:
    person = make_account(session, "김미경", mobile="01012345678").person_id
    other = make_account(session, "박영호").person_id

    def heading(person_id: int) -> str:
        return office.get("accounts.person", person_id=person_id).heading()

    path = office.url("accounts.person", person_id=person)
    masked = heading(person)
    office.post("accounts.reveal", {"next": path, "do": "show"})
    shown = office.open(path)
    elsewhere = heading(other)
    clock.forward(minutes=10)
    later = heading(person)

    acts = session.scalars(select(AccessEntry.act).order_by(AccessEntry.id)).all()
    assert (masked, shown.heading(), elsewhere, later) == (
        "김*경",
        "김미경",
        "박*호",
        "김*경",
    )
    assert "010-1234-5678" in shown.words()
    assert list(acts) == [Act.VIEW, Act.REVEAL, Act.VIEW, Act.VIEW]


def test_a_page_is_hidden_again_by_a_press(
    office: PageClient, session: Session
) -> None:
    path = f"/people/{make_account(session, '김미경').person_id}"
    office.post("accounts.reveal", {"next": path, "do": "show"})

    office.post("accounts.reveal", {"next": path, "do": "hide"})

    assert office.open(path).heading() == "김*경"


@pytest.mark.parametrize("odd", ["https://example.org/", "//x", "", "\\x"])
def test_revealing_leads_to_no_other_site(office: PageClient, odd: str) -> None:
    office.post("accounts.reveal", {"next": odd})

    assert office.last.headers["Location"] == "/account"


def test_the_session_remembers_the_last_pages_only(
    office: PageClient, clock: FakeClock
) -> None:
    for number in range(30):
        clock.forward(seconds=1)
        office.post("accounts.reveal", {"next": f"/people/{number}"})

    with office.client.session_transaction() as cookie:
        assert "/people/9" not in cookie["revealed"]
        assert "/people/10" in cookie["revealed"]
        assert len(cookie["revealed"]) == 20


def test_who_has_left_loses_every_role_and_session_but_not_her_account(
    office: PageClient, pages: Pages, session: Session, coordinator: Account
) -> None:
    make_staff(session, Role.ADMINISTRATOR)
    hers = pages(coordinator)
    hers.get("home.office")

    page = office.post(
        "accounts.end_work", person_id=coordinator.person_id, follow=True
    )

    session.expire_all()
    assert coordinator.roles == frozenset()
    assert coordinator.is_active
    assert "전에 맡았던 역할" in page.words()
    hers.get("home.office", status=302)
    assert "/login" in hers.last.headers["Location"]
    pages(coordinator).get("home.me")


def test_nobody_ends_her_own_work_or_that_of_the_last_administrator(
    office: PageClient, session: Session, administrator: Account
) -> None:
    own = office.post(
        "accounts.end_work", person_id=administrator.person_id, follow=True
    )

    session.expire_all()
    assert own.alerts()
    assert administrator.roles == {Role.ADMINISTRATOR}


def test_a_page_whose_line_cannot_be_written_is_not_shown(
    connection: Connection, session: Session, pages: Pages, administrator: Account
) -> None:
    make_person(session, "홍길동")
    client = pages(administrator)
    connection.execute(text("DROP TABLE access_entries"))

    with pytest.raises(DBAPIError):
        client.get("accounts.people")
