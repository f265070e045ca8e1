"""A school's people: found, entered, corrected, given a code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.places.models import School
from app.privacy.people.models import ClaimCode
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_entered
from tests.support.factories.people import make_account, make_person, make_staff
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]
LIST_STATEMENTS = 7
"""Who reads, her roles, her second step, the list, and the line in the log (3)."""


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def last_line(session: Session) -> tuple[Act, str, set[int]]:
    entry = session.scalars(
        select(AccessEntry).order_by(AccessEntry.id.desc()).limit(1)
    ).one()
    people = session.scalars(
        select(AccessSubject.person_id).where(AccessSubject.entry_id == entry.id)
    )
    return entry.act, entry.page, set(people)


def test_her_people_are_those_she_entered_and_those_who_applied(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    entered = make_entered(session, school, coordinator)
    applied = make_account(session, "한점례").person
    make_enrollment(session, make_run(session), applied)
    make_person(session, "남모르는이")

    page = office.get("people.office")

    assert "오*자" in page.words()
    assert "한*례" in page.words()
    assert "남**이" not in page.words()
    assert "오순자" not in page.words()
    assert last_line(session) == (Act.VIEW, "people.office", {entered.id, applied.id})


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("순자", True),
        ("1234", True),
        ("9999", False),
        ("%", False),
        ("01055551234", False),
    ],
)
def test_a_search_is_by_name_or_last_four_digits_and_logged(
    office: PageClient,
    session: Session,
    school: School,
    coordinator: Account,
    sought: str,
    found: bool,
) -> None:
    person = make_entered(session, school, coordinator)

    page = office.get("people.office", q=sought)

    assert ("오*자" in page.words()) is found
    if found:
        assert last_line(session) == (Act.SEARCH, "people.office", {person.id})


def test_a_long_list_is_paged_in_few_statements(
    office: PageClient, session: Session, school: School
) -> None:
    for number in range(31):
        make_person(session, f"이웃{number}", entered_by_school_id=school.id)

    first = office.get("people.office")
    assert len(office.statements) <= LIST_STATEMENTS + 1, office.statements
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert len(first.select("tbody tr")) == 30
    assert len(second.select("tbody tr")) == 1


def test_what_was_mistyped_is_mended_and_audited(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    person = make_entered(session, school, coordinator)
    form = office.get("people.correct", person_id=person.id)
    assert form.value("name") == "오순자"

    office.post(
        "people.correct",
        {
            "name": "오순재",
            "birth_date": "1959-02-17",
            "mobile": "01055551234",
            "district": "11545",
            "email": "SOON@example.org",
        },
        person_id=person.id,
    )

    session.refresh(person)
    assert (person.name, person.email) == ("오순재", "soon@example.org")
    assert last_line(session)[0] is Act.CHANGE


def test_who_has_an_account_is_not_corrected_by_staff(
    office: PageClient, session: Session
) -> None:
    account = make_account(session, "한점례")
    make_enrollment(session, make_run(session), account.person)

    for endpoint in ("people.correct", "people.code"):
        page = office.get(endpoint, status=302, person_id=account.person_id)
        assert page is not None

    assert "people/" + str(account.person_id) in office.last.headers["Location"]


def test_a_code_is_shown_once_and_only_its_hash_is_kept(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    person = make_entered(session, school, coordinator)
    office.get("people.code", person_id=person.id)

    page = office.post("people.code", status=200, person_id=person.id)

    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.words())
    assert code is not None
    assert "http://localhost/claim" in page.words()
    kept = session.scalars(select(ClaimCode)).one()
    assert code[0] not in kept.code_hash
    again = office.get("people.code", person_id=person.id)
    assert code[0] not in again.words()


@pytest.mark.parametrize("endpoint", ["people.person", "people.correct", "people.code"])
def test_another_schools_person_does_not_exist(
    pages: Pages,
    session: Session,
    school: School,
    coordinator: Account,
    other_coordinator: Account,
    learner: Account,
    endpoint: str,
) -> None:
    person = make_entered(session, school, coordinator)

    pages(other_coordinator).get(endpoint, status=404, person_id=person.id)
    pages(learner).get(endpoint, status=403, person_id=person.id)
    pages(None).get(endpoint, status=302, person_id=person.id)


def test_a_coordinator_without_a_school_enters_nobody(
    pages: Pages, session: Session
) -> None:
    nowhere = make_staff(session, Role.COORDINATOR)

    pages(nowhere).get("people.new", status=404)
    pages(nowhere).get("people.office")


@pytest.mark.parametrize("endpoint", ["people.office", "people.new"])
def test_the_pages_speak_english(office: PageClient, endpoint: str) -> None:
    page = office.in_english().get(endpoint)

    assert re.search("[가-힣]", page.heading()) is None
