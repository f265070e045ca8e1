"""Signing in, and new passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import LinkExpired, LinkUnknown, LinkUsed
from app.accounts.models import Account
from app.accounts.session_models import AccountSession
from app.accounts.signing_in import (
    SignInRefused,
    invite,
    request_new_password,
    set_new_password,
    sign_in,
)
from tests.support.databases import counted
from tests.support.factories.accounts import (
    EMAIL,
    HASHER,
    PASSWORD,
    last_message,
    mailed_secret,
    make_member,
)
from tests.support.factories.people import make_account
from tests.support.factories.sessions import signed_in_key
from tests.support.time import MONDAY_TEN


def enter(session: Session, email: str, password: str) -> Account:
    return sign_in(
        session,
        email=email,
        password=password,
        hasher=HASHER,
        counter="c" * 64,
        now=MONDAY_TEN,
    )


def request(session: Session, email: str = EMAIL) -> str:
    request_new_password(
        session,
        email=email,
        language="en",
        reset_path=lambda secret: f"/reset/{secret}",
        now=MONDAY_TEN,
    )
    session.commit()
    return mailed_secret(session)


def test_the_right_password_opens(session: Session) -> None:
    account = make_member(session)

    entered = enter(session, EMAIL, PASSWORD)

    assert entered is account


def test_the_address_may_be_typed_in_capitals(session: Session) -> None:
    make_member(session)

    assert enter(session, EMAIL.upper(), PASSWORD)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "틀린 비밀번호 하나"),
        ("nobody@example.org", PASSWORD),
        ("closed@example.org", PASSWORD),
        ("invited@example.org", ""),
        ("invited@example.org", PASSWORD),
    ],
)
def test_everything_else_is_refused_alike_after_the_same_statements(
    session: Session, email: str, password: str
) -> None:
    make_member(session)
    make_member(session, "closed@example.org").disabled_at = MONDAY_TEN
    make_account(session, email="invited@example.org")  # without a password yet
    session.commit()

    with (
        counted(session.get_bind()) as statements,
        pytest.raises(SignInRefused) as refusal,
    ):
        enter(session, email, password)

    assert len(statements) == 2
    assert refusal.value.facts == {}


def test_a_new_password_replaces_the_old_and_ends_every_session(
    session: Session,
) -> None:
    account = make_member(session)
    signed_in_key(session, account.id, now=MONDAY_TEN)
    secret = request(session)

    set_new_password(
        session,
        secret,
        password_hash=HASHER.hash("새 비밀번호예요 정말"),
        now=MONDAY_TEN,
    )

    ended = session.scalars(select(AccountSession.ended_at)).all()
    assert ended == [MONDAY_TEN]
    assert enter(session, EMAIL, "새 비밀번호예요 정말")
    with pytest.raises(SignInRefused):
        enter(session, EMAIL, PASSWORD)


def test_a_new_password_ends_every_other_link_to_one(session: Session) -> None:
    make_member(session)
    first, second = request(session), request(session)
    set_new_password(session, second, password_hash="hash", now=MONDAY_TEN)

    with pytest.raises(LinkUsed):
        set_new_password(session, first, password_hash="other", now=MONDAY_TEN)


def test_the_link_lasts_two_hours(session: Session) -> None:
    make_member(session)
    secret = request(session)

    with pytest.raises(LinkExpired):
        set_new_password(
            session,
            secret,
            password_hash="hash",
            now=MONDAY_TEN + timedelta(hours=2),
        )


def test_an_unknown_address_is_told_so_by_mail_and_its_link_leads_nowhere(
    session: Session,
) -> None:
    secret = request(session, "nobody@example.org")

    assert last_message(session).template == "reset-unknown"
    with pytest.raises(LinkUnknown):
        set_new_password(session, secret, password_hash="hash", now=MONDAY_TEN)


def test_known_and_unknown_addresses_cost_the_same_statements(
    session: Session,
) -> None:
    make_member(session)
    counts = []
    for email in (EMAIL, "nobody@example.org"):
        with counted(session.get_bind()) as statements:
            request_new_password(
                session, email=email, language="ko", reset_path=str, now=MONDAY_TEN
            )
            session.commit()
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_the_mail_speaks_the_language_of_the_account(session: Session) -> None:
    make_member(session)  # Korean, while the page was English

    request(session)

    assert last_message(session).language == "ko"


def test_a_closed_account_gets_no_new_password(session: Session) -> None:
    account = make_member(session)
    secret = request(session)
    account.disabled_at = MONDAY_TEN
    session.commit()

    with pytest.raises(LinkUnknown):
        set_new_password(session, secret, password_hash="hash", now=MONDAY_TEN)


def test_an_invitation_lasts_a_week(session: Session) -> None:
    account = make_account(session)
    secret = invite(session, account, now=MONDAY_TEN)

    set_new_password(
        session, secret, password_hash="hash", now=MONDAY_TEN + timedelta(days=6)
    )

    assert account.password_hash == "hash"
