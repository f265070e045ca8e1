"""What is owed to whom, by which way, when, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import outbox
from app.accounts import queries as accounts
from app.accounts.models import Account, Person
from app.extensions import db
from app.message_kinds import KINDS, MessageKind, Wish
from app.notifications import queries, services
from app.notifications.models import Fault, Message, MessageChannel, MessageState
from app.notifications.services import NoNumber
from app.places.models import School
from tests.support.databases import counted
from tests.support.factories.messages import SEAT, make_message
from tests.support.factories.people import make_account, make_person
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN

LATE = MONDAY_TEN.replace(hour=22)
MORNING = MONDAY_TEN.replace(hour=8) + timedelta(days=1)
TEXT, EMAIL = MessageChannel.TEXT, MessageChannel.EMAIL


def owe(session: Session, person: Person, school: School, **more: Any) -> list[Message]:
    values = {
        "template": "enrollment_confirmed",
        "params": SEAT,
        "school_id": school.id,
        "now": MONDAY_TEN,
    }
    services.owe_person(session, person, **{**values, **more})
    session.commit()
    return list(session.scalars(select(Message).order_by(Message.id)))


def choose(session: Session, account: Account, **more: Any) -> None:
    values = {"by_text": False, "reminders": True, "news": False, "asked": None}
    services.choose(
        session, account_id=account.id, now=MONDAY_TEN, **{**values, **more}
    )
    session.commit()


def test_who_said_nothing_gets_an_email_at_once(
    session: Session, school: School, learner: Account
) -> None:
    (message,) = owe(session, learner.person, school, now=LATE)

    assert (message.channel, message.to_address) == (EMAIL, learner.email)
    assert message.due_at == LATE


def test_who_chose_texts_gets_a_text_where_there_is_a_short_version(
    session: Session, school: School, learner: Account
) -> None:
    choose(session, learner, by_text=True)

    short, long = owe(session, learner.person, school) and owe(
        session, learner.person, school, template="person_merged"
    )

    assert (short.channel, short.to_address) == (TEXT, learner.person.mobile)
    assert (long.channel, long.to_address) == (EMAIL, learner.email)


def test_who_has_neither_is_kept_as_not_reachable(
    session: Session, school: School
) -> None:
    (message,) = owe(session, make_person(session, mobile=None), school)

    assert message.state is MessageState.UNREACHABLE
    assert (message.fault, message.to_address) == (Fault.NO_ADDRESS, "")
    assert queries.not_delivered(session, [school.id]) == 1


def test_a_message_is_in_the_persons_language(
    session: Session, school: School, learner: Account
) -> None:
    learner.language = "en"
    session.commit()

    (message,) = owe(session, learner.person, school)

    assert message.language == "en"


def test_what_can_wait_waits_for_the_morning(
    session: Session, school: School, learner: Account
) -> None:
    (message,) = owe(
        session, learner.person, school, template="enrollment_cancelled", now=LATE
    )

    assert (message.due_at, message.can_wait) == (MORNING, True)


@pytest.mark.parametrize(
    ("deadline", "due"),
    [(MORNING, LATE), (MORNING + timedelta(hours=16), MORNING)],
)
def test_an_offer_waits_unless_its_deadline_comes_before_the_morning(
    session: Session,
    school: School,
    learner: Account,
    deadline: datetime,
    due: datetime,
) -> None:
    params = {**SEAT, "by": deadline, "link": outbox.Secret("/offers/x")}

    (message,) = owe(
        session,
        learner.person,
        school,
        template="seat_offered",
        params=params,
        now=LATE,
    )

    assert (message.due_at, message.not_after) == (due, deadline)


def test_who_owes_it_may_say_that_it_waits(
    session: Session, school: School, learner: Account
) -> None:
    (waits,) = owe(session, learner.person, school, now=LATE, can_wait=True)

    assert waits.due_at == MORNING


def test_reminders_can_be_switched_off_and_nothing_else(
    session: Session,
    school: School,
    learner: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(KINDS, "enrollment_waiting", MessageKind(wish=Wish.REMINDERS))
    before = owe(session, learner.person, school, template="enrollment_waiting")
    choose(session, learner, reminders=False)

    after = owe(session, learner.person, school, template="enrollment_waiting")
    seat = owe(session, learner.person, school)

    assert [len(each) for each in (before, after, seat)] == [1, 1, 2]


def test_news_goes_only_to_who_agreed_to_it(
    session: Session,
    school: School,
    learner: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(KINDS, "enrollment_waiting", MessageKind(wish=Wish.NEWS))
    asked = next(
        text
        for text in accounts.consent_texts(session, on=MONDAY_TEN.date())
        if text.kind == "news"
    )
    counts = []
    for news in (False, True, True, False):
        choose(session, learner, news=news, asked=asked)
        owed = owe(session, learner.person, school, template="enrollment_waiting")
        counts.append(len(owed))

    assert counts == [0, 1, 2, 2]
    assert accounts.consents_of(session, learner.person_id) == []


def test_texts_need_a_number(session: Session, learner: Account) -> None:
    learner.person.mobile = None
    session.commit()

    with pytest.raises(NoNumber):
        choose(session, learner, by_text=True)


def test_many_people_cost_the_statements_of_one(
    session: Session, school: School
) -> None:
    people = [make_account(session).person for _ in range(5)]

    def statements(some: list[Person]) -> int:
        for known in (school, *some):
            session.refresh(known)
        with counted(session.connection()) as ran:
            services.owe_people(
                session,
                [(person, SEAT) for person in some],
                template="enrollment_confirmed",
                school_id=school.id,
                now=MONDAY_TEN,
            )
            session.flush()
        return len(ran)

    assert statements(people) == statements(people[:1])


def test_what_is_owed_once_is_owed_once(session: Session) -> None:
    first = make_message(session, once="class-reminder:7")
    second = make_message(session, "other@example.org", once="class-reminder:7")
    third = make_message(session, once="class-reminder:8")

    assert second is first
    assert third is not first
    assert first.to_address == "gildong@example.org"
    assert session.scalar(select(func.count(Message.id))) == 2


def test_each_of_many_people_is_owed_it_once(session: Session, school: School) -> None:
    people = [make_account(session).person for _ in range(2)]

    for person in (*people, *people):
        messages = owe(session, person, school, once="class-reminder:7")

    assert [message.person_id for message in messages] == [p.id for p in people]


def test_what_was_undone_is_not_owed(session: Session) -> None:
    make_message(session)
    outbox.owe(
        session,
        to="a@example.org",
        template="reset",
        params={},
        language="ko",
        now=MONDAY_TEN,
        once="x",
    )
    session.rollback()

    message = make_message(session, "b@example.org", once="x")

    assert message.to_address == "b@example.org"


def test_of_six_workers_at_one_moment_one_owes_it(scratch_app: Flask) -> None:
    def remind(session: Session) -> None:
        outbox.owe(
            session,
            to="gildong@example.org",
            template="reset",
            params={"link": outbox.Secret("/reset/x")},
            language="ko",
            now=MONDAY_TEN,
            once="class-reminder:7",
        )

    answers = at_once(scratch_app, [remind] * 6)

    with scratch_app.app_context():
        owed = db.session.scalar(select(func.count(Message.id)))
    assert answers == ["done"] * 6
    assert owed == 1
