"""Entering somebody who called or came by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.models import Account, Consent, ConsentHow, ConsentText, Person
from app.places.models import School
from tests.support.factories.entered import make_entered
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]
LIST_STATEMENTS = 7
"""Who reads, her roles, her second step, the list, and the line in the log (3)."""


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def typed(session: Session, at: School, /, **more: Any) -> dict[str, Any]:
    texts = session.scalars(select(ConsentText.id).where(ConsentText.required)).all()
    values: dict[str, Any] = {
        "name": "오순자",
        "birth_date": "19590217",
        "mobile": "010-5555-1234",
        "district": "11545",
        "email": "",
        "school": at.id,
        "agreed": list(texts),
        "how": "phone",
        "told_at": "2026-03-02T09:30",
    }
    return {**values, **more}


def last_line(session: Session) -> tuple[Act, str, set[int]]:
    entry = session.scalars(
        select(AccessEntry).order_by(AccessEntry.id.desc()).limit(1)
    ).one()
    people = session.scalars(
        select(AccessSubject.person_id).where(AccessSubject.entry_id == entry.id)
    )
    return entry.act, entry.page, set(people)


def test_somebody_who_called_is_entered_with_her_consent(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    form = office.get("people.new")
    assert not form.select("input[type=checkbox][checked], input[type=radio][checked]")

    page = office.post("people.new", typed(session, school), follow=True)

    person = session.scalars(select(Person).where(Person.name == "오순자")).one()
    consents = session.scalars(select(Consent).where(Consent.person_id == person.id))
    assert {(c.how, c.by_account_id) for c in consents} == {
        (ConsentHow.PHONE, coordinator.id)
    }
    assert person.entered_by_school_id == school.id
    assert person.mobile == "01055551234"
    assert "오순자" not in page.words()
    assert "오*자" in page.words()
    assert "전화로" in page.words()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": "123"}, "글자"),
        ({"birth_date": "20200101"}, "19세"),
        ({"birth_date": "어제"}, "8자리"),
        ({"mobile": "02-123-4567"}, "010"),
        ({"agreed": []}, "동의"),
        ({"how": ""}, "방법"),
        ({"how": "online"}, ""),
        ({"told_at": "2031-01-01T00:00"}, "뒤일 수 없어요"),
        ({"told_at": "언젠가"}, ""),
        ({"email": "아무거나"}, "주소"),
        ({"district": "99999"}, ""),
        ({"school": "999999"}, ""),
        ({"school": "abc"}, ""),
    ],
)
def test_bad_input_is_said_beside_the_field(
    office: PageClient,
    session: Session,
    school: School,
    wrong: dict[str, Any],
    says: str,
) -> None:
    page = office.post("people.new", typed(session, school, **wrong), status=200)

    assert says in " ".join(page.alerts())
    assert page.alerts()
    found = session.scalar(select(func.count(Person.id)).where(Person.name == "오순자"))
    assert found == 0


def test_somebody_alike_is_shown_before_anybody_is_entered(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    known = make_entered(session, school, coordinator)

    page = office.post("people.new", typed(session, school), status=200)

    assert [str(i["value"]) for i in page.select("[name=same]")] == [
        str(known.id),
        "another",
    ]
    assert last_line(session) == (Act.SEARCH, "people.new", {known.id})


def test_this_is_she_notes_her_consent_and_enters_nobody(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    known = make_entered(session, school, coordinator)
    before = session.scalar(select(func.count(Person.id)))

    office.post(
        "people.new",
        typed(session, school, same=known.id, seen=[known.id]),
    )

    assert office.last.headers["Location"] == f"/office/people/{known.id}"
    assert session.scalar(select(func.count(Person.id))) == before


def test_another_person_is_entered(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    known = make_entered(session, school, coordinator)

    office.post("people.new", typed(session, school, same="another", seen=[known.id]))

    both = session.scalars(select(Person.id).where(Person.name == "오순자")).all()
    assert len(both) == 2


def test_another_than_who_was_never_shown_is_no_answer(
    office: PageClient, session: Session, school: School, coordinator: Account
) -> None:
    make_entered(session, school, coordinator)

    office.post("people.new", typed(session, school, same="another"), status=200)

    both = session.scalars(select(Person.id).where(Person.name == "오순자")).all()
    assert len(both) == 1
