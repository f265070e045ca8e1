"""Inviting founders, and their answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.models import Account
from app.exceptions import DomainError, NotAllowed
from app.incubation import membership, queries, services, team
from app.incubation.models import FounderInvitation
from app.incubation.stages import Stage
from app.outbox import Message
from tests.support.factories.incubation import Team, make_team
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(days=1)


def _invite(
    session: Session, founding: Team, email: str, **more: Any
) -> FounderInvitation:
    values: dict[str, Any] = {
        "venture_id": founding.venture.id,
        "by_person_id": founding.lead.person_id,
        "now": MONDAY_TEN,
    }
    return team.invite(session, email=email, **{**values, **more})


def _link(message: Message) -> str:
    return cast(str, message.params["link"]["secret"])


@pytest.fixture
def founding(session: Session) -> Team:
    return make_team(session, Stage.TEAM, founders=1)


@pytest.fixture
def guest(session: Session) -> Account:
    return make_account(session, "오세진", email="guest@example.org")


def test_an_invitation_is_mailed_with_a_secret_link(
    session: Session, founding: Team
) -> None:
    invitation = _invite(session, founding, " Guest@Example.org ")

    message = session.scalars(select(Message)).one()
    assert message.to_address == invitation.email == "guest@example.org"
    secret = _link(message).removeprefix("/ventures/invitation/")
    found = queries.invitation_with_secret(session, hash_of(secret))
    assert found is invitation
    assert invitation.expires_at == MONDAY_TEN + timedelta(days=14)


def test_known_and_unknown_addresses_are_invited_alike(
    session: Session, founding: Team, guest: Account
) -> None:
    known = _invite(session, founding, guest.email)
    unknown = _invite(session, founding, "nobody@example.org")

    messages = session.scalars(select(Message).order_by(Message.id)).all()
    assert [m.template for m in messages] == ["venture_invitation"] * 2
    assert [m.person_id for m in messages] == [None, None]
    assert known.expires_at == unknown.expires_at


def test_the_same_address_is_not_mailed_twice_a_day(
    session: Session, founding: Team
) -> None:
    _invite(session, founding, "guest@example.org")

    with pytest.raises(team.AlreadyInvited):
        _invite(session, founding, "guest@example.org")


def test_a_day_later_it_is_reminded_with_a_new_link(
    session: Session, founding: Team
) -> None:
    first = _invite(session, founding, "guest@example.org")
    old = first.secret_hash

    again = _invite(session, founding, "guest@example.org", now=LATER)

    assert again is first
    assert again.secret_hash != old
    assert again.expires_at == LATER + timedelta(days=14)


def test_who_declined_may_be_asked_again(
    session: Session, founding: Team, guest: Account
) -> None:
    first = _invite(session, founding, guest.email)
    team.decline(session, invitation_id=first.id, account=guest, now=MONDAY_TEN)

    again = _invite(session, founding, guest.email)

    assert again is not first
    assert first.declined_at == MONDAY_TEN


def test_a_founder_does_not_invite_herself(session: Session, founding: Team) -> None:
    with pytest.raises(team.OwnAddress):
        _invite(session, founding, founding.lead.email)


def test_strangers_invite_nobody(
    session: Session, founding: Team, guest: Account
) -> None:
    with pytest.raises(NotAllowed):
        _invite(session, founding, "nobody@example.org", by_person_id=guest.person_id)


def test_after_the_notice_nobody_is_invited(session: Session) -> None:
    called = make_team(session, Stage.NOTICE)

    with pytest.raises(membership.TeamClosed):
        _invite(session, called, "guest@example.org")


def test_accepting_makes_a_founder(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, guest.email)

    founder = team.accept(
        session, invitation_id=invitation.id, account=guest, now=LATER
    )

    assert founder.accepted_at == invitation.accepted_at == LATER
    assert not founder.is_lead
    assert queries.founder_count(session, founding.venture.id) == 2


def test_open_invitations_to_my_address_are_found(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, guest.email)

    def found(now: Any) -> list[FounderInvitation]:
        return list(queries.open_invitations(session, email=guest.email, now=now))

    assert found(LATER) == [invitation]
    assert found(invitation.expires_at) == []


def test_another_person_cannot_answer(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, "somebody-else@example.org")

    for answer in (team.accept, team.decline):
        with pytest.raises(team.InvitationForAnother):
            answer(session, invitation_id=invitation.id, account=guest, now=LATER)


def test_an_invitation_ends(session: Session, founding: Team, guest: Account) -> None:
    invitation = _invite(session, founding, guest.email)

    with pytest.raises(team.InvitationExpired):
        team.accept(
            session,
            invitation_id=invitation.id,
            account=guest,
            now=invitation.expires_at,
        )


def test_an_invitation_is_answered_once(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, guest.email)
    team.accept(session, invitation_id=invitation.id, account=guest, now=LATER)

    for answer in (team.accept, team.decline):
        with pytest.raises(team.InvitationAnswered):
            answer(session, invitation_id=invitation.id, account=guest, now=LATER)


def test_an_invitation_taken_back_no_longer_works(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, guest.email)
    team.withdraw_invitation(
        session,
        invitation_id=invitation.id,
        by_person_id=founding.lead.person_id,
        now=LATER,
    )

    with pytest.raises(team.InvitationAnswered):
        team.accept(session, invitation_id=invitation.id, account=guest, now=LATER)


def test_only_founders_take_an_invitation_back(
    session: Session, founding: Team, guest: Account
) -> None:
    invitation = _invite(session, founding, guest.email)

    with pytest.raises(NotAllowed):
        team.withdraw_invitation(
            session,
            invitation_id=invitation.id,
            by_person_id=guest.person_id,
            now=LATER,
        )


@pytest.mark.parametrize(
    ("born", "reason"),
    [(date(2007, 3, 4), membership.TooYoung), (None, membership.BirthDateUnknown)],
)
def test_only_adults_join(
    session: Session, founding: Team, born: date | None, reason: type[DomainError]
) -> None:
    young = make_account(session, birth_date=born)
    invitation = _invite(session, founding, young.email)

    with pytest.raises(reason):
        team.accept(session, invitation_id=invitation.id, account=young, now=LATER)


def test_who_is_in_the_team_does_not_join_twice(session: Session) -> None:
    founding = make_team(session, Stage.TEAM, founders=2)
    second = founding.accounts[1]
    invitation = _invite(session, founding, second.email)

    with pytest.raises(team.AlreadyFounder):
        team.accept(session, invitation_id=invitation.id, account=second, now=LATER)


def test_an_unknown_invitation_is_refused(session: Session, guest: Account) -> None:
    with pytest.raises(services.VentureGone):
        team.accept(session, invitation_id=987_654, account=guest, now=LATER)


def test_who_left_may_come_back(session: Session) -> None:
    founding = make_team(session, Stage.TEAM, founders=2)
    second = founding.accounts[1]
    venture_id = founding.venture.id
    team.leave(session, venture_id=venture_id, person_id=second.person_id, now=LATER)

    invitation = _invite(session, founding, second.email, now=LATER)
    team.accept(session, invitation_id=invitation.id, account=second, now=LATER)

    assert queries.founder_count(session, venture_id) == 2
