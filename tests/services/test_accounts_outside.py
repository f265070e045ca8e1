"""Joining accounts with identities of Kakao and Naver, also at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import outside_services as services
from app.accounts.entry_models import OutsideIdentity
from app.accounts.models import Account
from app.accounts.outside import (
    AccountClosed,
    AnotherLinked,
    LastWayIn,
    OutsideTaken,
    Profile,
    Provider,
)
from app.audit import AuditEntry
from app.extensions import db
from tests.support.factories.accounts import EMAIL, last_message, make_member
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN

KAKAO = Profile(Provider.KAKAO, "4711", EMAIL, confirmed=True)
NAVER = Profile(Provider.NAVER, "4711", EMAIL)


def connect(session: Session, account: Account, profile: Profile = KAKAO) -> None:
    services.connect(session, account.id, profile, now=MONDAY_TEN)
    session.commit()


def joined(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(OutsideIdentity)).one()


def test_joined_twice_is_joined_once_audited_once_and_told_once(
    session: Session,
) -> None:
    member = make_member(session)

    connect(session, member)
    connect(session, member)

    assert joined(session) == 1
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "outside.connected")
    ).all()
    assert [entry.detail for entry in entries] == [{"provider": "kakao"}]
    assert last_message(session).params["provider"] == {"ko": "카카오", "en": "Kakao"}


def test_the_same_number_elsewhere_is_somebody_else(
    session: Session, learner: Account
) -> None:
    connect(session, make_member(session), KAKAO)

    connect(session, learner, NAVER)

    known = services.known(session, NAVER)
    assert known is not None
    assert known.id == learner.id


def test_refusals_leave_everything_as_it_was(
    session: Session, learner: Account, other_learner: Account
) -> None:
    member = make_member(session)
    connect(session, member)
    other_learner.disabled_at = MONDAY_TEN
    session.commit()

    with pytest.raises(OutsideTaken):
        connect(session, learner)
    with pytest.raises(AnotherLinked):
        connect(session, member, Profile(Provider.KAKAO, "5822"))
    with pytest.raises(AccountClosed):
        connect(session, other_learner, NAVER)

    assert joined(session) == 1


def test_only_a_confirmed_address_finds_an_account(session: Session) -> None:
    member = make_member(session)

    found = services.of_confirmed_address(session, KAKAO)

    assert found is not None
    assert found.id == member.id
    assert services.of_confirmed_address(session, NAVER) is None
    elsewhere = Profile(Provider.KAKAO, "1", "x@example.org", confirmed=True)
    assert services.of_confirmed_address(session, elsewhere) is None


def test_without_a_password_the_last_way_in_stays(
    session: Session, learner: Account
) -> None:
    connect(session, learner, KAKAO)
    connect(session, learner, NAVER)

    services.disconnect(session, learner.id, Provider.KAKAO, now=MONDAY_TEN)
    services.disconnect(session, learner.id, Provider.KAKAO, now=MONDAY_TEN)
    with pytest.raises(LastWayIn):
        services.disconnect(session, learner.id, Provider.NAVER, now=MONDAY_TEN)

    assert joined(session) == 1


def two_accounts(app: Flask) -> tuple[int, int]:
    with app.app_context():
        first = make_account(db.session()).id
        return first, make_account(db.session()).id


def connecting(account_id: int, profile: Profile) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        services.connect(session, account_id, profile, now=MONDAY_TEN)

    return act


def test_of_two_accounts_at_once_one_gets_the_identity(scratch_app: Flask) -> None:
    accounts = two_accounts(scratch_app)

    said = at_once(scratch_app, [connecting(each, KAKAO) for each in accounts])

    assert sorted(said) == ["OutsideTaken", "done"]
    with scratch_app.app_context():
        assert joined(db.session()) == 1


def test_two_presses_at_once_join_once(scratch_app: Flask) -> None:
    account_id, _other = two_accounts(scratch_app)

    said = at_once(scratch_app, [connecting(account_id, KAKAO)] * 3)

    assert said == ["done"] * 3
    with scratch_app.app_context():
        assert joined(db.session()) == 1


def test_two_disconnected_at_once_leave_a_way_in(scratch_app: Flask) -> None:
    account_id, _other = two_accounts(scratch_app)
    with scratch_app.app_context():
        session = db.session()
        for profile in (KAKAO, NAVER):
            services.connect(session, account_id, profile, now=MONDAY_TEN)
        session.commit()

    def leaving(provider: Provider) -> Callable[[Session], None]:
        def act(session: Session) -> None:
            services.disconnect(session, account_id, provider, now=MONDAY_TEN)

        return act

    said = at_once(scratch_app, [leaving(provider) for provider in Provider])

    assert sorted(said) == ["LastWayIn", "done"]
    with scratch_app.app_context():
        assert joined(db.session()) == 1
