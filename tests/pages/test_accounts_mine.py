"""One's own account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, Consent, ConsentText
from app.accounts.permissions import Role
from tests.support.factories.accounts import TODAY, make_member
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def member(session: Session) -> Account:
    """A learner who agreed to what is required."""
    account = make_member(session)
    required, _news = texts(session)
    session.add(
        Consent(person_id=account.person_id, text_id=required.id, agreed_at=MONDAY_TEN)
    )
    session.commit()
    return account


def texts(session: Session) -> list[ConsentText]:
    return list(queries.consent_texts(session, on=TODAY))


def test_a_visitor_is_asked_to_sign_in(visitor: PageClient) -> None:
    visitor.get("accounts.me", status=302)

    assert visitor.last.headers["Location"] == "/login?next=/account"


def test_the_page_shows_details_consents_and_roles(
    pages: Pages, session: Session
) -> None:
    school = make_school(session, name_ko="금천구 주민기술학교")
    client = pages(make_staff(session, Role.COORDINATOR, school))

    page = client.get("accounts.me")

    assert "학교 담당자 · 금천구 주민기술학교" in page.words()
    assert page.select("form[action='/logout']")
    assert len(client.statements) <= 8


def test_consents_show_when_they_were_given(pages: Pages, member: Account) -> None:
    page = pages(member).get("accounts.me")

    assert "동의함 2026년 3월 2일(월) 10:00 · 필수" in page.words()
    assert "동의하지 않음 선택" in page.words()


def test_an_optional_consent_is_given_and_withdrawn(
    pages: Pages, member: Account, session: Session
) -> None:
    client = pages(member)
    news = texts(session)[1]

    client.post("accounts.agree", text_id=news.id)
    given = queries.live_consent(session, person_id=member.person_id, text_id=news.id)
    client.post("accounts.withdraw_consent", text_id=news.id)
    session.expire_all()

    assert given is not None
    assert given.agreed_at == MONDAY_TEN
    assert given.withdrawn_at == MONDAY_TEN
    assert (
        queries.live_consent(session, person_id=member.person_id, text_id=news.id)
        is None
    )


def test_withdrawing_takes_back_every_version_that_was_agreed_to(
    pages: Pages, member: Account, session: Session
) -> None:
    client = pages(member)
    news = texts(session)[1]
    client.post("accounts.agree", text_id=news.id)
    newer = ConsentText(
        kind=news.kind,
        version=news.version + 1,
        effective_on=news.effective_on,
        required=False,
        title_ko="새 소식",
        title_en="News",
        body_ko="더 자주",
        body_en="More often",
    )
    session.add(newer)
    session.commit()
    client.post("accounts.agree", text_id=newer.id)

    client.post("accounts.withdraw_consent", text_id=newer.id)

    session.expire_all()
    held = queries.consents_of(session, member.person_id)
    assert {consent.consent_text.kind for consent in held} == {"service"}


def test_agreeing_twice_is_agreeing_once(
    pages: Pages, member: Account, session: Session
) -> None:
    client = pages(member)
    news = texts(session)[1]

    for _ in range(2):
        client.post("accounts.agree", text_id=news.id)

    assert len(queries.consents_of(session, member.person_id)) == 2


def test_the_required_consent_is_not_withdrawn_here(
    pages: Pages, member: Account, session: Session
) -> None:
    page = pages(member).post(
        "accounts.withdraw_consent", text_id=texts(session)[0].id, follow=True
    )

    assert page.alerts() == ["필수 동의를 하지 않으면 회원으로 가입할 수 없어요."]
    assert len(queries.consents_of(session, member.person_id)) == 1


def test_a_consent_that_was_not_given_cannot_be_withdrawn(
    pages: Pages, member: Account, session: Session
) -> None:
    client = pages(member)

    client.post("accounts.withdraw_consent", text_id=texts(session)[1].id, status=404)
    client.post("accounts.agree", text_id=99999, status=404)


def test_details_are_changed_and_what_was_typed_is_cleaned(
    pages: Pages, member: Account, session: Session
) -> None:
    client = pages(member)
    before = client.get("accounts.edit")

    page = client.post(
        "accounts.edit",
        {"mobile": "010 9876 5432", "district": "11380", "language": "en"},
        follow=True,
    )

    session.refresh(member)
    session.refresh(member.person)
    assert before.value("district") == "11545"
    assert member.person.mobile == "01098765432"
    assert member.language == "en"
    assert "은평구" in page.words()


def test_bad_details_are_said_beside_their_field(pages: Pages, member: Account) -> None:
    page = pages(member).post(
        "accounts.edit",
        {"mobile": "12345", "district": "11380", "language": "xx"},
        status=200,
    )

    assert any("11자리 번호를" in alert for alert in page.alerts())
    assert page.value("mobile") == "12345"
