"""A town before an opening: runs to apply for, and residents who are signed in.

Run inside a tree (today's, or the first issue's taken from its commit), whose own
models and settings it uses: `python town.py RESIDENTS RUNS FILE`. What it writes
is one JSON object: the runs' ids, and of each resident her cookie and the token of
her form, made by the tree's own code as signing in makes them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import create_app, reference
from app.accounts.models import Account, Person
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.factories.courses import make_course, make_run

SEATS = 30
NOW = datetime.now(UTC)


def make_runs(session: Session, number: int) -> list[int]:
    """Open runs of thirty seats and an endless waiting list, each at its own school,
    so that no limit of courses a term is met."""
    ids = []
    for _ in range(number):
        run = make_run(
            session,
            make_course(session),
            capacity=SEATS,
            waiting_limit=None,
            starts_on=NOW.date() + timedelta(days=30),
            ends_on=NOW.date() + timedelta(days=60),
        )
        run.windows[0].opens_at = NOW - timedelta(days=1)
        run.windows[0].closes_at = NOW + timedelta(days=20)
        session.commit()
        ids.append(run.id)
    return ids


def make_residents(session: Session, number: int) -> list[Account]:
    """People with accounts, in bulk."""
    first = (session.scalar(select(Person.id).order_by(Person.id.desc())) or 0) + 1
    ids = range(first, first + number)
    people = [
        {
            "name": f"주민 {i}",
            "birth_date": date(1968, 3, 5),
            "mobile": "01012345678",
            "district_code": "11545",
            "created_at": NOW,
        }
        for i in ids
    ]
    made = list(session.scalars(insert(Person).returning(Person.id), people))
    accounts = [
        {"person_id": i, "email": f"resident{i}@example.org", "created_at": NOW}
        for i in made
    ]
    session.execute(insert(Account), accounts)
    session.commit()
    query = select(Account).where(Account.person_id.in_(made)).order_by(Account.id)
    return list(session.scalars(query))


def session_keys(session: Session, accounts: list[Account]) -> list[str]:
    """What the cookie of each names, as the tree's sign-in makes it."""
    try:
        from app.accounts.session_models import AccountSession  # noqa: PLC0415
    except ImportError:  # the first issue's tree: the account's number and epoch
        return [account.get_id() for account in accounts]
    from app.accounts import links  # noqa: PLC0415 - today's tree only

    keys = [links.new_secret() for _ in accounts]
    rows = [
        {
            "account_id": account.id,
            "key_hash": links.hash_of(key),
            "begun_at": NOW,
            "seen_at": NOW,
            "address": "",
            "agent": "",
        }
        for account, key in zip(accounts, keys, strict=True)
    ]
    session.execute(insert(AccountSession), rows)
    session.commit()
    return keys


def signed_in(app: Flask, key: str) -> dict[str, str]:
    """Her cookie, and the token that her page's form carries."""
    raw = hashlib.sha256(os.urandom(32)).hexdigest()
    cookie: dict[str, Any] = {
        "_user_id": key,
        "_fresh": True,
        "_permanent": True,
        "csrf_token": raw,
        "language": "ko",
    }
    interface: Any = app.session_interface
    secret = app.config["SECRET_KEY"]
    return {
        "cookie": str(interface.get_signing_serializer(app).dumps(cookie)),
        "token": str(URLSafeTimedSerializer(secret, "wtf-csrf-token").dumps(raw)),
    }


def main() -> None:
    residents, runs, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    app = create_app()
    with app.app_context():
        flask_migrate.upgrade()
        with transaction() as writing:
            reference.load(writing)
        with Session(db.engine) as session:
            ids = make_runs(session, runs)
            accounts = make_residents(session, residents)
            keys = session_keys(session, accounts)
    people = [signed_in(app, key) for key in keys]
    file.write_text(json.dumps({"runs": ids, "residents": people}))


if __name__ == "__main__":
    main()
