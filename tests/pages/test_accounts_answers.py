"""Who asks about an address learns nothing from the answer, the work or the wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.hashing import Hasher
from tests.support.factories.accounts import EMAIL, PASSWORD, TODAY, make_member
from tests.support.pages import PageClient

CLOSED, UNKNOWN = "closed@example.org", "nobody@example.org"
WRONG = "틀린 비밀번호 하나"


class CountingHasher(Hasher):
    """Counts what costs time."""

    def __init__(self, inner: Hasher) -> None:
        self.__dict__ = inner.__dict__
        self.work: list[str] = []

    def hash(self, password: str) -> str:
        self.work.append("hash")
        return super().hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        self.work.append("compare")
        return super().matches(password, kept)


@pytest.fixture
def hasher(app: Flask, monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    counting = CountingHasher(cast(Hasher, app.extensions["hasher"]))
    monkeypatch.setitem(app.extensions, "hasher", counting)
    return counting


@pytest.fixture(autouse=True)
def _known_and_closed(session: Session) -> None:
    make_member(session)
    make_member(session, CLOSED).disabled_at = make_member(
        session, "x@example.org"
    ).created_at
    session.commit()


Answer = tuple[int, str, str, int, list[str]]
"""Status, address of the next page, its or this page's bytes, statements, hashing."""


def answered(
    client: PageClient,
    hasher: CountingHasher,
    endpoint: str,
    typed: Mapping[str, object],
) -> Answer:
    hasher.work.clear()
    response = client._send("POST", client.url(endpoint), data=typed)
    statements, location = len(client.statements), response.headers.get("Location", "")
    page = client.client.get(location) if location else response
    said = page.get_data(as_text=True).replace(str(typed["email"]), "…")
    return response.status_code, location, said, statements, list(hasher.work)


def signing_up(session: Session, email: str) -> dict[str, object]:
    required = queries.consent_texts(session, on=TODAY)[0]
    return {
        "email": email,
        "name": "홍길동",
        "birth_date": "19680305",
        "mobile": "010-1234-5678",
        "district": "11545",
        "password": PASSWORD,
        "agreed": required.id,
    }


def all_alike(answers: list[Answer]) -> bool:
    return all(one == answers[0] for one in answers)


def test_signing_in(visitor: PageClient, hasher: CountingHasher) -> None:
    answers = [
        answered(visitor, hasher, "accounts.login", {"email": email, "password": typed})
        for email, typed in ((EMAIL, WRONG), (CLOSED, PASSWORD), (UNKNOWN, PASSWORD))
    ]

    assert all_alike(answers)
    assert answers[0][0] == 200
    assert answers[0][3:] == (3, ["compare"])


def test_signing_up(
    visitor: PageClient, session: Session, hasher: CountingHasher
) -> None:
    answers = [
        answered(visitor, hasher, "accounts.signup", signing_up(session, email))
        for email in (EMAIL, CLOSED, UNKNOWN)
    ]

    assert all_alike(answers)
    assert answers[0][:2] == (302, "/signup/sent")
    assert answers[0][4] == ["hash"]


def test_a_forgotten_password(visitor: PageClient, hasher: CountingHasher) -> None:
    answers = [
        answered(visitor, hasher, "accounts.forgot", {"email": email})
        for email in (EMAIL, CLOSED, UNKNOWN)
    ]

    assert all_alike(answers)
    assert answers[0][:2] == (302, "/forgot/sent")
    assert answers[0][4] == []


def test_who_is_slowed_waits_alike_and_no_password_is_compared(
    visitor: PageClient, hasher: CountingHasher
) -> None:
    answers = []
    for email in (EMAIL, CLOSED, UNKNOWN):
        for _ in range(5):
            answered(
                visitor, hasher, "accounts.login", {"email": email, "password": WRONG}
            )
        right = {"email": email, "password": PASSWORD}
        answers.append(answered(visitor, hasher, "accounts.login", right))

    assert all_alike(answers)
    assert answers[0][0] == 429
    assert "1분 뒤에" in answers[0][2]
    assert answers[0][3:] == (1, [])
