"""Accounts and their roles: made, given, taken, closed. Each change is audited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts import queries, sessions
from app.accounts.authority import (
    LastAdministrator,
    RoleHeldAlready,
    demand_another,
    demand_grantable,
)
from app.accounts.identity import clean_email, clean_name
from app.accounts.models import Account, Person, RoleGrant
from app.accounts.permissions import Role


def create_account(
    session: Session,
    *,
    email: str,
    name: str,
    language: str,
    now: datetime,
    password_hash: str | None = None,
) -> Account:
    """An account for who has none with this address.

    A person known by it gets the account; else a new person does. Raises
    NameUnreadable for a name that is none.
    """
    address = clean_email(email)
    person = queries.person_by_email(session, address)
    if person is None or person.account is not None:
        person = Person(name=clean_name(name), email=address, created_at=now)
    account = Account(
        person=person,
        email=address,
        password_hash=password_hash,
        language=language,
        created_at=now,
    )
    session.add(account)
    audit.record(session, "account.created", account, by=None, now=now)
    return account


def grant_role(
    session: Session,
    *,
    account_id: int,
    role: Role,
    school_id: int | None,
    by: int | None,
    now: datetime,
) -> RoleGrant:
    """Give the account a role, for one school where the role is held for schools.

    `by` is the administrator's account, None on the command line. Raises NotOneself,
    RoleNotGranted, RoleNeedsSchool, RoleHasNoSchool or RoleHeldAlready.
    """
    demand_another(account_id, by=by)
    demand_grantable(role, school_id=school_id)
    account = queries.lock_account(session, account_id)
    held = queries.live_grant(
        session, account_id=account_id, role=role, school_id=school_id
    )
    if held is not None:
        raise RoleHeldAlready
    grant = RoleGrant(
        account=account, role=role, school_id=school_id, granted_at=now, granted_by=by
    )
    session.add(grant)
    audit.record(
        session,
        "role.granted",
        account,
        by=by,
        now=now,
        role=role.value,
        school_id=school_id,
    )
    return grant


def revoke_role(session: Session, grant: RoleGrant, *, by: int, now: datetime) -> None:
    """Take the role away; taken twice it is taken once. Raises LastAdministrator."""
    account = queries.lock_account(session, grant.account_id)
    session.refresh(grant)  # another press may have taken it before we held her
    if grant.revoked_at is not None:
        return
    if grant.role is Role.ADMINISTRATOR:
        _demand_another_administrator(session, account)
    grant.revoked_at = now
    grant.revoked_by = by
    audit.record(
        session,
        "role.revoked",
        account,
        by=by,
        now=now,
        role=grant.role.value,
        school_id=grant.school_id,
    )


def end_work(session: Session, account_id: int, *, by: int, now: datetime) -> None:
    """She works here no more: take every role and end her sessions at once.

    Her account stays, as every learner's. Raises NotOneself or LastAdministrator.
    """
    demand_another(account_id, by=by)
    account = queries.lock_account(session, account_id)
    held = [grant for grant in account.grants if grant.revoked_at is None]
    for grant in held:
        revoke_role(session, grant, by=by, now=now)
    if held:
        sessions.end_all(session, account.id, now=now)
        audit.record(session, "account.left", account, by=by, now=now)


def close_account(session: Session, account_id: int, *, by: int, now: datetime) -> None:
    """End her sessions and let her sign in no more; nothing is erased.

    Raises NotOneself or LastAdministrator.
    """
    demand_another(account_id, by=by)
    account = queries.lock_account(session, account_id)
    if account.disabled_at is not None:
        return
    _demand_another_administrator(session, account)
    account.disabled_at = now
    sessions.end_all(session, account.id, now=now)
    audit.record(session, "account.closed", account, by=by, now=now)


def reopen_account(
    session: Session, account_id: int, *, by: int, now: datetime
) -> None:
    """Let her sign in again."""
    account = queries.lock_account(session, account_id)
    if account.disabled_at is None:
        return
    account.disabled_at = None
    audit.record(session, "account.reopened", account, by=by, now=now)


def _demand_another_administrator(session: Session, account: Account) -> None:
    if queries.lock_administrators(session) == {account.id}:
        raise LastAdministrator
