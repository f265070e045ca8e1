"""Taking steps on pages: forms from the table, refusals in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.incubation.models import Venture
from app.incubation.stages import Stage
from tests.support.factories.incubation import Team, make_team
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock, seoul

Pages = Callable[[Account | None], PageClient]

ARTICLES = {
    "name": "고운손 협동조합",
    "address": "시범로 1",
    "share_won": "50000",
    "all_items": "y",
    "all_signed": "y",
}
NOTICE = {
    "notice_on": "2026-03-02",
    "meeting_at": "2026-03-09T14:00",
    "venue": "시범로 1, 3층",
    "agenda": "정관, 임원 선출",
}
RESULT = {
    "consenters": "9",
    "last_consent_at": "2026-03-09T13:30",
    "attended": "5",
    "in_favour": "4",
    "directors": "3",
    "auditors": "1",
}


def _press(
    client: PageClient,
    team: Team,
    action: str,
    typed: dict[str, str] | None = None,
    *,
    status: int = 302,
) -> Page:
    return client.post(
        "incubation.step",
        typed,
        venture_id=team.venture.id,
        action=action,
        status=status,
    )


def _stage(session: Session, team: Team) -> Stage:
    session.expire_all()
    return session.get_one(Venture, team.venture.id).stage


def test_a_button_takes_a_step_that_asks_nothing(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.TEAM)

    _press(pages(team.lead), team, "finish_team")

    assert _stage(session, team) is Stage.MODEL


def test_too_small_a_team_sees_how_many_are_missing(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.TEAM, founders=3)
    client = pages(team.lead)

    page = client.get("incubation.venture", venture_id=team.venture.id)
    assert "발기인이 5명 필요한데 지금 3명이에요. 2명이 더 있어야 해요." in page.words()
    assert len(page.select(".seat5 .none")) == 2

    _press(client, team, "finish_team")
    assert _stage(session, team) is Stage.TEAM
    page = client.get("incubation.venture", venture_id=team.venture.id)
    assert "2명이 더 있어야 해요" in page.alerts()[0]


def test_a_plan_is_reckoned_up(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.PLAN)
    client = pages(team.lead)

    typed = {"fixed_won": "1,800,000", "price_won": "12,000원", "variable_won": "3000"}
    _press(client, team, "finish_plan", typed)

    page = client.get("incubation.venture", venture_id=team.venture.id)
    assert "한 달에 200건을 넘을 때부터 돈이 남아요" in page.words()


def test_a_plan_that_never_pays_is_refused_beside_the_price(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.PLAN)

    page = _press(
        pages(team.lead),
        team,
        "finish_plan",
        {"fixed_won": "100", "price_won": "10", "variable_won": "10"},
        status=200,
    )

    field = page.select_one(".field.bad input")
    assert field is not None
    assert field["name"] == "price_won"
    assert page.value("fixed_won") == "100"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("consenters", ""),
        ("consenters", "아홉"),
        ("consenters", "-1"),
        ("consenters", "9" * 400),
        ("attended", "4"),
        ("in_favour", "3"),
        ("in_favour", "6"),
        ("directors", "2"),
        ("last_consent_at", "2026-03-09T14:00"),
        ("last_consent_at", "2026-03-09 25:99"),
        ("last_consent_at", "0001-01-01T00:00"),
        ("last_consent_at", "2026-03-10T09:00"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(
    session: Session, pages: Pages, clock: FakeClock, field: str, typed: str
) -> None:
    team = make_team(session, Stage.NOTICE)
    clock.set(seoul(2026, 3, 9, 18))

    page = _press(
        pages(team.lead), team, "record_meeting", {**RESULT, field: typed}, status=200
    )

    assert [tag["name"] for tag in page.select(".field.bad input")] == [field]
    assert _stage(session, team) is Stage.NOTICE


def test_a_meeting_without_quorum_names_the_numbers(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    team = make_team(session, Stage.NOTICE)
    clock.set(seoul(2026, 3, 9, 18))

    page = _press(
        pages(team.lead),
        team,
        "record_meeting",
        {**RESULT, "attended": "4"},
        status=200,
    )

    said = " ".join(page.alerts())
    assert "설립동의자 9명 가운데 5명 이상이 와야 해요" in said


def test_the_meeting_is_recorded_after_it_was_held(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    team = make_team(session, Stage.ARTICLES)
    client = pages(team.lead)
    _press(client, team, "write_articles", ARTICLES)
    _press(client, team, "give_notice", NOTICE)
    page = client.get("incubation.venture", venture_id=team.venture.id)
    assert "총회는 3월 9일(월) 14:00에 열려요" in page.words()

    clock.set(seoul(2026, 3, 9, 18))
    _press(client, team, "record_meeting", RESULT)

    assert _stage(session, team) is Stage.MEETING


def test_a_notice_of_six_days_is_refused_with_the_earliest_day(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.ARTICLES)
    client = pages(team.lead)
    _press(client, team, "write_articles", ARTICLES)

    page = _press(
        client,
        team,
        "give_notice",
        {**NOTICE, "meeting_at": "2026-03-08T14:00"},
        status=200,
    )

    assert any("총회는 빨라도 3월 9일(월)에" in alert for alert in page.alerts())
    assert page.value("meeting_at") == "2026-03-08T14:00"


def test_a_number_too_large_is_not_called_too_small(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.ARTICLES)
    typed = {**ARTICLES, "share_won": "9" * 20}

    page = _press(pages(team.lead), team, "write_articles", typed, status=200)

    (said,) = page.select("#share_won-error")
    assert said.get_text().strip() == "2,000,000,000 이하의 숫자로 적어 주세요."
