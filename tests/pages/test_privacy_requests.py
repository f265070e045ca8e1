"""Requests as administrators answer them, and what is due to be destroyed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, Act
from app.accounts.models import Account
from app.privacy import services
from app.privacy.models import PrivacyRequest
from app.privacy.rules import RequestKind, RequestState, Way
from tests.support.factories.people import make_person
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN, FakeClock

Pages = Callable[[Account | None], PageClient]
STAFF_PAGES = ("privacy.requests", "privacy.retention")


@pytest.fixture
def desk(pages: Pages, administrator: Account) -> PageClient:
    return pages(administrator)


def correction(session: Session, account: Account) -> PrivacyRequest:
    request = services.ask_correction(
        session,
        account=account,
        name="김미정",
        born=date(1968, 3, 5),
        wish="개명했어요.",
        now=MONDAY_TEN,
    )
    session.commit()
    return request


def looked(session: Session) -> list[tuple[Act, str]]:
    session.expire_all()
    entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
    return [(entry.act, entry.page) for entry in entries]


@pytest.mark.parametrize("endpoint", STAFF_PAGES)
def test_only_administrators_see_them(
    pages: Pages, learner: Account, coordinator: Account, endpoint: str
) -> None:
    pages(learner).get(endpoint, status=403)
    pages(coordinator).get(endpoint, status=403)
    pages(None).get(endpoint, status=302)


def test_requests_are_listed_masked_by_their_last_day(
    session: Session, desk: PageClient, learner: Account, other_learner: Account
) -> None:
    correction(session, learner)
    services.ask(
        session,
        person_id=other_learner.person_id,
        kind=RequestKind.STOP,
        way=Way.PHONE,
        asked_on=date(2026, 2, 27),
        now=MONDAY_TEN,
    )
    session.commit()

    page = desk.get("privacy.requests")

    names = [
        row.select("td")[0].get_text(strip=True) for row in page.select("tbody tr")
    ]
    assert names == ["박*호", "김*경"]
    assert "김미경" not in page.words()
    assert looked(session) == [(Act.VIEW, "privacy.requests")]


def test_an_overdue_one_is_marked(
    session: Session, desk: PageClient, learner: Account, clock: FakeClock
) -> None:
    correction(session, learner)
    clock.set(MONDAY_TEN + timedelta(days=11))

    page = desk.get("privacy.requests")

    assert "기한 지남" in page.words()
    assert "1건" in page.notes()[0]


def test_the_list_costs_the_same_for_many(
    session: Session, desk: PageClient, learner: Account
) -> None:
    correction(session, learner)
    desk.get("privacy.requests")
    one = len(desk.statements)
    for _each in range(4):
        services.ask(
            session,
            person_id=make_person(session).id,
            kind=RequestKind.STOP,
            way=Way.VISIT,
            now=MONDAY_TEN,
        )
    session.commit()

    desk.get("privacy.requests")

    assert len(desk.statements) == one <= 12


def test_the_list_goes_on_over_open_and_answered(
    session: Session, desk: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.privacy.views.requests.A_PAGE", 1)
    made = [
        services.ask(
            session,
            person_id=make_person(session).id,
            kind=RequestKind.CORRECT,
            way=Way.VISIT,
            now=MONDAY_TEN,
        )
        for _each in range(3)
    ]
    session.flush()
    services.withdraw(
        session,
        request_id=made[0].id,
        person_id=made[0].person_id,
        now=MONDAY_TEN,
    )
    session.commit()

    seen, path = [], desk.url("privacy.requests")
    while path:
        page = desk.open(path)
        seen += [str(link["href"]) for link in page.select("tbody th a")]
        onward = page.select_one("a[rel=next]")
        path = str(onward["href"]) if onward else ""

    order = (made[1], made[2], made[0])
    assert seen == [f"/people/requests/{one.id}" for one in order]


def test_granting_a_correction_changes_the_person(
    session: Session, desk: PageClient, learner: Account
) -> None:
    request = correction(session, learner)

    page = desk.post(
        "privacy.request_page",
        {"decision": "grant"},
        request_id=request.id,
        follow=True,
    )

    session.expire_all()
    assert learner.person.name == "김미정"
    assert page.select_one("form[method=post] [name=decision]") is None
    assert (Act.CHANGE, "privacy.request_page") in looked(session)


def test_a_refusal_without_a_reason_is_said_beside_the_answer(
    session: Session, desk: PageClient, learner: Account
) -> None:
    request = correction(session, learner)

    page = desk.post(
        "privacy.request_page",
        {"decision": "refuse", "answer": ""},
        request_id=request.id,
        status=200,
    )

    assert any("거절하는 이유" in alert for alert in page.alerts())
    session.expire_all()
    assert request.state is RequestState.OPEN


def test_neither_granting_nor_refusing_is_asked_again(
    session: Session, desk: PageClient, learner: Account
) -> None:
    request = correction(session, learner)

    page = desk.post("privacy.request_page", {}, request_id=request.id, status=200)

    assert page.alerts()


def test_a_request_by_phone_is_taken_down_for_somebody_without_account(
    session: Session, desk: PageClient
) -> None:
    person = make_person(session)

    page = desk.post(
        "privacy.take_down",
        {
            "kind": "export",
            "way": "phone",
            "asked_on": "20260227",
            "wish": "모두 알려 주세요.",
        },
        person_id=person.id,
        follow=True,
    )

    request = session.scalars(select(PrivacyRequest)).one()
    assert request.way is Way.PHONE
    assert request.due_on == date(2026, 3, 9)
    assert page.heading() == "내 정보 모음 (열람)"


@pytest.mark.parametrize("asked_on", ["", "20261301", "20270101", "20200101"])
def test_a_day_that_can_not_be_is_refused(
    session: Session, desk: PageClient, asked_on: str
) -> None:
    page = desk.post(
        "privacy.take_down",
        {"kind": "stop", "way": "phone", "asked_on": asked_on, "wish": "그만"},
        person_id=make_person(session).id,
        status=200,
    )

    assert page.alerts()
