"""Two-step sign-in that a school demands, or that an administrator takes away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import factor_queries
from app.accounts.models import Account
from app.places.models import School
from tests.support.factories.accounts import last_message, make_member
from tests.support.factories.factors import code_at, make_factor
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
RECOVERY = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def key_on(page: Page) -> str:
    """The key, as somebody reads it who can't scan the picture."""
    return page.select(".code")[0].get_text().replace(" ", "")


@pytest.fixture
def demanding(session: Session, school: School) -> School:
    school.demands_second_factor = True
    session.commit()
    return school


@pytest.mark.usefixtures("demanding")
def test_staff_without_one_can_do_nothing_but_set_it_up_or_leave(
    pages: Pages, coordinator: Account, clock: FakeClock
) -> None:
    client = pages(coordinator)
    for path in ("/office", "/me", "/account", "/account/second-factor/codes"):
        client.open(path, status=302)
        assert client.last.headers["Location"] == "/account/second-factor"
    page = client.get("accounts.second_factor")

    client.post(
        "accounts.second_factor", {"code": code_at(clock(), key_on(page))}, status=200
    )

    assert any("운영기관" in note or "학교" in note for note in page.notes())
    client.open("/office")
    client.open("/account")


@pytest.mark.usefixtures("demanding")
def test_a_press_of_theirs_does_nothing_either(
    pages: Pages, coordinator: Account, session: Session
) -> None:
    client = pages(coordinator)

    client.client.post("/account/edit", data={"mobile": "01012345678"})
    client.post("accounts.logout")

    session.refresh(coordinator.person)
    assert coordinator.person.mobile != "01012345678"
    client.open("/office", status=302)
    assert client.last.headers["Location"].startswith("/login")


@pytest.mark.usefixtures("demanding")
def test_others_work_on_as_before(
    pages: Pages, learner: Account, other_coordinator: Account
) -> None:
    pages(learner).open("/me")
    pages(other_coordinator).open("/office")


@pytest.mark.usefixtures("demanding")
def test_the_mails_in_the_outbox_are_closed_to_them_too(
    pages: Pages, coordinator: Account, administrator: Account
) -> None:
    for staff in (coordinator, administrator):
        pages(staff).open("/outbox", status=403)


@pytest.mark.usefixtures("demanding")
def test_administrators_need_it_where_one_school_does(
    pages: Pages, administrator: Account
) -> None:
    client = pages(administrator)

    client.open("/people", status=302)

    assert client.last.headers["Location"] == "/account/second-factor"


def test_the_demand_costs_no_statement_of_its_own(
    app: Flask,
    pages: Pages,
    session: Session,
    coordinator: Account,
    demanding: School,
    clock: FakeClock,
) -> None:
    make_factor(session, coordinator, now=clock())
    client = pages(coordinator)
    client.open("/account/edit")
    demanded = len(client.statements)
    demanding.demands_second_factor = False
    session.commit()

    client.open("/account/edit")

    assert len(client.statements) == demanded
    assert sum("second_factors" in one for one in client.statements) == 1


def test_an_administrator_demands_it_and_lets_go_of_it(
    pages: Pages,
    session: Session,
    school: School,
    administrator: Account,
    coordinator: Account,
    clock: FakeClock,
) -> None:
    make_factor(session, administrator, now=clock())
    make_factor(session, coordinator, now=clock())
    client = pages(administrator)

    page = client.post(
        "accounts.demand_second_factor",
        school_id=school.id,
        action="demand",
        follow=True,
    )
    office = pages(coordinator).get("courses_office.school")
    client.post("accounts.demand_second_factor", school_id=school.id, action="release")

    assert "꼭 써야 해요" in page.words()
    assert "2단계 인증 필수" in office.words()
    session.refresh(school)
    assert not school.demands_second_factor


def test_nobody_else_demands_it(
    pages: Pages, session: Session, school: School, coordinator: Account
) -> None:
    pages(coordinator).post(
        "accounts.demand_second_factor",
        school_id=school.id,
        action="demand",
        status=403,
    )
    pages(None).post(
        "accounts.demand_second_factor", school_id=school.id, action="demand"
    )

    session.refresh(school)
    assert not school.demands_second_factor


def test_a_school_that_is_not_there_demands_nothing(
    pages: Pages, administrator: Account
) -> None:
    pages(administrator).post(
        "accounts.demand_second_factor", school_id=999, action="demand", status=404
    )


# Lost, and taken away by an administrator.


def test_an_administrator_turns_off_what_somebody_has_lost(
    pages: Pages,
    session: Session,
    administrator: Account,
    member: Account,
    clock: FakeClock,
) -> None:
    make_factor(session, member, now=clock())
    client = pages(administrator)
    before = client.get("accounts.person", person_id=member.person_id)

    after = client.post(
        "accounts.take_second_factor", person_id=member.person_id, follow=True
    )

    assert "2단계 인증 끄기" in before.words()
    assert "2단계 인증 끄기" not in after.words()
    assert last_message(session).template == "second-factor-taken"


def test_not_her_own_and_not_what_is_not_there(
    pages: Pages,
    session: Session,
    administrator: Account,
    member: Account,
    clock: FakeClock,
) -> None:
    make_factor(session, administrator, now=clock())
    client = pages(administrator)

    own = client.post(
        "accounts.take_second_factor", person_id=administrator.person_id, follow=True
    )
    none = client.post(
        "accounts.take_second_factor", person_id=member.person_id, follow=True
    )

    assert own.alerts()
    assert none.alerts()
    assert factor_queries.factor_of(session, administrator.id) is not None


def test_only_an_administrator_does(
    pages: Pages,
    session: Session,
    coordinator: Account,
    member: Account,
    clock: FakeClock,
) -> None:
    make_factor(session, member, now=clock())

    pages(coordinator).post(
        "accounts.take_second_factor", person_id=member.person_id, status=403
    )

    assert factor_queries.factor_of(session, member.id) is not None
