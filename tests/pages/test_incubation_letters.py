"""What founders read in their mail, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incubation import services, team
from app.incubation.stages import Actor, Stage
from app.notifications import letters
from app.outbox import Message
from tests.support.factories.incubation import make_team
from tests.support.time import MONDAY_TEN


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("ko", "에 초대했어요", "3월 16일"),
        ("en", "invites you to join", "Mon 16 Mar"),
    ],
)
def test_an_invitation_says_who_what_and_until_when(
    app: Flask, session: Session, language: str, subject: str, words: str
) -> None:
    founding = make_team(session, Stage.TEAM, founders=1)
    team.invite(
        session,
        venture_id=founding.venture.id,
        by_person_id=founding.lead.person_id,
        email="guest@example.org",
        language=language,
        now=MONDAY_TEN,
    )
    message = session.scalars(select(Message)).one()

    with app.test_request_context():
        letter = letters.read(message)
        masked = letters.read(message, masked=True)

    assert subject in letter.subject
    assert words in letter.body
    assert founding.venture.idea in letter.body
    assert "/ventures/invitation/" in letter.body
    assert "/ventures/invitation/" not in masked.body


@pytest.mark.parametrize(
    ("language", "said", "stage"),
    [("ko", "창업을 보류했어요.", "보류"), ("en", "was put on hold", "On hold")],
)
def test_a_step_says_what_was_done_and_why(
    app: Flask, session: Session, language: str, said: str, stage: str
) -> None:
    founding = make_team(session, Stage.PLAN, founders=2)
    founding.accounts[1].language = language
    services.take_step(
        session,
        venture_id=founding.venture.id,
        action="hold",
        by=founding.lead.id,
        actor=Actor.FOUNDER,
        facts={},
        note="여름에 쉬어요",
        now=MONDAY_TEN + timedelta(days=1),
    )
    message = session.scalars(select(Message)).one()

    with app.test_request_context():
        letter = letters.read(message)

    assert said in letter.subject
    assert stage in letter.body
    assert "여름에 쉬어요" in letter.body
    assert f"/ventures/{founding.venture.id}" in letter.body
