"""An administrator gives and takes roles, and closes accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from tests.support.factories.accounts import make_member
from tests.support.factories.people import (
    make_account,
    make_person,
    make_school,
    make_staff,
)
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def admin(session: Session) -> Account:
    return make_staff(session, Role.ADMINISTRATOR, name="최은정")


@pytest.fixture
def office(pages: Pages, admin: Account) -> PageClient:
    return pages(admin)


def test_a_role_is_given_and_taken(office: PageClient, session: Session) -> None:
    school = make_school(session, name_ko="금천구 주민기술학교")
    account = make_account(session, "이현주")

    given = office.post(
        "accounts.person",
        {"role": "coordinator", "school": str(school.id)},
        person_id=account.person_id,
        follow=True,
    )
    session.expire_all()
    held = account.school_ids(Role.COORDINATOR)
    taken = office.post(
        "accounts.take_role",
        person_id=account.person_id,
        grant_id=account.grants[0].id,
        follow=True,
    )
    session.expire_all()

    assert "역할을 주었어요." in given.notes()
    assert "학교 담당자 · 금천구 주민기술학교" in given.words()
    assert held == {school.id}
    assert "역할을 해제했어요." in taken.notes()
    assert "전에 맡았던 역할" in taken.words()
    assert account.roles == frozenset()


@pytest.mark.parametrize(
    ("role", "with_school", "words"),
    [
        ("coordinator", False, "이 역할을 맡을 학교를 골라 주세요."),
        ("city", True, "학교는 비워 두세요."),
        ("mentor", True, "이미 맡고 있는 역할이에요."),
    ],
)
def test_what_cannot_be_given_is_said_beside_its_field(
    office: PageClient, session: Session, role: str, with_school: bool, words: str
) -> None:
    school = make_school(session)
    account = make_staff(session, Role.MENTOR, school)

    page = office.post(
        "accounts.person",
        {"role": role, "school": str(school.id if with_school else 0)},
        person_id=account.person_id,
        status=200,
    )

    assert any(words in alert for alert in page.alerts())


@pytest.mark.parametrize(
    "typed",
    [
        {"role": "king", "school": "0"},
        {"role": "learner", "school": "0"},
        {"role": "mentor", "school": "99999"},
        {"role": "mentor", "school": "abc"},
        {},
    ],
)
def test_nonsense_is_refused(
    office: PageClient, session: Session, typed: dict[str, str]
) -> None:
    account = make_account(session)

    page = office.post(
        "accounts.person", typed, person_id=account.person_id, status=200
    )

    session.expire_all()
    assert page.alerts()
    assert account.roles == frozenset()


def test_nobody_raises_herself(
    office: PageClient, admin: Account, session: Session
) -> None:
    page = office.post(
        "accounts.person",
        {"role": "city", "school": "0"},
        person_id=admin.person_id,
        status=200,
    )

    session.expire_all()
    assert "이 역할 주기" not in page.words()
    assert admin.roles == {Role.ADMINISTRATOR}


def test_the_last_administrator_stays(
    office: PageClient, admin: Account, session: Session
) -> None:
    page = office.post(
        "accounts.take_role",
        person_id=admin.person_id,
        grant_id=admin.grants[0].id,
        follow=True,
    )

    assert "하나뿐인 관리자예요." in page.alerts()[0]


def test_an_administrator_may_leave_when_there_is_another(
    office: PageClient, admin: Account, session: Session
) -> None:
    make_staff(session, Role.ADMINISTRATOR)

    office.post(
        "accounts.take_role",
        person_id=admin.person_id,
        grant_id=admin.grants[0].id,
        follow=True,
    )

    office.get("accounts.people", status=403)


def test_a_role_of_another_person_is_not_taken_by_its_number(
    office: PageClient, session: Session
) -> None:
    account, other = make_account(session), make_staff(session, Role.CITY)

    office.post(
        "accounts.take_role",
        person_id=account.person_id,
        grant_id=other.grants[0].id,
        status=404,
    )

    session.expire_all()
    assert other.roles == {Role.CITY}


def test_an_account_is_closed_and_opened(
    office: PageClient, pages: Pages, session: Session
) -> None:
    account = make_member(session)
    hers = pages(account)

    closed = office.post(
        "accounts.change_account",
        person_id=account.person_id,
        action="close",
        follow=True,
    )
    hers.get("accounts.me", status=302)
    opened = office.post(
        "accounts.change_account",
        person_id=account.person_id,
        action="reopen",
        follow=True,
    )

    assert "닫힌 계정" in closed.words()
    assert "로그인할 수 있음" in opened.words()


def test_nobody_closes_her_own_account(office: PageClient, admin: Account) -> None:
    page = office.post(
        "accounts.change_account",
        person_id=admin.person_id,
        action="close",
        follow=True,
    )

    assert "내 계정에는 할 수 없어요." in page.alerts()[0]


def test_a_person_without_account_has_nothing_to_give(
    office: PageClient, session: Session
) -> None:
    person = make_person(session, "박영호")

    page = office.get("accounts.person", person_id=person.id)

    assert "아직 계정이 없어서" in page.words()
    office.post(
        "accounts.person",
        {"role": "city", "school": "0"},
        person_id=person.id,
        status=404,
    )
    office.post(
        "accounts.change_account", person_id=person.id, action="close", status=404
    )
    office.get("accounts.person", person_id=99999, status=404)
