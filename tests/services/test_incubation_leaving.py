"""Leaving a team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.exceptions import NotAllowed
from app.incubation import membership, team
from app.incubation.models import Founder
from app.incubation.stages import Stage
from tests.support.factories.incubation import make_team
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(days=1)


@pytest.fixture
def guest(session: Session) -> Account:
    return make_account(session)


def test_the_lead_passes_to_who_has_been_there_longest(session: Session) -> None:
    founding = make_team(session, Stage.TEAM, founders=3)

    team.leave(
        session,
        venture_id=founding.venture.id,
        person_id=founding.lead.person_id,
        now=LATER,
    )

    leads = session.scalars(
        select(Founder.person_id).where(Founder.is_lead, Founder.left_at.is_(None))
    ).all()
    assert leads == [founding.accounts[1].person_id]


def test_a_team_of_five_does_not_break_after_it_was_settled(session: Session) -> None:
    founding = make_team(session, Stage.PLAN)

    with pytest.raises(membership.TeamWouldBreak):
        team.leave(
            session,
            venture_id=founding.venture.id,
            person_id=founding.accounts[4].person_id,
            now=LATER,
        )


def test_a_stranger_leaves_no_team(session: Session, guest: Account) -> None:
    founding = make_team(session, Stage.TEAM, founders=2)

    with pytest.raises(NotAllowed):
        team.leave(
            session,
            venture_id=founding.venture.id,
            person_id=guest.person_id,
            now=LATER,
        )
