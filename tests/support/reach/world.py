"""One of each thing, with its owner, and everybody who might want to open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import jobs
from app.accounts.models import Account, Consent, ConsentText
from app.accounts.permissions import Role
from app.demo.world import SEONGDONG
from app.extensions import db
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.reach.values import values_of
from tests.support.screens import SHOW_TIME
from tests.support.staging import SECRET, Ways, stage

CAST = (
    "visitor",
    "learner",
    "another learner",
    "instructor",
    "another school's instructor",
    "mentor",
    "coordinator",
    "another school's coordinator",
    "city",
    "administrator",
)


@dataclass(frozen=True)
class World:
    app: Flask
    accounts: Mapping[str, int]
    """Ids by role; visitors have none."""
    values: Mapping[str, Any]
    """What stands in an address, by the name of the part."""


def build(app: Flask) -> World:
    """Fill an empty database with the demo, what the showcase stages, and strangers."""
    ways = stage(app, now=SHOW_TIME)
    with app.app_context():
        jobs.run_due()  # draws the certificates
        session = db.session()
        accounts = _cast(session)
        values = values_of(session, accounts) | {"secret": _secrets(ways)}
        ids = {role: account.id for role, account in accounts.items()}
        session.commit()
    return World(app, ids, values)


def _cast(session: Session) -> dict[str, Account]:
    known = {
        role: session.scalars(
            select(Account).where(Account.email == f"{name}@demo.example")
        ).one()
        for role, name in (
            ("learner", "learner"),
            ("instructor", "instructor"),
            ("mentor", "mentor"),
            ("coordinator", "coordinator"),
            ("city", "city"),
            ("administrator", "admin"),
        )
    }
    elsewhere = make_school(session, SEONGDONG)
    strangers = {
        "another learner": make_account(session, "길손이"),
        "another school's instructor": make_staff(session, Role.INSTRUCTOR, elsewhere),
        "another school's coordinator": make_staff(
            session, Role.COORDINATOR, elsewhere
        ),
    }
    for stranger in strangers.values():
        _agree(session, stranger)
    return {**known, **strangers}


def _agree(session: Session, account: Account) -> None:
    for text in session.scalars(select(ConsentText).where(ConsentText.required)):
        session.add(
            Consent(
                person_id=account.person_id,
                text_id=text.id,
                agreed_at=account.created_at,
            )
        )


def _secrets(ways: Ways) -> dict[str, str]:
    """Of the links that were mailed, by the page behind them."""
    paths = [path for of_somebody in ways.values() for path in of_somebody]
    ends = {
        "accounts.email_confirm": "/account/email/",
        "accounts.finish": "/signup/finish/",
        "accounts.outside_link": "/login/link/",
        "accounts.reset": "/reset/",
        "enrollment.accept_offer": "/offers/",
        "enrollment.decline_offer": "/offers/",
        "enrollment.offer": "/offers/",
    }
    return {"": SECRET} | {
        endpoint: max(
            (path.removeprefix(start) for path in paths if path.startswith(start)),
            key=len,  # beside pages such as /account/email/sent
        )
        for endpoint, start in ends.items()
    }
