"""How I want to be written to: by which way, reminders, news; the rest always."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.accounts.models import Account
from app.notifications.models import MessagePreference
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]
PAGE = "notifications.preferences"


def chosen(session: Session, account: Account) -> tuple[bool, bool] | None:
    session.expire_all()
    kept = session.get(MessagePreference, account.person_id)
    return (kept.by_text, kept.reminders) if kept else None


def agrees(session: Session, account: Account) -> bool:
    held = accounts.consents_of(session, account.person_id)
    return any(consent.consent_text.kind == "news" for consent in held)


def test_at_first_it_is_email_with_reminders_and_without_news(
    pages: Pages, learner: Account
) -> None:
    page = pages(learner).get(PAGE)

    checked = {str(field["id"]) for field in page.select("input[checked]")}
    assert checked == {"channel-0", "reminders"}
    assert "꼭 알려 드리는 것" in page.words()
    assert "21:00부터 08:00까지" in page.words()


def test_my_account_leads_there(pages: Pages, learner: Account) -> None:
    page = pages(learner).get("accounts.me")

    assert page.select("a[href='/account/messages']")


def test_what_is_chosen_is_kept_and_shown_again(
    pages: Pages, session: Session, learner: Account
) -> None:
    client = pages(learner)

    client.post(PAGE, {"channel": "text", "news": "y"})
    page = client.get(PAGE)

    checked = {str(field["id"]) for field in page.select("input[checked]")}
    assert chosen(session, learner) == (True, False)
    assert agrees(session, learner)
    assert checked == {"channel-1", "news"}


def test_news_is_the_consent_and_nothing_besides(
    pages: Pages, session: Session, learner: Account
) -> None:
    client = pages(learner)
    client.post(PAGE, {"channel": "email", "reminders": "y", "news": "y"})
    text_id = next(
        consent.text_id
        for consent in accounts.consents_of(session, learner.person_id)
        if consent.consent_text.kind == "news"
    )

    client.post("accounts.withdraw_consent", {}, text_id=text_id)
    page = client.get(PAGE)

    assert not agrees(session, learner)
    assert not page.select("#news[checked]")


def test_saving_again_agrees_to_nothing_twice(
    pages: Pages, session: Session, learner: Account
) -> None:
    client = pages(learner)

    for _ in range(2):
        client.post(PAGE, {"channel": "email", "news": "y"})

    assert len(accounts.consents_of(session, learner.person_id)) == 1


def test_without_a_number_there_are_no_texts(
    pages: Pages, session: Session, learner: Account
) -> None:
    learner.person.mobile = None
    session.commit()

    page = pages(learner).post(PAGE, {"channel": "text"}, status=200)

    assert "휴대전화 번호를 먼저 적어 주세요." in page.words()
    assert page.select("a[href='/account/edit']")
    assert chosen(session, learner) is None


def test_an_odd_way_is_refused(
    pages: Pages, session: Session, learner: Account
) -> None:
    for channel in ("pigeon", ""):
        page = pages(learner).post(PAGE, {"channel": channel}, status=200)
        assert page.select(".err-sum")

    assert session.scalars(select(MessagePreference)).all() == []


def test_a_visitor_is_asked_to_sign_in(visitor: PageClient) -> None:
    visitor.get(PAGE, status=302)

    assert visitor.last.headers["Location"] == "/login?next=/account/messages"
