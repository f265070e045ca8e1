"""What did not arrive: sent again, or told by telephone; each once, and by whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.notifications import services
from app.notifications.models import Message, MessageState
from app.places.models import School
from tests.pages.test_notifications_office import (
    LIST,
    ONE,
    failed,
    office,
    seat,
)
from tests.support.factories.messages import SEAT, make_message
from tests.support.factories.people import make_person
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

__all__ = ["office"]
Pages = Callable[[Account | None], PageClient]


def test_trying_again_sends_it_to_the_address_of_today(
    office: PageClient, session: Session, school: School, learner: Account
) -> None:
    message = failed(session, school, to="old@example.org", person_id=learner.person_id)

    office.post("notifications_office.again", {}, message_id=message.id)

    session.refresh(message)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert (message.to_address, message.fault) == (learner.email, None)
    assert entry is not None
    assert (entry.action, entry.subject_id) == ("message.retried", message.id)
    assert office.last.headers["Location"] == f"/office/messages/{message.id}"


def test_pressed_twice_it_is_sent_again_once(
    office: PageClient, session: Session, school: School
) -> None:
    message = failed(session, school)

    office.post("notifications_office.again", {}, message_id=message.id)
    office.post("notifications_office.again", {}, message_id=message.id)
    page = office.get(ONE, message_id=message.id)

    actions = session.scalars(select(AuditEntry.action)).all()
    assert actions.count("message.retried") == 1
    assert "이 메시지는 이미 처리됐어요." in page.words()


def test_who_still_has_no_address_cannot_be_sent_it_again(
    office: PageClient, session: Session, school: School
) -> None:
    person = make_person(session, mobile=None)
    services.owe_person(
        session,
        person,
        template="enrollment_confirmed",
        params=SEAT,
        school_id=school.id,
        now=MONDAY_TEN,
    )
    session.commit()
    message = session.scalars(select(Message)).one()

    office.post("notifications_office.again", {}, message_id=message.id)
    page = office.get(ONE, message_id=message.id)

    session.refresh(message)
    assert message.state is MessageState.UNREACHABLE
    assert "아직 보낼 수 있는" in page.words()


def test_who_was_telephoned_is_no_longer_to_do(
    office: PageClient, session: Session, school: School
) -> None:
    message = failed(session, school)
    before = office.get("home.office")

    office.post("notifications_office.told", {}, message_id=message.id)
    after = office.get("home.office")

    session.refresh(message)
    link = "a[href='/office/messages?state=failed']"
    assert message.state is MessageState.TOLD
    assert (len(before.select(link)), len(after.select(link))) == (1, 0)
    assert "따로 알림" in office.get(ONE, message_id=message.id).words()


def test_what_went_out_has_no_buttons(
    office: PageClient, session: Session, school: School
) -> None:
    message = seat(session, school, state=MessageState.SENT, sent_at=MONDAY_TEN)

    page = office.get(ONE, message_id=message.id)
    office.post("notifications_office.again", {}, message_id=message.id)

    session.refresh(message)
    assert not page.select("form[action$='/again']")
    assert message.state is MessageState.SENT


def test_an_administrator_mends_what_belongs_to_no_school(
    pages: Pages, session: Session, administrator: Account
) -> None:
    message = make_message(session)
    message.state = MessageState.FAILED
    session.commit()
    admin = pages(administrator)

    page = admin.get("notifications.message", message_id=message.id)
    admin.post("notifications_office.again", {}, message_id=message.id)

    session.refresh(message)
    assert page.select(f"form[action='/office/messages/{message.id}/again']")
    assert message.state is MessageState.QUEUED
    assert admin.last.headers["Location"] == f"/outbox/{message.id}"


@pytest.mark.parametrize("endpoint", ["again", "told"])
def test_others_mend_nothing(
    pages: Pages, session: Session, school: School, learner: Account, endpoint: str
) -> None:
    message = failed(session, school)

    pages(learner).post(
        f"notifications_office.{endpoint}", {}, message_id=message.id, status=403
    )
    pages(learner).get(LIST, status=403)
