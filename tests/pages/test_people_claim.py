"""Claiming the record that a school entered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import sign_up
from app.accounts.models import Account, Person
from app.places.models import School
from app.privacy.people.models import PersonMerge
from tests.support.factories.accounts import mailed_secret, typed_sign_up
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_claim_code, make_entered
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]
RIGHT = {"code": "7k3m 9q2d", "birth_date": "1959. 2. 17."}


@pytest.fixture
def entered(
    app: Flask, session: Session, school: School, coordinator: Account
) -> Person:
    person = make_entered(session, school, coordinator)
    make_claim_code(session, person, coordinator, key=app.config["SECRET_KEY"])
    return person


def test_the_right_code_brings_her_enrolments(
    pages: Pages, session: Session, entered: Person, learner: Account
) -> None:
    place = make_enrollment(session, make_run(session), entered)
    client = pages(learner)
    client.get("people.claim")

    client.post("people.claim", RIGHT, follow=True)

    session.refresh(place)
    assert place.person_id == learner.person_id
    client.post("people.claim", RIGHT, status=200)  # used once


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "7K3M-9Q2E"},
        {"code": "짧아요"},
        {"birth_date": "19590218"},
        {"birth_date": "어제"},
        {"code": ""},
        {"code": "\x00'; --"},
    ],
)
def test_a_wrong_answer_joins_nothing(
    pages: Pages,
    session: Session,
    entered: Person,
    learner: Account,
    wrong: dict[str, str],
) -> None:
    page = pages(learner).post("people.claim", {**RIGHT, **wrong}, status=200)

    assert page.alerts()
    assert session.scalars(select(PersonMerge)).all() == []


def test_a_wrong_code_and_a_wrong_birth_date_look_the_same(
    pages: Pages, entered: Person, learner: Account
) -> None:
    client = pages(learner)

    said = [
        client.post("people.claim", {**RIGHT, **wrong}, status=200).alerts()
        for wrong in ({"code": "0000-0000"}, {"birth_date": "19590218"})
    ]

    assert said[0] == said[1]


def test_a_guesser_is_stopped_after_five_wrong_codes(
    pages: Pages, entered: Person, learner: Account, other_learner: Account
) -> None:
    client = pages(learner)
    for _try in range(5):
        client.post("people.claim", {**RIGHT, "code": "0000-0000"}, status=200)

    client.post("people.claim", RIGHT, status=429)
    pages(other_learner).post("people.claim", RIGHT)  # an account of her own


def test_a_refused_merge_says_why(
    pages: Pages, session: Session, entered: Person, learner: Account
) -> None:
    run = make_run(session)
    make_enrollment(session, run, entered)
    make_enrollment(session, run, learner.person)

    page = pages(learner).post("people.claim", RIGHT, status=200)

    assert "같은 개설강좌" in " ".join(page.alerts())


def test_a_visitor_is_told_to_sign_in_and_comes_back(
    visitor: PageClient, entered: Person
) -> None:
    page = visitor.get("people.claim")

    links = [str(a["href"]) for a in page.select("main a")]
    assert "/signup" in links
    assert "/login?next=/claim" in links
    visitor.post("people.claim", RIGHT)
    assert visitor.last.headers["Location"] == "/login"


def test_who_signs_up_from_there_comes_back_after_the_mail(
    visitor: PageClient, session: Session
) -> None:
    visitor.get("people.claim")
    sign_up.request_sign_up(
        session,
        typed_sign_up(session),
        finish_path=lambda secret: f"/signup/finish/{secret}",
        reset_path=lambda secret: f"/reset/{secret}",
        now=MONDAY_TEN,
    )
    session.commit()

    visitor.post("accounts.finish", secret=mailed_secret(session))

    assert visitor.last.headers["Location"] == "/claim"


def test_it_speaks_english(pages: Pages, learner: Account) -> None:
    page = pages(learner).in_english().get("people.claim")

    assert page.heading() == "Enter the code from your school"
