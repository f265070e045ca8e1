"""What people of the demo asked about their data."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.demo.world import World
from app.privacy import deciding, services
from app.privacy.rules import RequestKind, Way


def ask(session: Session, world: World, *, now: datetime) -> None:
    """One correction that came by phone and is not answered, one that was refused."""
    asker, other = world.neighbours[0], world.neighbours[1]
    administrator = world.accounts["admin"].id
    services.ask(
        session,
        person_id=asker.person_id,
        kind=RequestKind.CORRECT,
        way=Way.PHONE,
        wish="생년월일의 날짜가 하루 틀려요.",
        wanted={"birth_date": "1955-01-02"},
        by=administrator,
        now=now - timedelta(days=2),
    )
    refused = services.ask(
        session,
        person_id=other.person_id,
        kind=RequestKind.CORRECT,
        way=Way.VISIT,
        wish="결석한 수업을 출석으로 바꿔 주세요.",
        by=administrator,
        now=now - timedelta(days=20),
    )
    session.flush()
    deciding.decide(
        session,
        request_id=refused.id,
        grant=False,
        answer="강사에게 확인했어요. 결석이 맞아요. 이의가 있으면 알려 주세요.",
        by=administrator,
        now=now - timedelta(days=17),
    )
