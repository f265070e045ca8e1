"""Passwords, roles in earnest, and what somebody types to sign up."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.hashing import QUICK, Hasher
from app.accounts.models import Account
from app.accounts.sign_up import SignUp
from app.outbox import Message
from tests.support.factories.people import make_account

HASHER = Hasher(4, **QUICK)
PASSWORD = "바늘 실 골무 단추"
EMAIL = "gildong@example.org"
TODAY = date(2026, 3, 2)


def make_member(session: Session, email: str = EMAIL, **more: Any) -> Account:
    """Somebody who signs in with `PASSWORD`."""
    account = make_account(session, email=email, **more)
    account.password_hash = HASHER.hash(PASSWORD)
    session.commit()
    return account


def typed_sign_up(session: Session, **more: Any) -> SignUp:
    """What a resident of Geumcheon types, with the required consent only."""
    values: dict[str, Any] = {
        "email": EMAIL,
        "name": "홍길동",
        "birth_date": date(1968, 3, 5),
        "mobile": "01012345678",
        "district_code": "11545",
        "language": "ko",
        "password_hash": HASHER.hash(PASSWORD),
        "agreed": (queries.consent_texts(session, on=TODAY)[0].id,),
    }
    return SignUp(**{**values, **more})


def last_message(session: Session) -> Message:
    message = session.scalar(select(Message).order_by(Message.id.desc()).limit(1))
    assert message is not None
    return message


def mailed_path(session: Session) -> str:
    """The secret link of the newest message."""
    path: str = last_message(session).params["link"]["secret"]
    return path


def mailed_secret(session: Session) -> str:
    return mailed_path(session).rpartition("/")[2]
