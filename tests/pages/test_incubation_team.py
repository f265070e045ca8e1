"""Invitations on pages: the link only shows, a button answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.incubation.models import Founder, FounderInvitation
from app.incubation.stages import Stage
from app.outbox import Message
from tests.support.factories.incubation import Team, make_team
from tests.support.factories.people import make_account
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def team(session: Session) -> Team:
    return make_team(session, Stage.TEAM, founders=1)


@pytest.fixture
def guest(session: Session) -> Account:
    return make_account(session, "오세진", email="guest@example.org")


def _invite(
    session: Session, pages: Pages, team: Team, email: str
) -> tuple[FounderInvitation, str]:
    pages(team.lead).post(
        "incubation.invite", {"email": email}, venture_id=team.venture.id
    )
    session.expire_all()
    invitation = session.scalars(
        select(FounderInvitation).where(FounderInvitation.email == email)
    ).one()
    message = session.scalars(select(Message).where(Message.to_address == email)).one()
    return invitation, cast(str, message.params["link"]["secret"])


def _founders(session: Session, team: Team) -> int:
    session.expire_all()
    return len(
        session.scalars(
            select(Founder).where(
                Founder.venture_id == team.venture.id, Founder.left_at.is_(None)
            )
        ).all()
    )


def test_the_answer_does_not_tell_who_has_an_account(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    client = pages(team.lead)

    said = []
    for email in (guest.email, "nobody@example.org"):
        page = client.post(
            "incubation.invite",
            {"email": email},
            venture_id=team.venture.id,
            follow=True,
        )
        said.append(page.notes()[0].replace(email, "…"))

    assert said[0] == said[1] == "초대를 보냈어요: …"


def test_opening_the_link_changes_nothing(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    _invitation, link = _invite(session, pages, team, guest.email)

    page = pages(guest).open(link)

    assert page.heading() == "함께 협동조합을 세우자는 초대"
    assert "김미경" in page.words()
    assert _founders(session, team) == 1


def test_a_visitor_signs_in_first(
    session: Session, pages: Pages, team: Team, visitor: PageClient
) -> None:
    _invitation, link = _invite(session, pages, team, "guest@example.org")

    visitor.open(link, status=302)

    assert "/login" in visitor.last.headers["Location"]


def test_the_button_joins(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    invitation, link = _invite(session, pages, team, guest.email)
    client = pages(guest)

    page = client.post("incubation.accept", invitation_id=invitation.id, follow=True)

    assert page.heading() == team.venture.title
    assert _founders(session, team) == 2
    assert "이미 답했거나" in client.open(link).alerts()[0]


def test_the_link_of_another_address_is_refused_in_words(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    invitation, link = _invite(session, pages, team, "other@example.org")
    client = pages(guest)

    page = client.open(link)
    assert "다른 이메일 주소로 보낸 초대예요" in page.alerts()[0]
    assert team.venture.title not in page.words()
    client.post("incubation.accept", invitation_id=invitation.id, status=404)

    assert _founders(session, team) == 1


def test_invitations_to_my_address_stand_on_my_list(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    invitation, _link = _invite(session, pages, team, guest.email)
    client = pages(guest)
    assert team.venture.title in client.get("incubation.ventures").words()

    client.post("incubation.decline", invitation_id=invitation.id)

    assert team.venture.title not in client.get("incubation.ventures").words()
    assert _founders(session, team) == 1


def test_an_invitation_that_ran_out_says_so(
    session: Session, pages: Pages, team: Team, guest: Account, clock: FakeClock
) -> None:
    _invitation, link = _invite(session, pages, team, guest.email)
    clock.forward(days=14)

    assert "3월 16일(월) 10:00에 끝났어요" in pages(guest).open(link).alerts()[0]
    page = pages(team.lead).get("incubation.venture", venture_id=team.venture.id)
    assert "이 주소로 다시 초대할 수 있어요" in page.words()


def test_an_invitation_is_taken_back(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    invitation, link = _invite(session, pages, team, guest.email)

    pages(team.lead).post(
        "incubation.withdraw_invitation",
        venture_id=team.venture.id,
        invitation_id=invitation.id,
    )

    assert "취소된" in pages(guest).open(link).alerts()[0]


def test_another_team_takes_nothing_back(
    session: Session, pages: Pages, team: Team, guest: Account
) -> None:
    invitation, _link = _invite(session, pages, team, guest.email)
    other = make_team(session, Stage.TEAM, founders=1)

    pages(other.lead).post(
        "incubation.withdraw_invitation",
        venture_id=other.venture.id,
        invitation_id=invitation.id,
        status=404,
    )

    session.expire_all()
    assert not invitation.answered


@pytest.mark.parametrize("typed", ["", "no address", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused(pages: Pages, team: Team, typed: str) -> None:
    page = pages(team.lead).post(
        "incubation.invite", {"email": typed}, venture_id=team.venture.id, status=200
    )

    assert len(page.select(".field.bad")) == 1


def test_inviting_again_the_same_day_is_refused_in_words(
    session: Session, pages: Pages, team: Team
) -> None:
    _invite(session, pages, team, "guest@example.org")

    page = pages(team.lead).post(
        "incubation.invite",
        {"email": "Guest@example.org"},
        venture_id=team.venture.id,
        status=200,
    )

    assert any("하루 안에 이미 초대한 주소예요" in alert for alert in page.alerts())


def test_leaving_is_refused_in_words_once_the_team_is_settled(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.PLAN)

    page = pages(team.accounts[3]).post(
        "incubation.leave", venture_id=team.venture.id, follow=True
    )

    assert "5명보다 적어져요" in page.alerts()[0]


def test_an_unknown_link_does_not_exist(pages: Pages, guest: Account) -> None:
    client = pages(guest)

    client.open("/ventures/invitation/no-such-secret", status=404)
    page = client.post("incubation.accept", invitation_id=987_654, follow=True)

    assert page.alerts() == ["그런 창업팀이 없어요."]


def test_a_refused_invitation_is_said_beside_the_address(
    pages: Pages, team: Team
) -> None:
    page = pages(team.lead).post(
        "incubation.invite",
        {"email": team.lead.email},
        venture_id=team.venture.id,
        status=200,
    )

    (said,) = page.select("#email-error")
    assert "내 주소예요." in said.get_text()
    assert page.value("email") == team.lead.email
