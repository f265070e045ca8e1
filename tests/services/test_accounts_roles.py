"""Roles are given and taken by another administrator, and each time it is noted."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries, services
from app.accounts.authority import LastAdministrator, NotOneself, RoleHeldAlready
from app.accounts.models import RoleGrant
from app.accounts.permissions import Permission, Role
from app.accounts.session_models import AccountSession
from app.audit import AuditEntry
from app.extensions import db
from tests.support.factories.people import (
    make_account,
    make_person,
    make_school,
    make_staff,
)
from tests.support.factories.sessions import signed_in_key
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN


def audited(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_role_given_is_held_at_that_school_only(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)
    account = make_account(session)
    school, other = make_school(session), make_school(session, "11380")

    services.grant_role(
        session,
        account_id=account.id,
        role=Role.COORDINATOR,
        school_id=school.id,
        by=admin.id,
        now=MONDAY_TEN,
    )
    session.commit()

    assert account.can(Permission.COORDINATE)
    assert account.school_ids(Role.COORDINATOR) == {school.id}
    assert other.id not in account.school_ids(Role.COORDINATOR)
    assert audited(session) == ["role.granted"]


def test_a_role_is_not_given_twice(session: Session) -> None:
    school = make_school(session)
    account = make_staff(session, Role.MENTOR, school)

    with pytest.raises(RoleHeldAlready):
        services.grant_role(
            session,
            account_id=account.id,
            role=Role.MENTOR,
            school_id=school.id,
            by=None,
            now=MONDAY_TEN,
        )


def test_a_role_taken_may_be_given_again(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)
    account = make_staff(session, Role.CITY)

    services.revoke_role(session, account.grants[0], by=admin.id, now=MONDAY_TEN)
    services.grant_role(
        session,
        account_id=account.id,
        role=Role.CITY,
        school_id=None,
        by=admin.id,
        now=MONDAY_TEN,
    )
    session.commit()

    assert account.can(Permission.SEE_CITY)
    assert len(account.grants) == 2
    assert audited(session) == ["role.revoked", "role.granted"]


def test_nobody_raises_herself(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)

    with pytest.raises(NotOneself):
        services.grant_role(
            session,
            account_id=admin.id,
            role=Role.CITY,
            school_id=None,
            by=admin.id,
            now=MONDAY_TEN,
        )


def test_the_last_administrator_stays(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        services.revoke_role(session, admin.grants[0], by=admin.id, now=MONDAY_TEN)


def test_a_closed_account_does_not_count_as_administrator(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)
    other = make_staff(session, Role.ADMINISTRATOR)
    services.close_account(session, other.id, by=admin.id, now=MONDAY_TEN)

    with pytest.raises(LastAdministrator):
        services.revoke_role(session, admin.grants[0], by=admin.id, now=MONDAY_TEN)


def test_closing_ends_sessions_and_opening_lets_her_in_again(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)
    account = make_account(session)
    signed_in_key(session, account.id, now=MONDAY_TEN)

    services.close_account(session, account.id, by=admin.id, now=MONDAY_TEN)
    closed = account.is_active
    services.reopen_account(session, account.id, by=admin.id, now=MONDAY_TEN)

    assert closed is False
    assert account.is_active
    ended = session.scalars(select(AccountSession.ended_at)).all()
    assert ended == [MONDAY_TEN]


def test_nobody_closes_her_own_account(session: Session) -> None:
    admin = make_staff(session, Role.ADMINISTRATOR)
    make_staff(session, Role.ADMINISTRATOR)

    with pytest.raises(NotOneself):
        services.close_account(session, admin.id, by=admin.id, now=MONDAY_TEN)


def test_an_account_is_made_for_the_person_who_has_the_address(
    session: Session,
) -> None:
    person = make_person(session, email="teacher@example.org")

    account = services.create_account(
        session,
        email="Teacher@Example.org",
        name="다른 이름",
        language="ko",
        now=MONDAY_TEN,
    )

    assert account.person is person
    assert queries.person_by_email(session, "teacher@example.org") is person


def test_who_signs_in_with_an_address_is_found_before_who_only_has_it(
    session: Session,
) -> None:
    make_person(session, email="both@example.org")
    account = make_account(session, email="both@example.org")

    assert queries.person_by_email(session, "both@example.org") is account.person


def test_two_administrators_cannot_remove_each_other_at_once(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        admins = [make_staff(session, Role.ADMINISTRATOR) for _ in range(2)]
        grants = [admin.grants[0].id for admin in admins]
        ids = [admin.id for admin in admins]

    def removing(grant_id: int, by: int) -> Act:
        return lambda session: services.revoke_role(
            session, session.get_one(RoleGrant, grant_id), by=by, now=MONDAY_TEN
        )

    outcomes = at_once(
        scratch_app, [removing(grants[0], ids[1]), removing(grants[1], ids[0])]
    )

    assert sorted(outcomes) == ["LastAdministrator", "done"]


def test_two_administrators_cannot_close_each_other_at_once(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        ids = [make_staff(session, Role.ADMINISTRATOR).id for _ in range(2)]

    def closing(account_id: int, by: int) -> Act:
        return lambda session: services.close_account(
            session, account_id, by=by, now=MONDAY_TEN
        )

    outcomes = at_once(scratch_app, [closing(*ids), closing(*reversed(ids))])

    assert sorted(outcomes) == ["LastAdministrator", "done"]


def test_a_role_taken_by_two_presses_is_taken_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        by = make_staff(session, Role.ADMINISTRATOR).id
        grant_id = make_staff(session, Role.CITY).grants[0].id

    def take(session: Session) -> None:
        grant = session.get_one(RoleGrant, grant_id)
        services.revoke_role(session, grant, by=by, now=MONDAY_TEN)

    at_once(scratch_app, [take] * 3)

    with scratch_app.app_context():
        taken = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "role.revoked")
        ).all()
        assert len(taken) == 1
