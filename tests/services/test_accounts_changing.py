"""A new e-mail address, a new password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import changing, links, queries
from app.accounts.changing import SameAddress
from app.accounts.mailed_links import make_link
from app.accounts.models import Account, LinkPurpose, MailedLink
from app.accounts.sign_up import EmailTaken
from app.extensions import db
from app.outbox import Message
from tests.support.databases import counted
from tests.support.factories.accounts import EMAIL, make_member
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN

NEW = "fresh@example.org"


def ask(session: Session, account: Account, email: str = NEW) -> str:
    """The secret of the link that was mailed."""
    paths: list[str] = []

    def path(secret: str) -> str:
        paths.append(secret)
        return f"/account/email/{secret}"

    changing.request_new_email(
        session, account_id=account.id, email=email, confirm_path=path, now=MONDAY_TEN
    )
    session.commit()
    return paths[0]


def mails(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(Message).order_by(Message.id))
    return [(row.to_address, row.template) for row in rows]


def test_the_link_goes_to_the_new_address_and_the_old_one_is_told(
    session: Session,
) -> None:
    account = make_member(session)

    ask(session, account)

    assert mails(session) == [(NEW, "email-change"), (EMAIL, "email-change-asked")]
    assert account.email == EMAIL


def test_the_link_changes_it_and_both_are_told(session: Session) -> None:
    account = make_member(session)
    secret = ask(session, account)

    changing.finish_new_email(session, secret, now=MONDAY_TEN)
    session.commit()

    assert account.email == account.person.email == NEW
    assert mails(session)[2:] == [(EMAIL, "email-changed"), (NEW, "email-changed")]


def test_links_that_wait_at_the_old_address_end_and_other_changes_too(
    session: Session,
) -> None:
    account, other = make_member(session), make_member(session, "other@example.org")
    reset = make_link(
        session,
        purpose=LinkPurpose.RESET,
        email=EMAIL,
        lasts=links.RESET_LASTS,
        now=MONDAY_TEN,
    )
    elsewhere = ask(session, account, "elsewhere@example.org")
    others = ask(session, other, "new-other@example.org")

    changing.finish_new_email(session, ask(session, account), now=MONDAY_TEN)
    session.commit()

    used = {
        link.secret_hash: link.used_at is not None
        for link in session.scalars(select(MailedLink))
    }
    assert used[links.hash_of(reset)]
    assert used[links.hash_of(elsewhere)]
    assert not used[links.hash_of(others)]


def test_an_address_that_has_an_account_costs_the_same_and_changes_nothing(
    session: Session,
) -> None:
    account = make_member(session)
    make_member(session, "taken@example.org")
    account_id, counts = account.id, []
    for email in (NEW, "taken@example.org"):
        session.expire_all()
        with counted(session.get_bind()) as statements:
            changing.request_new_email(
                session,
                account_id=account_id,
                email=email,
                confirm_path=str,
                now=MONDAY_TEN,
            )
            session.commit()
        counts.append(len(statements))
    secret = ask(session, account, "taken@example.org")

    with pytest.raises(links.LinkUnknown):
        changing.finish_new_email(session, secret, now=MONDAY_TEN)

    assert counts[0] == counts[1]
    assert ("taken@example.org", "email-change-known") in mails(session)


def test_the_same_address_is_no_change(session: Session) -> None:
    account = make_member(session)

    with pytest.raises(SameAddress):
        ask(session, account, EMAIL)


def test_the_link_lasts_a_day_and_works_once(session: Session) -> None:
    account = make_member(session)
    secret = ask(session, account)

    with pytest.raises(links.LinkExpired):
        changing.finish_new_email(session, secret, now=MONDAY_TEN + timedelta(days=1))
    changing.finish_new_email(session, secret, now=MONDAY_TEN)
    with pytest.raises(links.LinkUsed):
        changing.finish_new_email(session, secret, now=MONDAY_TEN)


def test_of_a_closed_account_nothing_changes(session: Session) -> None:
    account = make_member(session)
    secret = ask(session, account)
    account.disabled_at = MONDAY_TEN
    session.commit()

    with pytest.raises(links.LinkUnknown):
        changing.finish_new_email(session, secret, now=MONDAY_TEN)


def test_a_new_password_ends_links_to_another(session: Session) -> None:
    account = make_member(session)
    make_link(
        session,
        purpose=LinkPurpose.RESET,
        email=EMAIL,
        lasts=links.RESET_LASTS,
        now=MONDAY_TEN,
    )

    changing.change_password(
        session, account_id=account.id, password_hash="new", here=None, now=MONDAY_TEN
    )

    assert session.scalars(select(MailedLink.used_at)).one() == MONDAY_TEN
    assert account.password_hash == "new"
    assert mails(session) == [(EMAIL, "password-changed")]


def test_two_who_want_one_address_get_it_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        secrets = [
            ask(session, make_member(session, f"m{number}@example.org"))
            for number in range(2)
        ]

    def press(secret: str) -> Act:
        return lambda session: changing.finish_new_email(
            session, secret, now=MONDAY_TEN
        )

    answers = at_once(scratch_app, [press(secret) for secret in secrets])

    with scratch_app.app_context():
        assert sorted(answers) == [EmailTaken.__name__, "done"]
        assert queries.account_by_email(db.session(), NEW) is not None
