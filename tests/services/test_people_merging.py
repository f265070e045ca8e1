"""Two records of one person become one, and two again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Consent, Person
from app.accounts.queries import PersonMerged, lock_person, person_by_email
from app.enrollment import services as enrolling
from app.enrollment.models import Enrollment
from app.incubation.models import Founder
from app.notifications.letters import read
from app.outbox import Message
from app.places.models import School
from app.privacy import composition
from app.privacy.people import merging, moving, undoing
from app.privacy.people.duplicates import BothSignIn
from app.privacy.people.models import MergeWay, PersonMerge
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_entered
from tests.support.factories.incubation import make_team
from tests.support.factories.people import make_account, make_person
from tests.support.factories.privacy import BORN, make_whole
from tests.support.time import MONDAY_TEN


def merge(
    session: Session, one: Person, other: Person, by: Account, **more: Any
) -> PersonMerge:
    values: dict[str, Any] = {"way": MergeWay.STAFF, "school_id": None}
    done = merging.merge(
        session,
        person_ids=(one.id, other.id),
        by=by.id,
        now=MONDAY_TEN,
        **{**values, **more},
    )
    session.commit()
    return done


def owned(session: Session, person_id: int) -> Mapping[str, int]:
    """How many rows of each table are this person's."""
    counts = {}
    for holding in moving.movable():
        column = moving.person_column(holding)
        query = select(func.count()).select_from(column.table)
        counts[column.table.name] = session.scalar(query.where(column == person_id))
    return {name: number for name, number in counts.items() if number}


def test_what_one_had_in_every_package_is_the_others_and_comes_back(
    session: Session, school: School, coordinator: Account
) -> None:
    whole = make_whole(session, school, coordinator, date(*BORN))
    whole.account.disabled_at = MONDAY_TEN
    herself = make_account(session, "남궁별하나", birth_date=date(*BORN))
    before = owned(session, whole.person_id)

    done = merge(session, whole.account.person, herself.person, coordinator)

    moved = owned(session, herself.person_id)
    assert {"enrollments", "certificates", "founders", "attempts"} <= set(before)
    assert {**moved, "messages": 0} == {**before, "messages": 0}
    assert moved["messages"] == before["messages"] + 1  # that it was merged
    assert owned(session, whole.person_id) == {}

    undoing.undo(session, done.id, by=coordinator.id, now=MONDAY_TEN)
    session.commit()

    assert owned(session, whole.person_id) == before
    assert owned(session, herself.person_id) == {"messages": 1}


def test_an_erasure_takes_the_merged_record_along(
    session: Session, school: School, coordinator: Account
) -> None:
    herself = make_account(session, "오순자")
    entered = make_entered(session, school, coordinator)
    gone_id = entered.id
    merge(session, herself.person, entered, coordinator)

    composition.erase(session, herself.person_id, now=MONDAY_TEN)
    session.commit()

    gone = session.get_one(Person, gone_id)
    assert (gone.name, gone.birth_date, gone.mobile) == ("(지움)", None, None)


def test_empty_details_are_filled_and_taken_back(
    session: Session, school: School, coordinator: Account
) -> None:
    herself = make_account(session, "오순자", mobile=None, birth_date=None)
    entered = make_entered(session, school, coordinator)
    kept_id = herself.person_id

    done = merge(session, herself.person, entered, coordinator)

    kept = session.get_one(Person, kept_id)
    assert set(done.filled) == {"birth_date", "mobile", "entered_by_school_id"}
    assert kept.mobile == "01055551234"
    undoing.undo(session, done.id, by=coordinator.id, now=MONDAY_TEN)
    session.commit()
    assert session.get_one(Person, kept_id).mobile is None


def test_what_she_changed_meanwhile_is_not_taken_back(
    session: Session, school: School, coordinator: Account
) -> None:
    herself = make_account(session, "오순자", mobile=None)
    entered = make_entered(session, school, coordinator)
    done = merge(session, herself.person, entered, coordinator)
    done.kept.mobile = "01077778888"
    session.commit()

    undoing.undo(session, done.id, by=coordinator.id, now=MONDAY_TEN)

    assert herself.person.mobile == "01077778888"


