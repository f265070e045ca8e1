"""An erasure between being asked for and being done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.outbox import Message
from app.personal import ERASED_NAME
from app.places.models import School
from app.privacy import jobs, services
from app.privacy.people.merging import merge
from app.privacy.people.models import MergeWay
from app.privacy.rules import AlreadyErased, RequestKind, RequestState
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN, FakeClock

LATER = MONDAY_TEN + timedelta(days=3)


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_an_erasure_taken_back_in_time_is_not_done(
    session: Session, learner: Account, app: Flask, clock: FakeClock
) -> None:
    request = services.ask_erasure(session, account=learner, now=MONDAY_TEN)
    session.flush()
    services.withdraw(
        session, request_id=request.id, person_id=learner.person_id, now=MONDAY_TEN
    )
    session.commit()
    clock.set(LATER)

    assert jobs.carry_out_erasures() == 0
    session.expire_all()
    assert learner.person.name == "김미경"


def test_who_began_something_meanwhile_is_refused_and_told(
    session: Session, learner: Account, school: School, clock: FakeClock
) -> None:
    request = services.ask_erasure(session, account=learner, now=MONDAY_TEN)
    session.commit()
    run = make_run(session, make_course(session, school))
    make_enrollment(session, run, learner.person)
    clock.set(LATER)

    jobs.carry_out_erasures()
    session.expire_all()

    assert request.state is RequestState.REFUSED
    assert request.answer
    assert learner.person.name == "김미경"


def test_an_erased_person_can_ask_for_nothing(
    session: Session, learner: Account, clock: FakeClock
) -> None:
    services.ask_erasure(session, account=learner, now=MONDAY_TEN)
    session.commit()
    clock.set(LATER)
    jobs.carry_out_erasures()
    session.expire_all()

    with pytest.raises(AlreadyErased):
        services.ask(
            session, person_id=learner.person_id, kind=RequestKind.STOP, now=LATER
        )


def test_a_record_that_was_joined_with_hers_is_erased_with_hers(
    session: Session,
    learner: Account,
    administrator: Account,
    clock: FakeClock,
) -> None:
    second = make_person(session, "김미경", email="other-address@example.org")
    merge(
        session,
        person_ids=(learner.person_id, second.id),
        way=MergeWay.STAFF,
        school_id=None,
        by=administrator.id,
        now=MONDAY_TEN,
    )
    session.commit()
    services.ask_erasure(session, account=learner, now=MONDAY_TEN)
    session.commit()
    clock.set(LATER)

    jobs.carry_out_erasures()
    session.expire_all()

    gone = session.get_one(Person, second.id)
    assert (gone.name, gone.email, gone.mobile, gone.birth_date) == (
        ERASED_NAME,
        None,
        None,
        None,
    )
    owed = session.scalars(select(Message.to_address)).all()
    assert "other-address@example.org" not in owed
