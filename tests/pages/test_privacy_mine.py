"""A person's own pages: her file, corrections, erasure, rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.personal import ERASED_NAME
from app.places.models import School
from app.privacy.jobs import carry_out_erasures, make_due_files
from app.privacy.models import PrivacyRequest
from app.privacy.rules import RequestKind, RequestState
from tests.support.factories.accounts import PASSWORD, make_member
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN, FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session, name="김미경")


def asked(session: Session) -> PrivacyRequest:
    session.expire_all()
    return session.scalars(select(PrivacyRequest)).one()


def test_the_page_of_my_data_costs_few_statements(
    pages: Pages, member: Account
) -> None:
    page = pages(member)

    page.get("privacy.data")

    assert len(page.statements) <= 4


@pytest.mark.parametrize(
    "endpoint",
    [
        "privacy.data",
        "privacy.correction",
        "privacy.erasure",
        "privacy.stop",
        "privacy.consents",
    ],
)
def test_a_visitor_is_asked_to_sign_in(visitor: PageClient, endpoint: str) -> None:
    visitor.get(endpoint, status=302)

    assert "/login" in visitor.last.headers["Location"]


def test_my_file_is_made_by_a_worker_and_only_i_can_fetch_it(
    pages: Pages, app: Flask, session: Session, member: Account, other_learner: Account
) -> None:
    mine = pages(member)
    mine.post("privacy.ask_file")
    waiting = mine.get("privacy.data").words()
    with app.app_context():
        make_due_files()
    request_id = asked(session).id

    ready = mine.get("privacy.data").words()
    file = mine.download("privacy.file", request_id=request_id)
    pages(other_learner).get("privacy.file", request_id=request_id, status=404)

    assert "파일을 만들고 있어요" in waiting
    assert "파일 내려받기" in ready
    assert file.mimetype == "application/zip"
    assert file.headers["Cache-Control"] == "no-store"


def test_after_seven_days_the_file_is_not_handed_out(
    pages: Pages, app: Flask, session: Session, member: Account, clock: FakeClock
) -> None:
    mine = pages(member)
    mine.post("privacy.ask_file")
    with app.app_context():
        make_due_files()
    request_id = asked(session).id
    clock.set(MONDAY_TEN + timedelta(days=7))

    mine.get("privacy.file", request_id=request_id, status=302)
    page = mine.get("privacy.data")

    assert "더 이상 보관하지 않아요" in page.alerts()[0]


def test_asking_for_a_file_twice_makes_one(
    pages: Pages, session: Session, member: Account
) -> None:
    mine = pages(member)
    mine.post("privacy.ask_file")

    page = mine.post("privacy.ask_file", follow=True)

    assert "이미 요청했어요" in page.alerts()[0]
    assert asked(session).kind is RequestKind.EXPORT


def test_a_correction_keeps_what_was_typed_when_it_is_refused(
    pages: Pages, member: Account
) -> None:
    page = pages(member).post(
        "privacy.correction",
        {"name": "김미정", "birth_date": "19681399", "wish": ""},
        status=200,
    )

    assert page.value("name") == "김미정"
    assert len(page.select(".err")) == 2


def test_a_correction_is_asked_for_with_a_reason(
    pages: Pages, session: Session, member: Account
) -> None:
    mine = pages(member)

    page = mine.post(
        "privacy.correction",
        {"name": "김미정", "birth_date": "19680305", "wish": "개명했어요."},
        follow=True,
    )

    request = asked(session)
    assert request.wanted == {"name": "김미정"}
    assert request.due_on == date(2026, 3, 12)
    assert "정정 요청을 살펴보고 있어요" in page.words()


def test_the_preview_of_an_erasure_names_what_goes_and_what_stays(
    pages: Pages, member: Account
) -> None:
    page = pages(member).in_english().get("privacy.erasure")

    assert "What goes" in page.words()
    assert "What stays, and why" in page.words()
    assert page.select_one("[name=password]") is not None


def test_an_erasure_asks_for_the_password(
    pages: Pages, session: Session, member: Account
) -> None:
    page = pages(member).post(
        "privacy.erasure", {"password": "wrong password"}, status=200
    )

    assert any("비밀번호가 달라요" in alert for alert in page.alerts())
    assert session.scalars(select(PrivacyRequest)).all() == []


def test_an_erasure_can_be_taken_back_and_asked_for_again(
    pages: Pages, session: Session, member: Account
) -> None:
    mine = pages(member)
    page = mine.post("privacy.erasure", {"password": PASSWORD}, follow=True)
    request = asked(session)

    again = mine.post("privacy.withdraw", request_id=request.id, follow=True)

    assert "3월 5일" in page.words()
    assert asked(session).state is RequestState.WITHDRAWN
    assert "지워지는 내용 보기" in again.words()


def test_nobody_takes_back_what_somebody_else_asked(
    pages: Pages, session: Session, member: Account, other_learner: Account
) -> None:
    pages(member).post("privacy.erasure", {"password": PASSWORD})

    pages(other_learner).post(
        "privacy.withdraw", request_id=asked(session).id, status=404
    )

    assert asked(session).state is RequestState.OPEN


def test_after_the_days_she_is_erased_and_signed_out(
    pages: Pages, app: Flask, session: Session, member: Account, clock: FakeClock
) -> None:
    mine, person_id = pages(member), member.person_id
    mine.post("privacy.erasure", {"password": PASSWORD})
    clock.set(MONDAY_TEN + timedelta(days=3))

    with app.app_context():
        carry_out_erasures()
    session.expire_all()

    assert session.get_one(Person, person_id).name == ERASED_NAME
    mine.get("accounts.me", status=302)


def test_who_has_a_seat_is_led_to_it_first(
    pages: Pages, session: Session, member: Account, school: School
) -> None:
    run = make_run(session, make_course(session, school))
    place = make_enrollment(session, run, member.person)
    mine = pages(member)

    page = mine.get("privacy.erasure")
    refused = mine.post("privacy.erasure", {"password": PASSWORD}, status=200)

    assert page.select_one(f"main a[href='/me/enrollments/{place.id}']") is not None
    assert page.select_one("[name=password]") is None
    assert refused.select_one("[name=password]") is None
    assert session.scalars(select(PrivacyRequest)).all() == []


def test_an_account_rests_at_once(
    pages: Pages, session: Session, member: Account
) -> None:
    mine = pages(member)

    mine.post("privacy.stop", {"password": PASSWORD})
    mine.get("accounts.me", status=302)

    session.expire_all()
    assert member.disabled_at is not None
    assert asked(session).state is RequestState.DONE
