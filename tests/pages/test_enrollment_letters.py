"""What people are written about their place, in their language."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import services
from app.notifications import letters
from app.notifications.models import Message, MessageChannel, MessageState
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_class, make_enrollment
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN

SUBJECTS = {
    "enrollment_confirmed": ("자리가 확정됐어요", "You have a seat"),
    "enrollment_waiting": ("대기자로 신청됐어요", "You are on the waiting list"),
    "seat_offered": ("자리가 났어요", "A seat is offered to you"),
    "enrollment_withdrawn": ("신청을 취소했어요", "You have withdrawn"),
    "enrollment_cancelled": (
        "학교가 신청을 취소했어요",
        "The school cancelled your enrolment",
    ),
    "run_cancelled": ("폐강 안내", "Called off"),
}


def write_everything(session: Session, account: Account, staff: Account) -> None:
    """Every message that an account can be owed about its places."""
    person = account.person
    full, free = make_run(session, capacity=1), make_run(session, capacity=1)
    (first,) = make_class(session, full, "가영")
    waiting = make_enrollment(session, full, person)
    mine = make_enrollment(session, free, person)
    services.withdraw(
        session, enrollment_id=first.id, person_id=first.person_id, now=MONDAY_TEN
    )
    services.withdraw(
        session, enrollment_id=waiting.id, person_id=person.id, now=MONDAY_TEN
    )
    services.cancel(
        session, enrollment_id=mine.id, by=staff.id, reason="시험 <1>", now=MONDAY_TEN
    )
    make_enrollment(session, free, person)
    free.cancelled_at, free.cancel_reason = MONDAY_TEN, "신청자 부족"
    services.end_cancelled_run(session, run_id=free.id, now=MONDAY_TEN)
    session.commit()


@pytest.mark.usefixtures("connection")
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_letter_is_written_in_the_readers_language(
    app: Flask, session: Session, learner: Account, coordinator: Account, language: str
) -> None:
    learner.language = language
    session.commit()
    write_everything(session, learner, coordinator)

    with app.test_request_context():
        messages = session.scalars(
            select(Message).where(Message.person_id == learner.person_id)
        ).all()
        written = {m.template: letters.read(m) for m in messages}

    assert set(written) == set(SUBJECTS)
    for template, subjects in SUBJECTS.items():
        letter = written[template]
        assert subjects[language == "en"] in letter.subject
        assert "김미경" in letter.body
        assert "%(" not in letter.body
    assert "시험 <1>" in written["enrollment_cancelled"].body
    assert "/offers/" in written["seat_offered"].body
    assert " 23:59" in written["seat_offered"].body


@pytest.mark.usefixtures("connection")
def test_who_has_a_number_only_gets_a_text_about_this_course(session: Session) -> None:
    run = make_run(session)
    (enrollment,) = make_class(session, run, "가영")

    message = session.scalars(select(Message)).one()

    assert message.channel is MessageChannel.TEXT
    assert message.to_address == enrollment.person.mobile
    assert message.run_id == run.id


@pytest.mark.usefixtures("connection")
def test_who_has_neither_address_nor_number_is_left_for_staff_to_call(
    session: Session,
) -> None:
    make_enrollment(session, make_run(session), make_person(session, mobile=None))

    message = session.scalars(select(Message)).one()

    assert message.state is MessageState.UNREACHABLE
