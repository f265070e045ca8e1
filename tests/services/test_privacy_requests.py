"""Asking and answering: ten days, once, with a reason; each change audited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.accounts.models import Account, Consent
from app.audit import AuditEntry
from app.outbox import Message
from app.places.models import School
from app.privacy import deciding, services
from app.privacy.models import PrivacyRequest
from app.privacy.rules import (
    AlreadyAsked,
    NothingToCorrect,
    NotOpen,
    ReasonNeeded,
    RequestKind,
    RequestState,
    SomethingUnderWay,
    Way,
)
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.incubation import make_team
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(days=3)


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> object:
    """What stands in the way is told in the reader's language."""
    context = app.test_request_context()
    context.push()
    yield context
    context.pop()


def correct(session: Session, account: Account, name: str = "김미정") -> PrivacyRequest:
    request = services.ask_correction(
        session,
        account=account,
        name=name,
        born=date(1968, 3, 5),
        wish="개명했어요.",
        now=MONDAY_TEN,
    )
    session.commit()
    return request


def test_a_request_is_due_in_ten_days(session: Session, learner: Account) -> None:
    request = correct(session, learner)

    assert request.due_on == date(2026, 3, 12)
    assert request.wanted == {"name": "김미정"}


def test_a_request_by_letter_is_due_from_the_day_it_came(
    session: Session, learner: Account, administrator: Account
) -> None:
    request = services.ask(
        session,
        person_id=learner.person_id,
        kind=RequestKind.STOP,
        way=Way.LETTER,
        asked_on=date(2026, 2, 27),
        by=administrator.id,
        now=MONDAY_TEN,
    )

    assert request.due_on == date(2026, 3, 9)
    assert request.entered_by == administrator.id


def test_asking_twice_is_asking_once(session: Session, learner: Account) -> None:
    correct(session, learner)

    with pytest.raises(AlreadyAsked):
        correct(session, learner)


def test_a_correction_that_changes_nothing_and_says_nothing_is_refused(
    session: Session, learner: Account
) -> None:
    with pytest.raises(NothingToCorrect):
        services.ask_correction(
            session,
            account=learner,
            name="김미경",
            born=date(1968, 3, 5),
            wish="",
            now=MONDAY_TEN,
        )


def decide(
    session: Session, request: PrivacyRequest, by: Account, *, grant: bool, answer: str
) -> None:
    deciding.decide(
        session,
        request_id=request.id,
        grant=grant,
        answer=answer,
        by=by.id,
        now=MONDAY_TEN,
    )
    session.commit()


def test_a_granted_correction_changes_the_person_and_is_told(
    session: Session, learner: Account, administrator: Account
) -> None:
    request = correct(session, learner)

    decide(session, request, administrator, grant=True, answer="")

    assert learner.person.name == "김미정"
    assert request.state is RequestState.DONE
    told = session.scalars(select(Message.template).order_by(Message.id)).all()
    assert told == ["privacy_asked", "privacy_answered"]
    done = select(AuditEntry.action).where(
        AuditEntry.subject_type == "privacy_requests"
    )
    assert session.scalars(done).all() == ["privacy.asked", "privacy.granted"]


def test_a_refusal_needs_its_reason_and_changes_nothing(
    session: Session, learner: Account, administrator: Account
) -> None:
    request = correct(session, learner)

    with pytest.raises(ReasonNeeded):
        decide(session, request, administrator, grant=False, answer="")
    session.rollback()
    decide(session, request, administrator, grant=False, answer="증빙이 없어요.")

    assert learner.person.name == "김미경"
    assert request.state is RequestState.REFUSED


def test_a_request_is_answered_once(
    session: Session, learner: Account, administrator: Account
) -> None:
    request = correct(session, learner)
    decide(session, request, administrator, grant=True, answer="")

    with pytest.raises(NotOpen):
        decide(session, request, administrator, grant=False, answer="아니요")
    with pytest.raises(NotOpen):
        services.withdraw(
            session,
            request_id=request.id,
            person_id=learner.person_id,
            now=MONDAY_TEN,
        )


def test_a_request_of_somebody_else_is_not_taken_back(
    session: Session, learner: Account, other_learner: Account
) -> None:
    request = correct(session, learner)

    with pytest.raises(NotOpen):
        services.withdraw(
            session,
            request_id=request.id,
            person_id=other_learner.person_id,
            now=MONDAY_TEN,
        )


def test_who_holds_a_seat_is_told_what_to_end_first(
    session: Session, learner: Account, school: School
) -> None:
    make_enrollment(
        session, make_run(session, make_course(session, school)), learner.person
    )

    with pytest.raises(SomethingUnderWay):
        services.ask_erasure(session, account=learner, now=MONDAY_TEN)
    with pytest.raises(SomethingUnderWay):
        services.stop(session, account=learner, now=MONDAY_TEN)


def test_who_founds_is_told_what_to_end_first(session: Session) -> None:
    team = make_team(session)

    with pytest.raises(SomethingUnderWay):
        services.ask_erasure(session, account=team.lead, now=MONDAY_TEN)


def test_the_last_administrator_can_not_be_erased(
    session: Session, administrator: Account
) -> None:
    with pytest.raises(SomethingUnderWay):
        services.ask_erasure(session, account=administrator, now=MONDAY_TEN)


def test_stopping_ends_what_is_optional_and_lets_the_account_rest(
    session: Session, learner: Account
) -> None:
    for text in accounts.consent_texts(session, on=MONDAY_TEN.date()):
        session.add(
            Consent(person_id=learner.person_id, text_id=text.id, agreed_at=MONDAY_TEN)
        )
    session.flush()

    request = services.stop(session, account=learner, now=MONDAY_TEN)

    live = accounts.consents_of(session, learner.person_id)
    assert request.state is RequestState.DONE
    assert not learner.is_active
    assert [consent.consent_text.required for consent in live] == [True]
    assert learner.person.name == "김미경"
