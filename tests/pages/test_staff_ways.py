"""What staff reach from where they stand, and how a form says what it wants."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.form_words import OURS
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import Page, PageClient, text_of

Pages = Callable[[Account | None], PageClient]
MENU = "header.top nav"


def addresses(page: Page, within: str) -> list[str]:
    return [str(link["href"]) for link in page.select(f"{within} a")]


@pytest.mark.parametrize(
    ("endpoint", "current"),
    [
        ("accounts.people", "/people"),
        ("accounts.schools", "/people/schools"),
        ("notifications.outbox", "/outbox"),
    ],
)
def test_an_administrators_menu_leads_to_all_that_is_theirs(
    pages: Pages, session: Session, endpoint: str, current: str
) -> None:
    admin = pages(make_staff(session, Role.ADMINISTRATOR))

    page = admin.get(endpoint)

    assert addresses(page, MENU) == [
        "/people",
        "/people/schools",
        "/outbox",
        "/courses",
    ]
    marked = [str(a["href"]) for a in page.select(f"{MENU} [aria-current]")]
    assert marked == [current]


def test_a_coordinator_reaches_every_page_of_the_office(
    pages: Pages, session: Session
) -> None:
    office = pages(make_staff(session, Role.COORDINATOR, make_school(session)))

    page = office.get("home.office")

    assert {
        "/office/import",
        "/office/courses",
        "/office/runs",
        "/office/instructors",
        "/office/certificates",
        "/office/ventures",
        "/office/school",
        "/office/messages",
    } <= set(addresses(page, "main"))


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (False, "이 칸을 채워 주세요."),
        (True, "Fill this in."),
    ],
)
def test_an_empty_field_is_asked_for_in_the_houses_words(
    pages: Pages, session: Session, english: bool, words: str
) -> None:
    school = make_school(session)
    office = pages(make_staff(session, Role.COORDINATOR, school))
    if english:
        office.in_english()

    page = office.post(
        "courses_office.add_operator", {}, status=200, school_id=school.id
    )

    assert {text_of(tag) for tag in page.select(".field .err")} == {words}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_our_words_keep_the_numbers_of_the_libraries(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        for theirs, ours in OURS.items():
            for name in ("%(min)s", "%(max)s", "%(min)d", "%(max)d"):
                assert (name in theirs) == (name in str(ours))
