"""Staff are warned before they are signed out, and may stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def staff(session: Session) -> Account:
    return make_staff(session, Role.COORDINATOR, make_school(session))


def test_every_page_of_staff_can_warn(pages: Pages, staff: Account) -> None:
    page = pages(staff).get("accounts.edit")

    area = page.select("#idle[role=status]")[0]
    assert area["data-minutes"] == "30"
    assert page.select("script[type=module][src*='idle']")
    assert 'action="/account/awake"' in str(page.select("#idle-soon")[0])


def test_staying_keeps_the_session_and_says_when_it_is_too_late(
    pages: Pages, staff: Account, clock: FakeClock
) -> None:
    client = pages(staff)
    client.awake = False
    answers = []
    for minutes in (29, 29, 31):
        clock.forward(minutes=minutes)
        answer = client.client.post("/account/awake", headers={"X-Awake": "yes"})
        answers.append(answer.status_code)

    assert answers == [204, 204, 401]


def test_without_script_the_button_leads_back(pages: Pages, staff: Account) -> None:
    client = pages(staff)

    client.post("accounts.stay", {"back": "/office"})
    to_office = client.last.headers["Location"]
    client.post("accounts.stay", {"back": "https://evil.example/"})

    assert to_office == "/office"
    assert client.last.headers["Location"] == "/account/sessions"
    assert client.get("accounts.devices").select("form[action='/account/awake']")
