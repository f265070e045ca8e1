"""Taking steps, from the idea to the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.permissions import Role
from app.audit import AuditEntry
from app.exceptions import DomainError
from app.incubation import queries, services, workflow
from app.incubation.models import Enterprise, StageChange, Venture
from app.incubation.stages import Actor, Stage
from app.outbox import Message
from tests.support.factories.founding import STATED, WALK_ENDS, WAY
from tests.support.factories.incubation import Team, begin_venture, make_team
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.time import MONDAY_TEN


def _step(
    session: Session,
    team: Team,
    action: str,
    actor: Actor = Actor.FOUNDER,
    *,
    now: datetime = WALK_ENDS,
    note: str = "",
    by: int | None = None,
    **facts: Any,
) -> Venture:
    return services.take_step(
        session,
        venture_id=team.venture.id,
        action=action,
        by=by or team.lead.id,
        actor=actor,
        facts=facts or STATED.get(action, {}),
        note=note,
        now=now,
    )


def test_a_whole_venture_walks_from_the_idea_to_the_register(session: Session) -> None:
    team = make_team(session, Stage.IDEA)
    coordinator = make_staff(session, Role.COORDINATOR, make_school(session))

    for _stage, action, target, actor in WAY:
        by = team.lead.id if actor is Actor.FOUNDER else coordinator.id
        # The notice is given before the meeting; all else is entered afterwards.
        now = MONDAY_TEN if action == "give_notice" else WALK_ENDS
        venture = _step(session, team, action, actor, by=by, now=now)
        assert venture.stage is target

    entry = session.scalars(select(Enterprise)).one()
    assert entry.name_ko == "은평 고운손 협동조합"
    assert entry.operating_since == date(2026, 4, 20)
    assert entry.registration_number == "110111-1234567"
    changes = queries.changes_of(session, team.venture.id)
    assert [change.action for change in changes] == [action for _, action, _, _ in WAY]
    assert {change.actor for change in changes} == set(Actor)


def test_each_step_is_audited_without_personal_data(session: Session) -> None:
    team = make_team(session, Stage.ARTICLES)

    _step(session, team, "write_articles")

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "venture.write_articles")
    ).one()
    assert entry.account_id == team.lead.id
    assert entry.detail == {"from_stage": "articles", "to_stage": "articles"}


def test_the_other_founders_are_told(session: Session) -> None:
    team = make_team(session, Stage.TEAM)

    _step(session, team, "finish_team")

    told = set(session.scalars(select(Message.to_address)))
    assert told == {account.email for account in team.accounts[1:]}


def test_a_refused_step_writes_nothing(session: Session) -> None:
    team = make_team(session, Stage.TEAM, founders=4)
    team_id = team.venture.id

    with pytest.raises(DomainError):
        _step(session, team, "finish_team")

    session.rollback()
    assert session.get_one(Venture, team_id).stage is Stage.TEAM
    taken = session.scalars(
        select(StageChange.action).where(StageChange.venture_id == team_id)
    ).all()
    assert taken == ["finish_idea"]


def test_pressing_twice_takes_one_step(session: Session) -> None:
    team = make_team(session, Stage.FILED)
    _step(session, team, "confirm_filing", Actor.COORDINATOR)

    with pytest.raises(workflow.NoSuchStep):
        _step(session, team, "confirm_filing", Actor.COORDINATOR)


def test_a_founder_does_not_confirm_what_an_office_decides(session: Session) -> None:
    team = make_team(session, Stage.FILED)

    with pytest.raises(workflow.NotYourStep):
        _step(session, team, "confirm_filing", Actor.FOUNDER)


def test_a_venture_on_hold_remembers_where_it_was(session: Session) -> None:
    team = make_team(session, Stage.PLAN)

    venture = _step(session, team, "hold", note="여름에 쉬어요")
    assert (venture.stage, venture.held_from) == (Stage.ON_HOLD, Stage.PLAN)

    venture = _step(session, team, "resume")
    assert (venture.stage, venture.held_from) == (Stage.PLAN, None)


def test_a_venture_stopped_while_on_hold_is_taken_up_where_it_was(
    session: Session,
) -> None:
    team = make_team(session, Stage.PLAN)
    _step(session, team, "hold", note="쉬어요")
    venture = _step(session, team, "stop", note="그만둬요")
    assert (venture.stage, venture.held_from) == (Stage.STOPPED, Stage.PLAN)

    venture = _step(session, team, "resume", Actor.COORDINATOR)

    assert venture.stage is Stage.PLAN


def test_a_stopped_venture_stays_so_while_its_beginner_prepares_another(
    session: Session,
) -> None:
    team = make_team(session, Stage.TEAM)
    _step(session, team, "stop", note="그만둬요")
    begin_venture(session, account=team.lead)

    with pytest.raises(services.AlreadyPreparing):
        _step(session, team, "resume", Actor.COORDINATOR)


def test_the_office_waits_while_a_supplement_is_made(session: Session) -> None:
    team = make_team(session, Stage.FILED)
    _step(session, team, "ask_supplement", Actor.COORDINATOR, note="의사록에 날짜")
    _step(session, team, "resubmit")

    waits = queries.waits_in(queries.changes_of(session, team.venture.id))

    assert waits == [(date(2026, 3, 12), date(2026, 3, 16))]


def test_what_waits_for_a_coordinator_is_her_schools_only(session: Session) -> None:
    here, there = make_school(session), make_school(session, "11380")
    waiting = make_team(session, Stage.FILED, founders=1, school=here)
    make_team(session, Stage.FILED, founders=1, school=there)
    make_team(session, Stage.TEAM, founders=1, school=here)

    found = queries.waiting_for_coordinator(session, [here.id])

    assert [venture.id for venture in found] == [waiting.venture.id]


def test_an_unknown_venture_takes_no_step(session: Session) -> None:
    lost = Team(Venture(id=987_654), [make_account(session)])

    with pytest.raises(services.VentureGone):
        _step(session, lost, "finish_idea")


def test_the_law_is_read_from_the_policy(session: Session) -> None:
    figures = queries.figures_on(session, date(2026, 3, 2))

    assert (figures.founders_minimum, figures.meeting_notice_days) == (5, 7)
    with pytest.raises(LookupError):
        queries.figures_on(session, date(2000, 1, 1))


def test_after_stopping_one_another_may_begin(session: Session) -> None:
    team = make_team(session, Stage.TEAM, founders=1)
    _step(session, team, "stop", note="이사를 가요")

    again = begin_venture(session, account=team.lead)

    assert again.stage is Stage.IDEA
