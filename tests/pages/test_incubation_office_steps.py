"""What the school confirms, supplements, deadlines, and every step's own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.incubation.models import Venture
from app.incubation.stages import Actor, Stage
from app.incubation.workflow import STEPS
from tests.support.factories.incubation import Team, make_team
from tests.support.factories.people import make_school, make_staff
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock, seoul

OWN_PAGES = [
    next((at, action) for at, action in STEPS if action == wanted)
    for wanted in sorted({action for _, action in STEPS})
    if wanted not in ("give_notice", "confirm_tax")  # not ready when they come first
]
Pages = Callable[[Account | None], PageClient]


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


def test_the_coordinator_confirms_what_the_office_decided(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    school = make_school(session)
    team = make_team(session, Stage.FILED, school=school)
    clock.set(seoul(2026, 3, 30, 10))
    client = pages(make_staff(session, Role.COORDINATOR, school))

    page = client.get("incubation.venture", venture_id=team.venture.id)
    assert "오늘이 마지막 날이에요" in page.words()
    _press(client, team, "confirm_filing", {"confirmed_on": "2026-03-30"})

    assert _stage(session, team) is Stage.CONFIRMED


def test_a_founder_who_coordinates_does_not_confirm_her_own(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    school = make_school(session)
    team = make_team(session, Stage.FILED, school=school)
    staff = make_staff(session, Role.COORDINATOR, school)
    team.venture.founders[4].person_id = staff.person_id
    session.commit()
    clock.set(seoul(2026, 3, 30, 10))

    _press(pages(staff), team, "confirm_filing", {"confirmed_on": "2026-03-30"})

    assert _stage(session, team) is Stage.FILED


def test_a_step_pressed_again_is_answered_in_words(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.MODEL)
    client = pages(team.lead)

    _press(client, team, "finish_team")
    page = client.get("incubation.venture", venture_id=team.venture.id)

    assert page.alerts() == [
        "바뀐 것이 없어요. 이미 지난 단계이거나 아직 차례가 아니에요."
    ]


def test_the_office_s_wish_stands_on_the_page(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    school = make_school(session)
    team = make_team(session, Stage.FILED, school=school)
    clock.set(seoul(2026, 3, 16, 10))
    staff = pages(make_staff(session, Role.COORDINATOR, school))
    _press(
        staff,
        team,
        "ask_supplement",
        {"asked_on": "2026-03-12", "note": "의사록에 날짜가 없음"},
    )
    founder = pages(team.lead)

    page = founder.get("incubation.venture", venture_id=team.venture.id)
    assert "의사록에 날짜가 없음" in page.words()
    _press(founder, team, "resubmit", {"resubmitted_on": "2026-03-16"})

    page = founder.get("incubation.venture", venture_id=team.venture.id)
    assert "구청은 4월 3일(금)까지 답해야 해요" in page.words()


def test_stopping_asks_why(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.TEAM)
    client = pages(team.lead)

    page = _press(client, team, "stop", {"note": " "}, status=200)
    assert len(page.select(".field.bad")) == 1
    _press(client, team, "stop", {"note": "이사를 가요"})

    assert _stage(session, team) is Stage.STOPPED


@pytest.mark.parametrize(("stage", "action"), OWN_PAGES)
def test_a_step_s_own_page_opens_in_both_languages(
    session: Session, pages: Pages, clock: FakeClock, stage: Stage, action: str
) -> None:
    school = make_school(session)
    held = Stage.PLAN if stage in (Stage.ON_HOLD, Stage.STOPPED) else None
    team = make_team(session, stage, school=school, held_from=held)
    founder = Actor.FOUNDER in STEPS[stage, action].by
    staff = make_staff(session, Role.COORDINATOR, school)
    client = pages(team.lead if founder else staff)
    clock.set(seoul(2026, 4, 30, 10))

    for reader in (client, client.in_english()):
        page = reader.get("incubation.step", venture_id=team.venture.id, action=action)
        assert len(page.select("main form .btn-primary")) == 1


def test_an_unknown_step_does_not_exist(session: Session, pages: Pages) -> None:
    team = make_team(session, Stage.TEAM)

    pages(team.lead).get(
        "incubation.step", venture_id=team.venture.id, action="fly", status=404
    )


def test_lateness_is_told(session: Session, pages: Pages, clock: FakeClock) -> None:
    school = make_school(session)
    team = make_team(session, Stage.PAID_IN, school=school)
    clock.set(seoul(2026, 4, 20, 10))
    staff = pages(make_staff(session, Role.COORDINATOR, school))
    page = staff.get("incubation.venture", venture_id=team.venture.id)
    assert "3일 늦었어요" in page.words()

    _press(staff, team, "confirm_registration", {"registered_on": "2026-04-20"})

    page = staff.get("incubation.venture", venture_id=team.venture.id)
    assert "마지막 등록이 3일 늦었어요" in page.words()


def test_numbers_are_for_the_school_only(
    session: Session, pages: Pages, clock: FakeClock
) -> None:
    school = make_school(session)
    team = make_team(session, Stage.TAX_REGISTERED, school=school)
    clock.set(seoul(2026, 4, 30, 10))
    staff = make_staff(session, Role.COORDINATOR, school)

    for_staff = pages(staff).get("incubation.venture", venture_id=team.venture.id)
    for_mentor = pages(make_staff(session, Role.MENTOR, school)).get(
        "incubation.venture", venture_id=team.venture.id
    )

    assert "123-45-67890" in for_staff.words()
    assert "123-45-67890" not in for_mentor.words()
    assert date(2026, 4, 22).isoformat() not in for_mentor.words()
