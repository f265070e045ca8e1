"""An address that the provider doesn't vouch for: a mail, and the button behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.entry_models import OutsideIdentity
from app.accounts.models import Account
from app.outbox import Message
from tests.support.factories.accounts import (
    EMAIL,
    mailed_path,
    mailed_secret,
    make_member,
)
from tests.support.oauth import OutsideServer
from tests.support.outside import led, offered, signed_in
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
BOTH = pytest.mark.parametrize("provider", ["kakao", "naver"])


@pytest.fixture
def server(app: Flask) -> Iterator[OutsideServer]:
    with offered(app) as server:
        yield server


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


def linked(session: Session) -> list[tuple[int, str, str]]:
    rows = session.scalars(select(OutsideIdentity).order_by(OutsideIdentity.id))
    return [(row.account_id, row.provider.value, row.subject) for row in rows]


def mails(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Message)).one()


@pytest.mark.parametrize(
    ("provider", "verified"), [("kakao", False), ("kakao", None), ("naver", True)]
)
def test_an_unconfirmed_address_gets_a_mail_and_only_its_button_joins(
    visitor: PageClient,
    session: Session,
    member: Account,
    server: OutsideServer,
    provider: str,
    verified: bool | None,
) -> None:
    server.says.verified = verified

    page = led(visitor, provider)
    opened = visitor.open(mailed_path(session))
    before = linked(session)
    visitor.get("accounts.me", status=302)
    visitor.post("accounts.outside_link", secret=mailed_secret(session))

    assert page.heading() == "메일을 확인해 주세요"
    assert EMAIL in opened.words()
    assert before == []
    assert linked(session) == [(member.id, provider, "4711")]
    visitor.post("accounts.logout")
    assert signed_in(visitor, provider) == "/me"


@pytest.mark.usefixtures("member", "server")
def test_the_link_works_once(visitor: PageClient, session: Session) -> None:
    led(visitor, "naver")
    secret = mailed_secret(session)
    visitor.post("accounts.outside_link", secret=secret)

    visitor.post("accounts.outside_link", secret=secret, status=410)
    visitor.get("accounts.outside_link", secret="never-mailed", status=404)


@pytest.mark.usefixtures("server")
def test_in_another_browser_the_link_does_nothing_until_one_has_signed_in(
    visitor: PageClient, pages: Pages, session: Session, member: Account
) -> None:
    """Somebody's own Naver, claiming another's address: a hasty press joins nothing."""
    led(visitor, "naver")
    secret = mailed_secret(session)
    elsewhere = pages(None)

    shown = elsewhere.post("accounts.outside_link", secret=secret, status=200)
    nothing = linked(session)
    hers = pages(member)
    hers.post("accounts.outside_link", secret=secret)

    assert not shown.select("main form")
    assert nothing == []
    assert hers.last.headers["Location"] == "/account/outside"
    assert linked(session) == [(member.id, "naver", "4711")]


@pytest.mark.usefixtures("server")
def test_somebody_else_who_is_signed_in_joins_nothing(
    visitor: PageClient, pages: Pages, session: Session, other_learner: Account
) -> None:
    make_member(session)
    led(visitor, "naver")

    page = pages(other_learner).post(
        "accounts.outside_link", secret=mailed_secret(session), status=200
    )

    assert not page.select("main form")
    assert linked(session) == []


@pytest.mark.usefixtures("member")
def test_on_screen_and_in_work_known_and_unknown_are_alike(
    visitor: PageClient, pages: Pages, session: Session, server: OutsideServer
) -> None:
    signed_in(visitor, "naver")
    known, of_known = visitor.last, len(visitor.statements)
    server.says.email = "nobody@example.org"
    other = pages(None)
    signed_in(other, "naver")

    assert other.last.headers["Location"] == known.headers["Location"]
    assert other.last.get_data() == known.get_data()
    assert len(other.statements) == of_known
    templates = list(session.scalars(select(Message.template).order_by(Message.id)))
    assert templates == ["outside-link", "outside-unknown"]
    assert other.open("/login/link-sent").words() == (
        visitor.open("/login/link-sent").words()
    )


@pytest.mark.usefixtures("member", "server")
def test_one_address_gets_five_mails_an_hour(
    pages: Pages, session: Session, clock: FakeClock
) -> None:
    for _ in range(7):
        assert signed_in(pages(None), "naver") == "/login/link-sent"
    within = mails(session)
    clock.forward(hours=1)
    signed_in(pages(None), "naver")

    assert (within, mails(session)) == (5, 6)
