"""An administrator reviews a month; a person sees who looked at her data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import access_keeping as keeping
from app.access_log import AccessEntry, AccessSeal, AccessSubject, Act
from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
from tests.support.factories.access import a_line
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, seoul

Pages = Callable[[Account | None], PageClient]
FEBRUARY = seoul(2026, 2, 10, 11)


@pytest.fixture
def office(pages: Pages, administrator: Account) -> PageClient:
    return pages(administrator)


@pytest.fixture
def february(session: Session, coordinator: Account) -> str:
    """Three looks of the coordinator, one of them by night, and an export; sealed."""
    who = coordinator.id
    a_line(session, FEBRUARY, 1, account_id=who)
    a_line(session, seoul(2026, 2, 10, 6, 59), 1, 2, account_id=who)
    a_line(session, seoul(2026, 2, 10, 7), 2, account_id=who, act=Act.SEARCH)
    why = {"act": Act.EXPORT, "reason": "구청에 낼 자료"}
    a_line(session, seoul(2026, 2, 10, 22), 3, account_id=who, **why)
    a_line(session, seoul(2026, 2, 10, 21, 59), 3, account_id=0)
    keeping.seal_next(session, now=MONDAY_TEN)
    session.commit()
    return "2026-02"


def facts(page: Page) -> dict[str, str]:
    return {
        text_of(row.select("dt")[0]): text_of(row.select("dd")[0])
        for row in page.select("[aria-labelledby=sum] dl div")
    }


def lines(page: Page) -> list[str]:
    return [text_of(li) for li in page.select("[aria-labelledby=lines] li")]


def test_the_months_wait_to_be_looked_through(
    office: PageClient, february: str
) -> None:
    page = office.get("accounts.access")

    rows = [text_of(li) for li in page.select("main li") if "2026" in text_of(li)]
    assert "이번 달" in rows[0]
    assert "2026-02" in rows[1]
    assert "기록 5건" in rows[1]
    assert "살펴볼 달" in rows[1]
    assert len(office.statements) == 3


def test_a_month_in_short(office: PageClient, february: str) -> None:
    page = office.in_english().get("accounts.access_month", month=february)

    assert facts(page) == {
        "seen": "3",
        "searched for": "1",
        "changed": "0",
        "seen whole, with names and numbers": "0",
        "downloaded": "1",
        "before 7:00 or after 22:00": "2",
    }
    most = text_of(page.select("[aria-labelledby=most]")[0])
    assert "이현주 4 times · 3 people" in most
    assert "구청에 낼 자료" in text_of(page.select("[aria-labelledby=files]")[0])
    assert len(page.select("[aria-labelledby=night] li")) == 2
    assert "a former member of staff" in page.words()
    assert len(lines(page)) == 5


def test_lines_are_found_by_account_and_act(
    office: PageClient, february: str, coordinator: Account
) -> None:
    hers = office.get("accounts.access_month", month=february, account=coordinator.id)
    files = office.get("accounts.access_month", month=february, act="export")
    odd = office.get("accounts.access_month", month=february, act="x", account="y")

    assert len(lines(hers)) == 4
    assert hers.value("account") == str(coordinator.id)
    assert len(lines(files)) == 1
    assert len(lines(odd)) == 5


def test_many_lines_are_paged_at_the_same_cost(
    office: PageClient, session: Session, coordinator: Account, february: str
) -> None:
    office.get("accounts.access_month", month="2026-03")
    a_line(session, MONDAY_TEN, 1, account_id=coordinator.id)
    session.commit()
    office.get("accounts.access_month", month="2026-03")
    few = len(office.statements)
    for number in range(40):
        a_line(session, MONDAY_TEN, number + 1, account_id=coordinator.id)
    session.commit()

    first = office.get("accounts.access_month", month="2026-03")
    many = len(office.statements)
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert many == few == 13
    assert len(lines(first)) == 30
    assert 11 <= len(lines(second)) <= 15


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-3", "2027-01", "0000-00"])
def test_what_is_no_month_is_no_page(office: PageClient, month: str) -> None:
    office.get("accounts.access_month", month=month, status=404)


def test_one_press_signs_a_month_off(
    office: PageClient, session: Session, administrator: Account, february: str
) -> None:
    page = office.post("accounts.review_access", month=february, follow=True)
    again = office.get("accounts.access_month", month=february)

    session.expire_all()
    seal = session.get_one(AccessSeal, february)
    assert "살펴봤어요" in page.words()
    assert not again.select("form[action$=reviewed]")
    assert (seal.reviewed_at, seal.reviewed_by) == (MONDAY_TEN, administrator.id)


def test_a_changed_month_and_one_not_over_are_not_signed_off(
    office: PageClient, session: Session, february: str
) -> None:
    session.execute(update(AccessEntry).values(address="10.0.0.1"))
    session.commit()

    changed = office.post("accounts.review_access", month=february, follow=True)
    early = office.post("accounts.review_access", month="2026-03", follow=True)
    office.post("accounts.review_access", month="x", status=404)

    assert "봉인한 때와 달라요" in changed.alerts()[0]
    assert "아직 끝나지 않은" in early.alerts()[0]


def test_nobody_else_reviews(
    pages: Pages, coordinator: Account, learner: Account, february: str
) -> None:
    for account in (coordinator, learner):
        client = pages(account)
        client.get("accounts.access", status=403)
        client.get("accounts.access_month", month=february, status=403)
        client.post("accounts.review_access", month=february, status=403)


def test_a_person_sees_when_who_looked_and_what_for(
    pages: Pages, session: Session, learner: Account, coordinator: Account
) -> None:
    grant = coordinator.grants[0]
    grant.granted_at = FEBRUARY - timedelta(days=1)
    subject, who = learner.person_id, coordinator.id
    a_line(session, FEBRUARY, subject, account_id=who, page="enrollment.applicants")
    a_line(session, FEBRUARY, subject, account_id=0, page="long.gone")
    a_line(session, FEBRUARY, subject + 1, account_id=who)
    session.commit()

    page = pages(learner).get("accounts.looked")

    rows = [text_of(li) for li in page.select("main .list li")]
    assert len(rows) == 2
    assert "학교 업무 화면 · 봄" in rows[0]
    assert "전에 일하던 직원" in rows[0]
    assert "신청자 목록 · 봄" in rows[1]
    assert "학교 담당자 (11545 주민기술학교)" in rows[1]
    assert "이현주" not in page.words()


def test_a_person_sees_who_looked_at_a_record_that_was_merged_into_hers(
    pages: Pages, session: Session, learner: Account
) -> None:
    gone = make_person(session, merged_into_id=learner.person_id)
    first = make_person(session, merged_into_id=gone.id)
    for one in (first, gone, learner.person):
        a_line(session, FEBRUARY, one.id, account_id=0, page="long.gone")
    a_line(session, FEBRUARY, gone.id, learner.person_id, account_id=0)
    session.commit()

    page = pages(learner).get("accounts.looked")

    assert len(page.select("main .list li")) == 4


def test_roles_are_those_held_when_she_looked(
    pages: Pages, session: Session, learner: Account, coordinator: Account
) -> None:
    session.execute(
        update(RoleGrant).values(
            granted_at=FEBRUARY - timedelta(days=9),
            revoked_at=FEBRUARY - timedelta(days=1),
        )
    )
    session.add(RoleGrant(account=coordinator, role=Role.CITY, granted_at=FEBRUARY))
    a_line(session, FEBRUARY, learner.person_id, account_id=coordinator.id)
    session.commit()

    page = pages(learner).in_english().get("accounts.looked")

    assert "City officer" in page.words()
    assert "School coordinator" not in page.words()


def test_her_list_is_paged_and_costs_the_same(
    pages: Pages, session: Session, learner: Account, coordinator: Account
) -> None:
    client = pages(learner)
    empty = client.get("accounts.looked")
    a_line(session, FEBRUARY, learner.person_id, account_id=coordinator.id)
    session.commit()
    client.get("accounts.looked")
    few = len(client.statements)
    for _ in range(34):
        a_line(session, FEBRUARY, learner.person_id, account_id=coordinator.id)
    session.commit()

    first = client.get("accounts.looked")
    many = len(client.statements)
    second = client.open(str(first.select("a[rel=next]")[0]["href"]))

    assert "아직 내 정보를 본 사람이 없어요" in empty.words()
    assert many == few == 5
    assert len(first.select("main .list li")) == 30
    assert len(second.select("main .list li")) == 5
    assert client.get("accounts.me").select("a[href='/account/looked']")


def test_looking_at_a_page_is_what_the_person_sees(
    office: PageClient, pages: Pages, session: Session, learner: Account
) -> None:
    office.get("accounts.person", person_id=learner.person_id)
    office.get("accounts.people", q="김미경")
    office.get("accounts.people", q="없는사람")

    acts = session.execute(
        select(AccessEntry.act, AccessEntry.page).order_by(AccessEntry.id)
    ).all()
    subjects = session.scalars(select(AccessSubject.person_id)).all()
    seen = pages(learner).get("accounts.looked")
    assert [tuple(row) for row in acts] == [
        (Act.VIEW, "accounts.person"),
        (Act.SEARCH, "accounts.people"),
        (Act.SEARCH, "accounts.people"),
    ]
    assert set(subjects) == {learner.person_id}
    assert "한 사람의 정보 · 봄" in seen.words()
