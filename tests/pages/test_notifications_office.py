"""A school's page of messages: its own only, masked, and what did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.notifications.models import Fault, Message, MessageChannel, MessageState
from app.outbox import Secret
from app.places.models import School
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.messages import SEAT, make_message
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]
SECRET = "/offers/the-secret"
LIST, ONE = "notifications_office.messages", "notifications_office.message"


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def seat(session: Session, school: School, **more: Any) -> Message:
    """A message of the school, as it is owed; then as it became."""
    state = {key: more.pop(key) for key in ("state", "fault", "sent_at") if key in more}
    values: dict[str, Any] = {"template": "enrollment_confirmed", "params": SEAT}
    message = make_message(session, school_id=school.id, **{**values, **more})
    for name, value in state.items():
        setattr(message, name, value)
    session.commit()
    return message


def failed(session: Session, school: School, **more: Any) -> Message:
    values = {"state": MessageState.FAILED, "fault": Fault.ADDRESS_REFUSED}
    return seat(session, school, **{**values, **more})


def listed(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.select(".list.sheet a")]


def test_a_coordinator_reads_her_own_schools_messages_only(
    office: PageClient, session: Session, school: School, other_school: School
) -> None:
    hers, theirs = seat(session, school), seat(session, other_school)
    private = make_message(session)

    page = office.get(LIST)

    assert listed(page) == [f"/office/messages/{hers.id}"]
    office.get(ONE, message_id=hers.id)
    for foreign in (theirs, private):
        office.get(ONE, message_id=foreign.id, status=404)
        for press in ("again", "told"):
            endpoint = f"notifications_office.{press}"
            office.post(endpoint, {}, message_id=foreign.id, status=404)


def test_names_addresses_numbers_and_links_are_masked(
    office: PageClient, session: Session, school: School, learner: Account
) -> None:
    params = {**SEAT, "by": MONDAY_TEN, "link": Secret(SECRET)}
    message = seat(
        session,
        school,
        to="01012345678",
        template="seat_offered",
        params=params,
        person_id=learner.person_id,
        channel=MessageChannel.TEXT,
    )

    listed_page, page = office.get(LIST), office.get(ONE, message_id=message.id)

    assert "010-****-5678" in listed_page.words()
    assert "김*경" in listed_page.words()
    assert "[주민기술학교] 김*경 님" in page.words()
    for shown in (listed_page, page):
        assert "01012345678" not in str(shown)
        assert "010-1234-5678" not in str(shown)
        assert "김미경" not in str(shown)
        assert "the-secret" not in str(shown)


def test_it_is_filtered_by_state_way_course_and_person(
    office: PageClient, session: Session, school: School, learner: Account
) -> None:
    run = make_run(session)
    sent = seat(
        session, school, run_id=run.id, state=MessageState.SENT, sent_at=MONDAY_TEN
    )
    text = seat(
        session,
        school,
        to="01012345678",
        person_id=learner.person_id,
        channel=MessageChannel.TEXT,
    )
    lost = failed(session, school)

    def found(**asked: Any) -> list[str]:
        return [link.rpartition("/")[2] for link in listed(office.get(LIST, **asked))]

    assert found(state="failed") == [str(lost.id)]
    assert found(state="waiting") == [str(text.id)]
    assert found(state="sent") == [str(sent.id)]
    assert found(channel="text") == [str(text.id)]
    assert found(run=run.id) == [str(sent.id)]
    assert found(person=learner.person_id) == [str(text.id)]
    assert found(run=run.id, channel="text") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "x"},
        {"channel": "pigeon"},
        {"run": "-1"},
        {"person": "9" * 30},
        {"after": "x"},
    ],
)
def test_an_odd_filter_asks_for_everything(
    office: PageClient, session: Session, school: School, asked: dict[str, Any]
) -> None:
    seat(session, school)

    assert len(listed(office.get(LIST, **asked))) == 1


def test_a_page_with_nothing_on_it_leads_back_to_all(
    office: PageClient, session: Session, school: School
) -> None:
    seat(session, school)

    page = office.get(LIST, state="failed")

    assert "여기에 맞는 메시지가 없어요" in page.words()
    assert page.select("a[href='/office/messages']")


def test_the_list_goes_on_within_its_filter_and_costs_the_same_statements(
    office: PageClient, session: Session, school: School
) -> None:
    failed(session, school, person_id=make_person(session).id)
    seat(session, school)
    office.get(LIST, state="failed")
    few = len(office.statements)
    for _ in range(34):
        failed(session, school, person_id=make_person(session).id)

    first = office.get(LIST, state="failed")
    many = len(office.statements)
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert few == many
    assert (len(listed(first)), len(listed(second))) == (30, 5)


def test_the_reason_is_said_in_words(
    office: PageClient, session: Session, school: School
) -> None:
    message = failed(session, school)

    listed_page, page = office.get(LIST), office.get(ONE, message_id=message.id)

    for shown in (listed_page, page):
        assert "이 이메일 주소로는 보낼 수 없었어요." in shown.words()


@pytest.mark.parametrize("fault", [None, *Fault])
def test_every_reason_has_words(
    office: PageClient, session: Session, school: School, fault: Fault | None
) -> None:
    message = failed(session, school, fault=fault)

    office.in_english()

    assert office.get(ONE, message_id=message.id).select(".note.warn p")[0].text


def test_a_message_that_waits_for_the_morning_says_so(
    office: PageClient, session: Session, school: School
) -> None:
    late = MONDAY_TEN + timedelta(hours=12)
    seat(session, school, template="enrollment_cancelled", can_wait=True, now=late)

    page = office.get(LIST)

    assert "보낼 시각: 3월 3일(화) 08:00" in page.words().replace("\u2060", "")


def test_what_a_course_tells_is_found_under_the_course(
    office: PageClient, session: Session, school: School, learner: Account
) -> None:
    run = make_run(session)
    make_enrollment(session, run, learner.person)
    seat(session, school)

    page = office.get(LIST, run=run.id)

    assert len(listed(page)) == 1
    assert "강좌: " in page.words()
