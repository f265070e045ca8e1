"""A founder's ventures on /me: whose turn it is, and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.incubation.stages import Stage
from tests.support.factories.incubation import make_enterprise, make_team
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


def tasks(page: Page) -> list[str]:
    return [text_of(line) for line in page.select("[aria-labelledby=todo] li")]


def ventures(page: Page) -> str:
    return text_of(page.select("[aria-labelledby=ventures]")[0])


def test_the_founders_turn_is_something_to_do(pages: Pages, session: Session) -> None:
    team = make_team(session, Stage.MODEL, title="고운손")

    page = pages(team.lead).in_english().get("home.me")

    assert "Your turn 고운손: Plan the business model" in tasks(page)[0]
    assert "Step 3 of 13. It is your team's turn." in tasks(page)[0]
    address = f"/ventures/{team.venture.id}"
    assert page.select(f"[aria-labelledby=todo] a[href='{address}']")
    assert "5 founders" in ventures(page)


def test_a_team_too_small_reads_how_many_are_missing(
    pages: Pages, session: Session
) -> None:
    team = make_team(session, Stage.TEAM, founders=3)

    page = pages(team.accounts[1]).in_english().get("home.me")

    assert "3 of 5 founders" in ventures(page)
    assert "Build the team" in tasks(page)[0]
    assert "It is your team's turn" not in tasks(page)[0]


@pytest.mark.parametrize(
    ("stage", "now", "left"),
    [
        (Stage.NOTICE, seoul(2026, 3, 4), "5 days left"),  # the meeting on the 9th
        (Stage.PAID_IN, seoul(2026, 4, 16), "by tomorrow"),  # 14 days after the 3rd
        (Stage.PAID_IN, seoul(2026, 4, 19), "2 days late"),
        (Stage.TAX_REGISTERED, seoul(2026, 4, 20), "by today"),  # the opening day
    ],
)
def test_a_day_that_law_or_the_team_has_set_is_counted_down(
    pages: Pages,
    session: Session,
    clock: FakeClock,
    stage: Stage,
    now: datetime,
    left: str,
) -> None:
    team = make_team(session, stage)
    clock.set(now)

    assert left in tasks(pages(team.lead).in_english().get("home.me"))[0]


@pytest.mark.parametrize(
    ("stage", "more"),
    [
        (Stage.FILED, {}),  # the district office answers
        (Stage.ON_HOLD, {"held_from": Stage.PLAN}),
        (Stage.STOPPED, {"held_from": Stage.PLAN}),
    ],
)
def test_what_waits_for_others_or_rests_is_nothing_to_do(
    pages: Pages, session: Session, stage: Stage, more: dict[str, Any]
) -> None:
    team = make_team(session, stage, title="고운손", **more)

    page = pages(team.lead).in_english().get("home.me")

    assert tasks(page) == []
    assert "고운손" in ventures(page)


def test_an_enterprise_in_operation_asks_for_nothing(
    pages: Pages, session: Session
) -> None:
    team = make_team(session, Stage.OPERATING, title="고운손")
    make_enterprise(session, team)

    page = pages(team.lead).in_english().get("home.me")

    assert tasks(page) == []
    assert "고운손 In operation" in ventures(page)


def test_who_left_the_team_reads_nothing_of_it(pages: Pages, session: Session) -> None:
    team = make_team(session, Stage.MODEL, title="고운손")
    team.venture.founders[1].left_at = MONDAY_TEN
    session.commit()

    page = pages(team.accounts[1]).get("home.me")

    assert "고운손" not in page.words()


def test_a_longer_way_takes_no_more_statements(pages: Pages, session: Session) -> None:
    counts = []
    for stage in (Stage.IDEA, Stage.INCORPORATED):
        client = pages(make_team(session, stage).lead)
        client.get("home.me")
        counts.append(len(client.statements))

    assert counts == [25, 25]
