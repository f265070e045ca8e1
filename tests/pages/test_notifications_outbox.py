"""The outbox: public in development, else staff's own, without its secret links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from tests.support.factories.messages import make_message
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]
SECRET = "/reset/the-secret"


@pytest.fixture
def development(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "OPEN_OUTBOX", True)


@pytest.mark.usefixtures("development")
def test_in_development_anybody_reads_and_follows(
    visitor: PageClient, session: Session
) -> None:
    message = make_message(session, "gildong@example.org")

    listed = visitor.get("notifications.outbox")
    page = visitor.get("notifications.message", message_id=message.id)

    assert "gildong@example.org" in listed.words()
    assert page.heading() == "주민기술학교 비밀번호를 새로 정해 주세요"
    assert page.select(f"a[href='http://localhost{SECRET}']")


def test_outside_development_a_visitor_is_asked_to_sign_in(
    visitor: PageClient, session: Session
) -> None:
    message = make_message(session)

    visitor.get("notifications.outbox", status=302)
    to_list = visitor.last.headers["Location"]
    visitor.get("notifications.message", message_id=message.id, status=302)

    assert to_list == "/login?next=/outbox"
    assert visitor.last.headers["Location"] == f"/login?next=/outbox/{message.id}"


@pytest.mark.parametrize(
    "role", [None, Role.INSTRUCTOR, Role.MENTOR, Role.CITY, Role.COORDINATOR]
)
def test_others_may_not_read_it(
    pages: Pages, session: Session, role: Role | None
) -> None:
    school = make_school(session)
    account = make_staff(session, role, school) if role else make_account(session)
    message = make_message(session, school_id=school.id)

    pages(account).get("notifications.outbox", status=403)
    pages(account).get("notifications.message", message_id=message.id, status=403)


def test_staff_read_messages_without_secret_links_and_whole_addresses(
    pages: Pages, session: Session
) -> None:
    message = make_message(session, "gildong@example.org")
    client = pages(make_staff(session, Role.ADMINISTRATOR))

    listed = client.get("notifications.outbox")
    page = client.get("notifications.message", message_id=message.id)

    assert "gild***@example.org" in listed.words()
    assert "gild***@example.org" in page.words()
    for shown in (listed, page):
        assert SECRET not in str(shown)
        assert "gildong@example.org" not in str(shown)


def test_the_list_goes_on_and_costs_the_same_statements(
    pages: Pages, session: Session
) -> None:
    client = pages(make_staff(session, Role.ADMINISTRATOR))
    make_message(session)
    client.get("notifications.outbox")
    few = len(client.statements)
    for number in range(35):
        make_message(session, f"person{number}@example.org")

    first = client.get("notifications.outbox")
    many = len(client.statements)
    second = client.open(str(first.select("a[rel=next]")[0]["href"]))

    assert few == many
    assert len(first.select(".list a")) == 30
    assert len(second.select(".list a")) == 6
    assert not second.select("a[rel=next]")


def test_a_message_that_cannot_be_written_is_shown_as_such(
    pages: Pages, session: Session
) -> None:
    message = make_message(session, template="no-such-template")
    client = pages(make_staff(session, Role.ADMINISTRATOR))

    client.get("notifications.outbox")
    page = client.get("notifications.message", message_id=message.id)

    assert "“no-such-template” 서식이 없거나" in page.words()


def test_an_empty_outbox_says_how_it_fills(pages: Pages, session: Session) -> None:
    page = pages(make_staff(session, Role.ADMINISTRATOR)).get("notifications.outbox")

    assert "아직 메일이 없어요" in page.words()
    assert "아직 메일이 없어요" not in page.heading()


def test_an_unknown_message_does_not_exist(pages: Pages, session: Session) -> None:
    client = pages(make_staff(session, Role.ADMINISTRATOR))

    client.get("notifications.message", message_id=99999, status=404)


@pytest.mark.usefixtures("development")
@pytest.mark.parametrize("after", ["0", "-1", "2147483648", "9" * 30, "x"])
def test_an_odd_place_in_the_list_gives_its_beginning(
    visitor: PageClient, after: str
) -> None:
    visitor.get("notifications.outbox", after=after)
