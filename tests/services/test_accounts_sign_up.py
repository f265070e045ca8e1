"""Signing up: what was typed waits behind a mailed link."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.links import LinkExpired, LinkUnknown, LinkUsed
from app.accounts.mailed_links import forget_old
from app.accounts.models import Account, Consent, MailedLink, Person
from app.accounts.my_details import ConsentNeeded
from app.accounts.sign_up import (
    EmailTaken,
    SignUp,
    demand_required_consents,
    finish_sign_up,
    request_sign_up,
)
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.databases import counted
from tests.support.factories.accounts import (
    EMAIL,
    TODAY,
    last_message,
    mailed_secret,
    make_member,
    typed_sign_up,
)
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN

HOUR = timedelta(hours=1)


def request(session: Session, typed: SignUp | None = None) -> str:
    """Ask to sign up; gives the mailed secret."""
    request_sign_up(
        session,
        typed or typed_sign_up(session),
        finish_path=lambda secret: f"/finish/{secret}",
        reset_path=lambda secret: f"/reset/{secret}",
        now=MONDAY_TEN,
    )
    session.commit()
    return mailed_secret(session)


def test_nothing_but_a_link_and_a_message_exists_before_the_button(
    session: Session,
) -> None:
    request(session)

    assert queries.account_by_email(session, EMAIL) is None
    assert last_message(session).template == "sign-up"
    assert last_message(session).to_address == EMAIL


def test_the_link_keeps_only_a_hash_of_its_secret(session: Session) -> None:
    secret = request(session)

    link = session.scalars(select(MailedLink)).one()
    assert secret not in link.secret_hash
    assert secret not in str(link.payload)


def test_the_button_makes_person_account_and_consents(session: Session) -> None:
    news = queries.consent_texts(session, on=TODAY)[1]
    typed = typed_sign_up(session)
    both = typed_sign_up(session, agreed=(*typed.agreed, news.id))
    secret = request(session, both)

    account = finish_sign_up(session, secret, now=MONDAY_TEN + HOUR)

    person = account.person
    consents = queries.consents_of(session, person.id)
    assert (person.name, person.birth_date) == ("홍길동", date(1968, 3, 5))
    assert (person.mobile, person.district_code) == ("01012345678", "11545")
    assert account.password_hash == both.password_hash
    assert {consent.text_id for consent in consents} == set(both.agreed)
    assert {consent.agreed_at for consent in consents} == {MONDAY_TEN}


def test_what_was_typed_is_kept_once(session: Session) -> None:
    finish_sign_up(session, request(session), now=MONDAY_TEN)

    assert session.scalars(select(MailedLink)).one().payload == {}


def test_a_known_address_gets_another_mail_and_keeps_its_account(
    session: Session,
) -> None:
    account = make_member(session)
    before = account.password_hash

    request(session)

    assert last_message(session).template == "sign-up-known"
    assert last_message(session).person_id == account.person_id
    assert account.password_hash == before


def test_a_closed_account_is_told_that_it_is_closed(session: Session) -> None:
    account = make_member(session)
    account.disabled_at = MONDAY_TEN
    session.commit()

    request(session)

    assert last_message(session).template == "account-closed"


def test_known_and_unknown_addresses_cost_the_same_statements(
    session: Session,
) -> None:
    make_member(session, "known@example.org")
    counts = []
    for email in ("known@example.org", "nobody@example.org"):
        typed = typed_sign_up(session, email=email)
        session.commit()
        with counted(session.get_bind()) as statements:
            request_sign_up(
                session,
                typed,
                finish_path=str,
                reset_path=str,
                now=MONDAY_TEN,
            )
            session.commit()
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_whom_staff_entered_before_gets_her_own_account(session: Session) -> None:
    person = make_person(session, email=EMAIL)

    account = finish_sign_up(session, request(session), now=MONDAY_TEN)

    assert account.person_id == person.id
    assert session.scalar(select(func.count(Person.id))) == 1


def test_another_name_with_the_same_address_is_another_person(
    session: Session,
) -> None:
    person = make_person(session, name="홍길순", email=EMAIL)

    account = finish_sign_up(session, request(session), now=MONDAY_TEN)

    assert account.person_id != person.id


def test_two_people_alike_are_not_guessed_between(session: Session) -> None:
    twins = {make_person(session, email=EMAIL).id for _ in range(2)}

    account = finish_sign_up(session, request(session), now=MONDAY_TEN)

    assert account.person_id not in twins


@pytest.mark.parametrize(
    ("later", "reason"),
    [(timedelta(hours=23), None), (timedelta(days=1), LinkExpired)],
)
def test_the_link_lasts_one_day(
    session: Session, later: timedelta, reason: type[DomainError] | None
) -> None:
    secret = request(session)

    if reason is None:
        finish_sign_up(session, secret, now=MONDAY_TEN + later)
    else:
        with pytest.raises(reason):
            finish_sign_up(session, secret, now=MONDAY_TEN + later)


def test_the_link_works_once(session: Session) -> None:
    secret = request(session)
    finish_sign_up(session, secret, now=MONDAY_TEN)

    with pytest.raises(LinkUsed):
        finish_sign_up(session, secret, now=MONDAY_TEN)


def test_a_link_of_another_kind_is_unknown(session: Session) -> None:
    make_member(session)
    secret = request(session)  # a link to a new password

    with pytest.raises(LinkUnknown):
        finish_sign_up(session, secret, now=MONDAY_TEN)


def test_a_second_link_of_one_address_makes_no_second_account(
    session: Session,
) -> None:
    first, second = request(session), request(session)
    finish_sign_up(session, first, now=MONDAY_TEN)

    with pytest.raises(EmailTaken):
        finish_sign_up(session, second, now=MONDAY_TEN)


def test_required_consents_are_demanded(session: Session) -> None:
    asked = queries.consent_texts(session, on=TODAY)
    required, news = asked

    demand_required_consents(asked, [required.id])
    with pytest.raises(ConsentNeeded):
        demand_required_consents(asked, [news.id])


def test_only_texts_in_force_are_asked(session: Session) -> None:
    assert queries.consent_texts(session, on=date(2025, 12, 31)) == []


def test_what_was_never_finished_is_forgotten_a_week_after_its_end(
    session: Session,
) -> None:
    request(session)

    too_early = forget_old(session, now=MONDAY_TEN + timedelta(days=7))
    in_time = forget_old(session, now=MONDAY_TEN + timedelta(days=8))

    assert (too_early, in_time) == (0, 1)
    assert session.scalars(select(MailedLink)).all() == []


def together(app: Flask, act: Callable[[str], object], secrets: list[str]) -> list[str]:
    def press(secret: str) -> str:
        with app.app_context():
            try:
                act(secret)
            except DomainError as refusal:
                return type(refusal).__name__
            return "done"

    with ThreadPoolExecutor(len(secrets)) as threads:
        return list(threads.map(press, secrets))


def test_twelve_presses_on_two_links_of_one_address_make_one_account(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        secrets = [request(session), request(session)]

    def finish(secret: str) -> None:
        with transaction() as session:
            finish_sign_up(session, secret, now=datetime(2026, 3, 2, 2, tzinfo=UTC))

    outcomes = together(scratch_app, finish, secrets * 6)

    with scratch_app.app_context():
        accounts = db.session.scalar(select(func.count(Account.id)))
        consents = db.session.scalar(select(func.count(Consent.id)))
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "LinkUsed", "EmailTaken"}
    assert (accounts, consents) == (1, 1)
