"""Entering somebody, the code she is given, and her claim."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import sign_up
from app.accounts.models import Account, Consent, ConsentHow, Person
from app.outbox import Message
from app.places.models import School
from app.privacy.people import claiming, entering, queries
from app.privacy.people.claim_code import ClaimRefused, hash_of
from app.privacy.people.merging import BothInRun
from app.privacy.people.models import ClaimCode, DifferentPeople, MergeWay, PersonMerge
from tests.support.factories.accounts import mailed_secret, typed_sign_up
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import (
    BORN,
    CODE,
    an_entry,
    make_claim_code,
    make_entered,
    told,
)
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN

KEY = "a test's key"


def claim(
    session: Session,
    account: Account,
    *,
    code: str = CODE,
    born: date = BORN,
    days: int = 0,
) -> PersonMerge:
    return claiming.claim(
        session,
        code_hash=hash_of(code, key=KEY),
        birth_date=born,
        account_id=account.id,
        now=MONDAY_TEN + timedelta(days=days),
    )


@pytest.fixture
def entered(session: Session, school: School, coordinator: Account) -> Person:
    person = make_entered(session, school, coordinator)
    make_claim_code(session, person, coordinator, key=KEY)
    return person


def test_who_entered_her_how_and_when_is_kept_with_the_consent(
    session: Session, school: School, coordinator: Account
) -> None:
    person = make_entered(session, school, coordinator)

    consents = session.scalars(
        select(Consent).where(Consent.person_id == person.id)
    ).all()
    assert person.entered_by_school_id == school.id
    assert consents
    assert {(c.how, c.by_account_id, c.agreed_at) for c in consents} == {
        (ConsentHow.PHONE, coordinator.id, MONDAY_TEN)
    }


def test_a_consent_of_tomorrow_is_refused(
    session: Session, school: School, coordinator: Account
) -> None:
    agreed = told(session, coordinator, told_at=MONDAY_TEN + timedelta(minutes=1))

    with pytest.raises(entering.ToldLater):
        entering.enter(
            session,
            an_entry(),
            agreed,
            school_id=school.id,
            known_in=(),
            another_than=(),
            now=MONDAY_TEN,
        )


def test_somebody_alike_has_to_be_looked_at_first(
    session: Session, school: School, coordinator: Account
) -> None:
    known = make_entered(session, school, coordinator)

    def again(another_than: tuple[int, ...]) -> Person:
        return entering.enter(
            session,
            an_entry(mobile="01000009999"),
            told(session, coordinator),
            school_id=school.id,
            known_in=(),
            another_than=another_than,
            now=MONDAY_TEN,
        )

    with pytest.raises(entering.LikelyKnown):
        again(())
    other = again((known.id,))

    parted = session.scalars(select(DifferentPeople)).one()
    assert (parted.first_id, parted.second_id) == (known.id, other.id)


def test_another_schools_people_are_nobodys_business(
    session: Session, school: School, other_school: School, coordinator: Account
) -> None:
    make_entered(session, other_school, coordinator)

    found = queries.alike_of_schools(
        session, an_entry().details, school_ids=[school.id]
    )

    assert found == []


def test_she_is_her_schools_until_she_applies_elsewhere(
    session: Session, school: School, other_school: School, coordinator: Account
) -> None:
    person = make_entered(session, other_school, coordinator)

    def whose() -> list[bool]:
        return [
            queries.person_of_schools(session, person.id, school_ids=[one.id])
            is not None
            for one in (school, other_school)
        ]

    assert whose() == [False, True]
    make_enrollment(session, make_run(session), person)

    assert whose() == [True, False]


def test_her_account_gets_what_the_school_entered(
    session: Session, entered: Person
) -> None:
    place = make_enrollment(session, make_run(session), entered)
    account = make_account(session, "오순자")

    done = claim(session, account)
    session.commit()

    assert done.way is MergeWay.CLAIM
    assert place.person_id == account.person_id
    code = session.scalars(select(ClaimCode)).one()
    assert code.used_at == MONDAY_TEN
    told_by = session.scalars(
        select(Message.template).where(Message.to_address == account.email)
    ).all()
    assert told_by == ["person_claimed"]


@pytest.mark.parametrize(
    ("code", "born", "days"),
    [
        ("7K3M-9Q2E", BORN, 0),
        (CODE, date(1959, 2, 18), 0),
        (CODE, BORN, 30),
    ],
    ids=["wrong code", "wrong birth date", "too late"],
)
def test_wrong_and_late_are_one_refusal(
    session: Session, entered: Person, code: str, born: date, days: int
) -> None:
    account = make_account(session, "오순자")

    with pytest.raises(ClaimRefused):
        claim(session, account, code=code, born=born, days=days)


def test_a_new_code_ends_the_old_one(
    session: Session, entered: Person, coordinator: Account
) -> None:
    make_claim_code(session, entered, coordinator, key=KEY, code="0000-0002")
    account = make_account(session, "오순자")

    with pytest.raises(ClaimRefused):
        claim(session, account)
    claim(session, account, code="0000-0002")


def test_a_place_in_the_same_run_stops_the_claim_and_keeps_the_code(
    session: Session, entered: Person
) -> None:
    run, account = make_run(session), make_account(session, "오순자")
    make_enrollment(session, run, entered)
    make_enrollment(session, run, account.person)

    with pytest.raises(BothInRun):
        claim(session, account)
    session.rollback()

    assert session.scalars(select(ClaimCode)).one().used_at is None


def test_who_has_an_account_needs_no_code_and_no_correction(
    session: Session, coordinator: Account
) -> None:
    account = make_account(session, "오순자")

    with pytest.raises(entering.HasAccount):
        make_claim_code(session, account.person, coordinator, key=KEY)
    with pytest.raises(entering.HasAccount):
        entering.correct(
            session, account.person_id, an_entry(), by=coordinator.id, now=MONDAY_TEN
        )


def test_signing_up_with_the_same_address_needs_no_code(
    session: Session, school: School, coordinator: Account
) -> None:
    typed = typed_sign_up(session)
    person = make_entered(
        session,
        school,
        coordinator,
        name=typed.name,
        birth_date=typed.birth_date,
        email=typed.email,
    )
    sign_up.request_sign_up(
        session,
        typed,
        finish_path=lambda secret: f"/signup/finish/{secret}",
        reset_path=lambda secret: f"/reset/{secret}",
        now=MONDAY_TEN,
    )
    session.commit()

    account = sign_up.finish_sign_up(session, mailed_secret(session), now=MONDAY_TEN)
    session.commit()

    assert account.person_id == person.id
