"""Where one is signed in, seen and ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.session_models import AccountSession
from tests.support.factories.accounts import EMAIL, PASSWORD, make_member
from tests.support.factories.sessions import signed_in_key
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN, FakeClock

Pages = Callable[[Account | None], PageClient]
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/132.0"


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def seen_at(session: Session) -> datetime:
    session.expire_all()
    return session.scalars(select(AccountSession.seen_at)).one()


def test_signing_in_keeps_a_random_key_and_where_it_was(
    visitor: PageClient, session: Session, member: Account
) -> None:
    visitor.client.post(
        "/login",
        data={"email": EMAIL, "password": PASSWORD},
        headers={"User-Agent": WINDOWS},
    )

    row = session.scalars(select(AccountSession)).one()
    with visitor.client.session_transaction() as cookie:
        assert len(cookie["_user_id"]) >= 43
    assert row.account_id == member.id
    assert (row.agent, row.address) == (WINDOWS, "127.0.0.1")


@pytest.mark.parametrize("key", ["1", "1.0", "", "x" * 43])
def test_a_number_or_a_guess_in_the_cookie_is_nobody(
    visitor: PageClient, member: Account, key: str
) -> None:
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = key

    visitor.get("accounts.me", status=302)


def test_signing_out_ends_the_session_for_a_copied_cookie_too(
    pages: Pages, visitor: PageClient, member: Account
) -> None:
    client = pages(member)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = client.key
    visitor.get("accounts.me")

    client.post("accounts.logout")

    visitor.get("accounts.me", status=302)


def test_signing_in_anew_ends_what_the_browser_held_before(
    visitor: PageClient, session: Session, clock: FakeClock, coordinator: Account
) -> None:
    make_member(session)
    key = signed_in_key(session, coordinator.id, now=MONDAY_TEN)
    session.commit()
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = key
    clock.forward(hours=1)

    visitor.post("accounts.login", {"email": EMAIL, "password": PASSWORD})

    ended = select(AccountSession.ended_at).where(
        AccountSession.account_id == coordinator.id
    )
    assert session.scalars(ended).one() == clock()


def test_they_are_listed_in_plain_words_this_one_first(
    pages: Pages, session: Session, member: Account
) -> None:
    client = pages(member)
    signed_in_key(session, member.id, now=MONDAY_TEN, agent=WINDOWS)
    signed_in_key(session, member.id, now=MONDAY_TEN, agent="")
    session.commit()

    page = client.get("accounts.devices")

    names = [heading.get_text(" ", strip=True) for heading in page.select("h2")]
    assert [" ".join(name.split()) for name in names] == [
        "Android의 Chrome",
        "알 수 없는 기기",
        "Windows의 Firefox",
    ]
    assert "이 기기" in page.select("li h2 + p")[0].get_text()
    assert "127.0.0.1" in page.words()
    assert len(page.select("form[action$='/end']")) == 2
    assert len(client.statements) == 3


def test_one_is_ended_and_the_rest_stay(pages: Pages, member: Account) -> None:
    here, lost, third = pages(member), pages(member), pages(member)
    page = here.get("accounts.devices")
    lost_path = str(page.select("form[action$='/end']")[1]["action"])

    here.client.post(lost_path)

    here.get("accounts.devices")
    lost.get("accounts.me", status=302)
    third.get("accounts.me")


def test_all_others_are_ended_at_once(pages: Pages, member: Account) -> None:
    here, lost, third = pages(member), pages(member), pages(member)

    page = here.post("accounts.end_other_sessions", follow=True)

    assert "다른 기기에서 모두 로그아웃했어요." in " ".join(page.notes())
    assert not page.select("form[action$='/end-others']")
    for other in (lost, third):
        other.get("accounts.me", status=302)


def test_somebody_elses_cannot_be_ended(
    pages: Pages, session: Session, member: Account, learner: Account
) -> None:
    hers = pages(learner)
    session_id = session.scalars(
        select(AccountSession.id).where(AccountSession.account_id == learner.id)
    ).one()

    pages(member).post("accounts.end_session", session_id=session_id, status=404)

    hers.get("accounts.me")


def test_a_visitor_has_no_sessions(visitor: PageClient) -> None:
    visitor.get("accounts.devices", status=302)
    visitor.post("accounts.end_other_sessions")
    visitor.post("accounts.end_session", session_id=1)


def test_a_learners_use_is_written_once_an_hour(
    pages: Pages, session: Session, member: Account, clock: FakeClock
) -> None:
    client = pages(member)
    client.awake = False
    counts = []
    for minutes in (0, 59, 1, 0):
        clock.forward(minutes=minutes)
        client.get("accounts.edit")
        counts.append(len(client.statements))

    assert seen_at(session) == clock()
    assert counts[0] == counts[1] == counts[3] == counts[2] - 1


def test_a_members_of_staff_once_a_minute(
    pages: Pages, session: Session, coordinator: Account, clock: FakeClock
) -> None:
    client = pages(coordinator)
    client.awake = False
    clock.forward(seconds=59)
    client.get("accounts.edit")
    early = seen_at(session)
    clock.forward(seconds=1)
    client.get("accounts.edit")

    assert early == MONDAY_TEN
    assert seen_at(session) == clock()


def test_the_use_is_written_even_of_a_page_that_refused(
    pages: Pages, session: Session, member: Account, clock: FakeClock
) -> None:
    client = pages(member)
    client.awake = False
    clock.forward(hours=1)

    client.post("accounts.end_session", session_id=4711, status=404)

    assert seen_at(session) == clock()


def test_after_two_weeks_away_a_learner_signs_in_again(
    pages: Pages, member: Account, clock: FakeClock
) -> None:
    client = pages(member)
    client.awake = False
    clock.forward(days=14)

    client.get("accounts.me", status=302)
