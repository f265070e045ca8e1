"""Named reads of second factors: whose is set up, and of whom one is demanded."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.accounts.entry_models import RecoveryCode, SecondFactor
from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Role
from app.places.models import School


def factor_of(session: Session, account_id: int) -> SecondFactor | None:
    return session.get(SecondFactor, account_id)


def lock_factor(session: Session, account_id: int) -> SecondFactor | None:
    """The second factor, held until the transaction ends.

    The lock keeps one code, sent twice at the same moment, from working twice, and
    keeps guessers from trying many codes before the first wrong one is counted.
    """
    return session.get(
        SecondFactor, account_id, with_for_update=True, populate_existing=True
    )


def open_recovery_code(
    session: Session, *, account_id: int, code_hash: str
) -> RecoveryCode | None:
    """The recovery code with this hash, if it hasn't been used."""
    return session.scalar(
        select(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == code_hash,
            RecoveryCode.used_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )


def recovery_codes_left(session: Session, account_id: int) -> int:
    return session.scalars(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    ).one()


def demanded_of() -> ColumnElement[bool]:
    """Whether an account, that of the statement around it, has to have one.

    Staff of a school that demands it; and administrators where any school does,
    because they can give themselves a way to every school's data.
    """
    elsewhere = aliased(School)
    anywhere = exists().where(elsewhere.demands_second_factor == true())
    return (
        select(RoleGrant.id)
        .outerjoin(School, School.id == RoleGrant.school_id)
        .where(
            RoleGrant.account_id == Account.id,
            RoleGrant.revoked_at.is_(None),
            or_(
                School.demands_second_factor == true(),
                and_(RoleGrant.role == Role.ADMINISTRATOR, anywhere),
            ),
        )
        .correlate(Account)
        .exists()
    )


def owing() -> ColumnElement[bool]:
    """Whether one is demanded of the account and she has none: it loads with her."""
    there = exists().where(SecondFactor.account_id == Account.id).correlate(Account)
    return and_(demanded_of(), ~there)


def is_demanded(session: Session, account_id: int) -> bool:
    return session.scalars(
        select(demanded_of()).select_from(Account).where(Account.id == account_id)
    ).one()
