"""Staff who were away sign in again, and nothing they typed is lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from tests.support.factories.accounts import EMAIL, HASHER, PASSWORD, make_member
from tests.support.factories.factors import code_at, make_factor
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]
TYPED = {"mobile": "010 9876 5432", "district": "11380", "language": "en"}


@pytest.fixture
def staff(session: Session) -> Account:
    account = make_staff(session, Role.COORDINATOR, make_school(session))
    account.password_hash = HASHER.hash(PASSWORD)
    session.commit()
    return account


@pytest.fixture
def away(pages: Pages, staff: Account, clock: FakeClock) -> PageClient:
    """Somebody of the staff who comes back after half an hour."""
    client = pages(staff)
    client.get("accounts.edit")
    client.awake = False
    clock.forward(minutes=31)
    return client


@pytest.fixture
def guarded(app: Flask) -> Iterator[None]:
    """With the protection against forged forms, as in earnest."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def fields(page: Page, form: str = "form[method=post]") -> dict[str, str]:
    """What a browser would send of the hidden fields."""
    hidden = page.select(f"main {form} input[type=hidden]")
    return {str(tag["name"]): str(tag["value"]) for tag in hidden}


def sent_late(client: PageClient) -> Page:
    return client.post("accounts.edit", TYPED, status=401)


def signed_in_again(client: PageClient, page: Page, email: str, **more: str) -> Page:
    typed = {**fields(page), "email": email, "password": PASSWORD, **more}
    return client.post("accounts.login", typed, status=200)


def test_reading_leads_to_sign_in_and_back(away: PageClient, staff: Account) -> None:
    away.get("accounts.edit", status=302)
    to_sign_in = away.last.headers["Location"]
    page = away.open(to_sign_in)
    away.client.post(to_sign_in, data={"email": staff.email, "password": PASSWORD})

    assert to_sign_in == "/login?next=/account/edit"
    assert "로그인이 끝났어요" in " ".join(page.notes())
    away.get("accounts.edit")


def test_just_before_the_limit_one_is_still_signed_in(
    pages: Pages, staff: Account, clock: FakeClock
) -> None:
    client = pages(staff)
    client.awake = False
    clock.forward(minutes=30)

    client.get("accounts.edit")


def test_a_learner_is_left_in_peace(
    pages: Pages, learner: Account, clock: FakeClock
) -> None:
    client = pages(learner)
    client.awake = False
    clock.forward(days=13)

    page = client.get("accounts.edit")

    assert not page.select("#idle")


def test_a_form_sent_too_late_is_kept_and_sent_on_with_one_press(
    away: PageClient, staff: Account, session: Session
) -> None:
    page = sent_late(away)
    unchanged = staff.person.mobile
    send_on = signed_in_again(away, page, staff.email)
    session.refresh(staff.person)
    not_yet = staff.person.mobile
    form = send_on.select("main form")[0]
    away.client.post(str(form["action"]), data=fields(send_on))

    session.refresh(staff.person)
    assert "적은 내용은 이 화면에 그대로 있어요" in " ".join(page.notes())
    assert not_yet == unchanged
    assert staff.person.mobile == "01098765432"
    assert away.last.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("guarded")
def test_it_is_sent_on_under_a_fresh_token(
    pages: Pages, staff: Account, session: Session, clock: FakeClock
) -> None:
    client = pages(staff)
    typed = {**fields(client.get("accounts.edit")), **TYPED}
    client.awake = False
    clock.forward(minutes=31)
    page = client.post("accounts.edit", typed, status=401)

    send_on = signed_in_again(client, page, staff.email)
    hidden = fields(send_on)
    client.client.post("/account/edit", data=hidden)

    session.refresh(staff.person)
    assert hidden["csrf_token"]
    assert staff.person.mobile == "01098765432"


def test_a_wrong_password_in_between_loses_nothing(
    away: PageClient, staff: Account
) -> None:
    page = signed_in_again(away, sent_late(away), staff.email, password="틀린 하나")

    send_on = signed_in_again(away, page, staff.email)

    assert fields(send_on)["mobile"] == TYPED["mobile"]


def test_nor_does_the_second_step(
    away: PageClient, staff: Account, session: Session, clock: FakeClock
) -> None:
    make_factor(session, staff)
    page = sent_late(away)
    typed = {**fields(page), "email": staff.email, "password": PASSWORD}

    to_code = away.client.post("/login", data=typed)
    answer = away.client.post(to_code.headers["Location"], data=typed)
    code = Page(answer.get_data(as_text=True), "lxml")
    send_on = away.post(
        "accounts.code", {**fields(code), "code": code_at(clock())}, status=200
    )

    assert fields(send_on)["mobile"] == TYPED["mobile"]


def test_who_signed_out_in_another_tab_loses_nothing_either(
    pages: Pages, staff: Account
) -> None:
    client = pages(staff)
    client.post("accounts.logout")

    send_on = signed_in_again(client, sent_late(client), staff.email)

    assert fields(send_on)["district"] == TYPED["district"]


def test_who_has_signed_in_in_another_tab_goes_on_without_a_password(
    away: PageClient, staff: Account
) -> None:
    page = sent_late(away)
    away.post("accounts.login", {"email": staff.email, "password": PASSWORD})

    send_on = away.post("accounts.login", fields(page), status=200)

    assert fields(send_on)["mobile"] == TYPED["mobile"]


def test_somebody_else_does_not_get_what_she_typed(
    away: PageClient, session: Session
) -> None:
    make_member(session)
    page = sent_late(away)
    typed = {**fields(page), "email": EMAIL, "password": PASSWORD}

    away.post("accounts.login", typed)

    said = away.open("/me")
    assert "다른 계정" in " ".join(said.notes())


def test_a_carried_form_that_was_changed_is_none(
    away: PageClient, staff: Account
) -> None:
    typed = {"email": staff.email, "password": PASSWORD, "carried": "WyJ4Il0.forged"}

    away.post("accounts.login", typed)

    assert away.last.headers["Location"] == "/office"


def test_passwords_do_not_travel_and_files_are_named(
    away: PageClient, staff: Account
) -> None:
    answer = away.client.post(
        "/account/edit",
        data={
            "note": "두 줄\n둘째",
            "current_password": "geheim",
            "papers": (io.BytesIO(b"x"), "서류.pdf"),
        },
    )
    page = Page(answer.get_data(as_text=True), "lxml")
    send_on = signed_in_again(away, page, staff.email)

    assert answer.status_code == 401
    assert "서류.pdf" in " ".join(page.notes())
    assert "서류.pdf" in " ".join(send_on.notes())
    assert fields(send_on)["note"] == "두 줄\n둘째"
    assert "current_password" not in fields(send_on)


def test_of_a_visitor_there_is_nothing_to_keep(visitor: PageClient) -> None:
    visitor.post("accounts.edit", TYPED)

    assert visitor.last.headers["Location"] == "/login"


def test_no_other_language_is_offered_that_would_lose_what_is_carried(
    away: PageClient,
) -> None:
    page = sent_late(away)
    empty_handed = away.get("accounts.login")

    assert not page.select("header a[href^='/lang/']")
    assert empty_handed.select("header a[href^='/lang/']")


def test_what_is_carried_outlasts_too_many_tries(
    away: PageClient, staff: Account
) -> None:
    page = sent_late(away)
    for number in range(60):
        wrong = {"email": f"person{number}@example.org", "password": "틀린 하나"}
        away.client.post("/login", data=wrong)

    refused = away.post("accounts.login", fields(page), status=429)

    assert fields(refused)["carried"] == fields(page)["carried"]
    assert refused.select("main form")[0]["action"] == "/login"
