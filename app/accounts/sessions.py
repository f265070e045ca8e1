"""From a cookie to an account: ended, disabled and outdated sessions find nobody."""

from __future__ import annotations

from flask_login import LoginManager
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Account
from app.extensions import db


def load_account(key: str) -> Account | None:
    """The account of a session key `<id>.<epoch>`, its person and roles with it."""
    account_id, _, epoch = key.partition(".")
    if not account_id.isdecimal() or not epoch.isdecimal():
        return None
    return db.session.scalar(
        select(Account)
        .where(
            Account.id == int(account_id),
            Account.session_epoch == int(epoch),
            Account.disabled_at.is_(None),
        )
        .options(joinedload(Account.person), selectinload(Account.grants))
    )


def init_app(manager: LoginManager) -> None:
    manager.user_loader(load_account)
    manager.session_protection = None  # a phone changes address all day
