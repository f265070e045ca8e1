"""How long sign-in, sign-up and forgotten password take for an address that has an
account, against one that has none: the ratio of medians tells what a clock tells.

Passwords cost what they cost in earnest. Each try is another address, so that nobody
is slowed; tries of both kinds take turns.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.hashing import Hasher
from app.extensions import db, limiter
from benchmarks.measure import compare
from tests.support.databases import running
from tests.support.factories.accounts import PASSWORD, TODAY
from tests.support.factories.people import make_account

TURNS = 200
Form = Callable[[str], dict[str, str]]


def prepare(app: Flask) -> tuple[list[str], str]:
    """As many known addresses as there are turns, and the id of the consent."""
    hashed = Hasher(1).hash(PASSWORD)
    with app.app_context(), Session(db.engine) as session:
        emails = []
        for number in range(TURNS + 1):
            account = make_account(session, email=f"known{number}@example.org")
            account.password_hash = hashed
            emails.append(account.email)
        session.commit()
        return emails, str(queries.consent_texts(session, on=TODAY)[0].id)


def forms(consent: str) -> dict[str, Form]:
    """What is typed on each page, with a wrong password where one is asked."""
    return {
        "/login": lambda email: {"email": email, "password": "not the right one"},
        "/signup": lambda email: {
            "email": email,
            "name": "홍길동",
            "birth_date": "19680305",
            "mobile": "010-1234-5678",
            "district": "11545",
            "password": PASSWORD,
            "agreed": consent,
        },
        "/forgot": lambda email: {"email": email},
    }


def trying(
    client: FlaskClient, path: str, form: Form, emails: Iterator[str]
) -> Callable[[], None]:
    expected = 200 if path == "/login" else 302

    def work() -> None:
        answer = client.post(path, data=form(next(emails)))
        if answer.status_code != expected:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    return work


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with running(f"sqlite:///{path / 'x.sqlite'}", path) as app:
            limiter.enabled = False  # the tries come from one network address
            app.extensions["hasher"] = Hasher(2)
            known, consent = prepare(app)
            unknown = [email.replace("known", "unknown") for email in known]
            client = app.test_client()
            for page, form in forms(consent).items():
                compare(
                    f"answers {page}",
                    subject=("unknown", trying(client, page, form, iter(unknown))),
                    baseline=("known", trying(client, page, form, iter(known))),
                    runs=TURNS,
                )


if __name__ == "__main__":
    main()
