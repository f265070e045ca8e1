"""People are found by a part of the name, however many there are."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import searching
from app.accounts import people_queries
from app.accounts.finding import by_address, by_last_digits, by_name
from app.accounts.models import Person
from tests.support.factories.people import make_account, make_person

NAMES = ("김미경", "이경미", "박경", "남궁민수", "Maria Santos", "Kim Mikyung", "한%_")


@pytest.fixture
def people(session: Session) -> None:
    for name in NAMES:
        make_person(session, name)


@pytest.mark.parametrize(
    "sought",
    ["김", "김미", "미경", "경", "김미경", "궁민", "수", "maria", "SANTOS", "mik",
     "KIM", "%", "_", "a S", "없음"],
)  # fmt: skip
@pytest.mark.parametrize("most", [0, 1_000])
def test_any_part_finds_whoever_has_it(
    session: Session,
    people: None,
    monkeypatch: pytest.MonkeyPatch,
    sought: str,
    most: int,
) -> None:
    monkeypatch.setattr(searching, "MOST", most)

    found = people_queries.people(session, sought=sought, after=None, limit=30)

    expected = {name for name in NAMES if sought.lower() in name.lower()}
    assert {person.name for person in found} == expected


def test_what_is_rare_is_named_and_what_is_common_is_not(
    session: Session, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST", 2)

    assert len(searching.rare(session, *by_name(session, "미경")) or ()) == 1
    assert searching.rare(session, *by_name(session, "경")) is None


def test_an_address_is_found_by_its_beginning(session: Session) -> None:
    account = make_account(session, email="haneul@example.org")
    make_account(session, email="ahaneul@example.org")

    found = searching.rare(session, *by_address(session, "haneul@"))

    assert found == [account.person_id]


def test_a_number_is_found_by_its_last_digits(session: Session) -> None:
    person = make_person(session, mobile="01012349876")
    make_person(session, mobile="01098761234")

    assert session.scalars(by_last_digits("9876")).all() == [person.id]


def test_a_changed_name_is_found_by_the_new_one(session: Session) -> None:
    person = make_person(session, "김하늘")
    person.name = "김바다"
    session.commit()

    assert session.scalars(by_name(session, "바다")[1]).all() == [person.id]
    assert not session.scalars(by_name(session, "하늘")[1]).all()
    assert session.scalars(select(Person.name)).all() == ["김바다"]
