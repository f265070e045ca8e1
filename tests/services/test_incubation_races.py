"""Two people at once: real commits, real locks, on both engines."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.extensions import db
from app.incubation import queries, services, team
from app.incubation.models import StageChange, Venture
from app.incubation.stages import Actor, Stage
from app.unit_of_work import transaction
from tests.support.factories.founding import STATED, WALK_ENDS
from tests.support.factories.incubation import begin_venture, make_team
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN


def test_two_coordinators_press_one_button_and_one_step_is_taken(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        venture_id = make_team(session, Stage.FILED, school=school).venture.id
        accounts = [make_staff(session, Role.COORDINATOR, school).id for _ in range(2)]

    def confirm(account_id: int) -> Act:
        return lambda session: services.take_step(
            session,
            venture_id=venture_id,
            action="confirm_filing",
            by=account_id,
            actor=Actor.COORDINATOR,
            facts=STATED["confirm_filing"],
            note="",
            now=WALK_ENDS,
        )

    outcomes = at_once(scratch_app, [confirm(account) for account in accounts])

    assert sorted(outcomes) == ["NoSuchStep", "done"]
    with scratch_app.app_context():
        taken = db.session.scalars(
            select(StageChange).where(StageChange.action == "confirm_filing")
        ).all()
        assert len(taken) == 1


def test_two_founders_leave_at_once_and_the_team_does_not_break(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        founding = make_team(db.session(), Stage.PLAN, founders=6)
        venture_id = founding.venture.id
        people = [account.person_id for account in founding.accounts[4:]]

    def leave(person_id: int) -> Act:
        return lambda session: team.leave(
            session, venture_id=venture_id, person_id=person_id, now=MONDAY_TEN
        )

    outcomes = at_once(scratch_app, [leave(person) for person in people])

    assert sorted(outcomes) == ["TeamWouldBreak", "done"]
    with scratch_app.app_context():
        assert queries.founder_count(db.session(), venture_id) == 5


def test_accepting_twice_at_once_joins_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        founding = make_team(session, Stage.TEAM, founders=1)
        guest = make_account(session)
        venture_id, guest_id, email = founding.venture.id, guest.id, guest.email
        lead = founding.lead.person_id
        with transaction() as writing:
            invitation = team.invite(
                writing,
                venture_id=venture_id,
                by_person_id=lead,
                email=email,
                now=MONDAY_TEN,
            )
            writing.flush()
            invitation_id = invitation.id

    def accept(session: Session) -> None:
        team.accept(
            session,
            invitation_id=invitation_id,
            account=session.get_one(Account, guest_id),
            now=MONDAY_TEN,
        )

    outcomes = at_once(scratch_app, [accept, accept])

    assert sorted(outcomes) == ["InvitationAnswered", "done"]
    with scratch_app.app_context():
        assert queries.founder_count(db.session(), venture_id) == 2
        assert db.session.get_one(Venture, venture_id).stage is Stage.TEAM


def test_a_stopped_venture_and_a_new_one_are_not_both_prepared(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        founding = make_team(
            session, Stage.STOPPED, founders=1, school=school, held_from=Stage.TEAM
        )
        venture_id, lead_id = founding.venture.id, founding.lead.id
        certificate_id = founding.venture.certificate_id
        coordinator = make_staff(session, Role.COORDINATOR, school).id

    def resume(session: Session) -> None:
        services.take_step(
            session,
            venture_id=venture_id,
            action="resume",
            by=coordinator,
            actor=Actor.COORDINATOR,
            facts={},
            note="",
            now=WALK_ENDS,
        )

    def begin(session: Session) -> None:
        lead = session.get_one(Account, lead_id)
        begin_venture(
            session, account=lead, certificate_id=certificate_id, now=WALK_ENDS
        )

    outcomes = at_once(scratch_app, [resume, begin])

    assert sorted(outcomes) == ["AlreadyPreparing", "done"]