def test_a_consent_that_both_gave_stays_with_the_record_it_belongs_to(
    session: Session, school: School, coordinator: Account
) -> None:
    entered = make_entered(session, school, coordinator)
    herself = make_account(session, "오순자")
    told = session.scalars(select(Consent).order_by(Consent.id)).first()
    assert told is not None
    session.add(
        Consent(person_id=herself.person_id, text_id=told.text_id, agreed_at=MONDAY_TEN)
    )
    session.commit()

    merge(session, herself.person, entered, coordinator)

    assert session.get_one(Consent, told.id).person_id == entered.id


def test_the_merged_record_is_found_no_more(
    session: Session, school: School, coordinator: Account
) -> None:
    entered = make_entered(session, school, coordinator, email="soonja@example.org")
    herself = make_account(session, "오순자")
    gone_id = entered.id

    merge(session, herself.person, entered, coordinator)

    assert person_by_email(session, "soonja@example.org") is None
    with pytest.raises(PersonMerged):
        lock_person(session, gone_id)
    with pytest.raises(PersonMerged):
        merge(session, herself.person, entered, coordinator)


def test_both_in_one_run_are_refused(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_run(session)
    entered = make_entered(session, school, coordinator)
    herself = make_account(session, "오순자")
    make_enrollment(session, run, entered)
    make_enrollment(session, run, herself.person)

    with pytest.raises(merging.BothInRun):
        merge(session, herself.person, entered, coordinator)
    session.rollback()

    assert entered.merged_into_id is None


def test_one_who_left_the_run_before_is_no_hindrance(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_run(session)
    entered = make_entered(session, school, coordinator)
    herself = make_account(session, "오순자")
    place = make_enrollment(session, run, entered)
    enrolling.withdraw(
        session, enrollment_id=place.id, person_id=entered.id, now=MONDAY_TEN
    )
    make_enrollment(session, run, herself.person)

    merge(session, herself.person, entered, coordinator)

    assert session.get_one(Enrollment, place.id).person_id == herself.person_id


def test_two_founders_of_one_venture_are_refused(
    session: Session, school: School, coordinator: Account
) -> None:
    make_team(session)
    one, other = session.scalars(select(Founder).order_by(Founder.id).limit(2)).all()
    for account in session.scalars(
        select(Account).where(Account.person_id == other.person_id)
    ):
        account.disabled_at = MONDAY_TEN
    session.commit()

    with pytest.raises(merging.BothFound):
        merge(session, one.person, other.person, coordinator)


def test_two_open_accounts_are_refused_and_a_closed_one_gives_way(
    session: Session, coordinator: Account
) -> None:
    one, other = make_account(session, "오순자"), make_account(session, "오순자")
    with pytest.raises(BothSignIn):
        merge(session, one.person, other.person, coordinator)
    session.rollback()
    one.disabled_at = MONDAY_TEN
    session.commit()

    done = merge(session, one.person, other.person, coordinator)

    assert (done.kept_id, done.gone_id) == (other.person_id, one.person_id)


def test_an_erased_record_is_refused(session: Session, coordinator: Account) -> None:
    herself = make_account(session, "오순자")
    nobody = make_person(session, "(지움)", birth_date=None, mobile=None)

    with pytest.raises(merging.NothingLeft):
        merge(session, herself.person, nobody, coordinator)


@pytest.mark.parametrize(
    ("language", "said"), [("ko", "하나로 합쳤"), ("en", "one now")]
)
def test_she_is_told_in_her_language(
    session: Session,
    school: School,
    coordinator: Account,
    app: Any,
    language: str,
    said: str,
) -> None:
    herself = make_account(session, "오순자")
    herself.language = language
    entered = make_entered(session, school, coordinator)

    merge(session, herself.person, entered, coordinator)

    message = session.scalars(
        select(Message).where(Message.template == "person_merged")
    ).one()
    with app.test_request_context(), force_locale(language):
        letter = read(message)
    assert message.to_address == herself.email
    assert said in letter.subject
