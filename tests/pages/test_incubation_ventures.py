"""Beginning a venture, and who reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.incubation.models import Venture
from app.incubation.stages import Stage
from tests.support.factories.incubation import certificate_for, make_team
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.pages import PageClient, text_of

Pages = Callable[[Account | None], PageClient]


def _typed(**more: str) -> dict[str, str]:
    return {
        "title": "은평 고운손",
        "idea": "혼자 사는 어르신 집의 벽지를 고쳐요.",
        "trade": "4",
        "district": "11545",
        **more,
    }


def test_a_graduate_begins_a_venture_from_her_certificate(
    session: Session, pages: Pages
) -> None:
    account = make_account(session)
    certificate = certificate_for(session, account.person, account)
    client = pages(account)

    listed = client.get("incubation.ventures")
    link = listed.select_one("a[href*='certificate=']")
    assert link is not None
    form = client.open(str(link["href"]))
    assert form.value("district") == "11545"
    page = client.post(
        "incubation.begin", _typed(), certificate=certificate.id, follow=True
    )

    assert page.heading() == "은평 고운손"
    assert "창업 준비를 시작했어요" in page.words()
    assert "5명이 필요해요. 지금 1명이 함께해요" in page.words()


def test_what_is_missing_is_said_beside_the_field(
    session: Session, pages: Pages
) -> None:
    account = make_account(session)
    certificate = certificate_for(session, account.person, account)

    page = pages(account).post(
        "incubation.begin",
        _typed(title=" ", trade="no-number", district="99999"),
        certificate=certificate.id,
        status=200,
    )

    assert len(page.select(".field.bad")) == 3
    assert page.value("idea") == "혼자 사는 어르신 집의 벽지를 고쳐요."


def test_a_second_venture_is_refused_in_words(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.TEAM, founders=1)

    page = pages(team.lead).post(
        "incubation.begin",
        _typed(),
        certificate=team.venture.certificate_id,
        status=200,
    )

    assert any("준비하고 있어요" in alert for alert in page.alerts())
    assert len(session.scalars(select(Venture)).all()) == 1


def test_another_persons_certificate_does_not_exist(
    session: Session, pages: Pages
) -> None:
    other = make_account(session)
    certificate = certificate_for(session, other.person, other)
    client = pages(make_account(session))

    client.get("incubation.begin", certificate=certificate.id, status=404)
    client.get("incubation.begin", certificate="x", status=404)
    client.post("incubation.begin", _typed(), certificate=certificate.id, status=404)


def test_without_a_certificate_the_list_says_how_to_begin(
    session: Session, pages: Pages
) -> None:
    page = pages(make_account(session)).get("incubation.ventures")

    assert "수료증이 있으면 창업 준비를 시작할 수 있어요" in page.words()


def test_visitors_are_sent_to_sign_in(session: Session, visitor: PageClient) -> None:
    team = make_team(session, founders=1)

    visitor.get("incubation.ventures", status=302)
    visitor.get("incubation.venture", venture_id=team.venture.id, status=302)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_page_for_founder_coordinator_and_mentor(
    session: Session, pages: Pages, stage: Stage
) -> None:
    school = make_school(session)
    rests = stage in (Stage.ON_HOLD, Stage.STOPPED)
    team = make_team(
        session, stage, school=school, held_from=Stage.PLAN if rests else None
    )
    readers = [
        team.lead,
        make_staff(session, Role.COORDINATOR, school),
        make_staff(session, Role.MENTOR, school),
    ]

    for reader in readers:
        page = pages(reader).get("incubation.venture", venture_id=team.venture.id)
        assert page.heading() == team.venture.title

    english = pages(team.lead).in_english()
    english.get("incubation.venture", venture_id=team.venture.id)


def test_a_mentor_reads_and_presses_nothing(session: Session, pages: Pages) -> None:
    school = make_school(session)
    team = make_team(session, Stage.FILED, school=school)
    client = pages(make_staff(session, Role.MENTOR, school))

    page = client.get("incubation.venture", venture_id=team.venture.id)

    assert page.select("main form, main button") == []
    for method in ("GET", "POST"):
        path = f"/ventures/{team.venture.id}/steps/confirm_filing"
        assert client.client.open(path, method=method).status_code == 403


def test_for_strangers_a_venture_does_not_exist(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.FILED)
    elsewhere = make_school(session, "11380")
    strangers = [
        make_account(session),
        make_staff(session, Role.COORDINATOR, elsewhere),
        make_staff(session, Role.MENTOR, elsewhere),
        make_staff(session, Role.ADMINISTRATOR),
    ]

    for stranger in strangers:
        client, venture_id = pages(stranger), team.venture.id
        client.get("incubation.venture", venture_id=venture_id, status=404)
        client.get(
            "incubation.step",
            venture_id=venture_id,
            action="confirm_filing",
            status=404,
        )
        client.post(
            "incubation.step",
            {"confirmed_on": "2026-03-01"},
            venture_id=venture_id,
            action="confirm_filing",
            status=404,
        )
        client.get("incubation.invite", venture_id=venture_id, status=404)
        client.post("incubation.leave", venture_id=venture_id, status=404)


def test_who_left_no_longer_reads_it(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.TEAM, founders=2)
    client = pages(team.accounts[1])

    client.post("incubation.leave", venture_id=team.venture.id)

    client.get("incubation.venture", venture_id=team.venture.id, status=404)


def test_a_venture_page_takes_as_many_statements_for_nine_as_for_five(
    session: Session, pages: Pages
) -> None:
    small = make_team(session, Stage.MEETING)
    large = make_team(session, Stage.TAX_REGISTERED, founders=9)
    session.expire_all()

    counts = []
    for team in (small, large):
        client = pages(team.lead)
        client.get("incubation.venture", venture_id=team.venture.id)
        counts.append(len(client.statements))

    assert counts[0] == counts[1] == 10


def test_the_path_shows_what_is_done_now_and_later(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.PLAN)

    page = pages(team.lead).get("incubation.venture", venture_id=team.venture.id)

    assert len(page.select(".stage > li")) == 13
    assert len(page.select(".stage > .done")) == 3
    now = page.select(".stage > .now h3")
    assert [text_of(tag) for tag in now] == ["사업계획서 쓰기 지금 여기"]


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_beyond_all_columns_does_not_exist(
    session: Session, pages: Pages, number: int
) -> None:
    client = pages(make_account(session))

    client.open(f"/ventures/{number}", status=404)
    client.open(f"/enterprises/{number}", status=404)
    client.open(f"/ventures/new?certificate={number}", status=404)


def test_who_prepares_a_venture_is_led_to_it_instead_of_to_a_form(
    session: Session, pages: Pages
) -> None:
    account = make_account(session)
    certificate = certificate_for(session, account.person, account)
    client = pages(account)
    client.post("incubation.begin", _typed(), certificate=certificate.id)
    begun = session.scalars(select(Venture)).one()

    page = client.get("incubation.begin", certificate=certificate.id)
    again = client.post(
        "incubation.begin", _typed(), certificate=certificate.id, status=200
    )

    assert "이미 “은평 고운손” 창업을 준비하고 있어요." in page.words()
    assert page.select(f"a[href='/ventures/{begun.id}']")
    assert not page.select("main form")
    assert "이미 “은평 고운손”" in again.alerts()[0]
