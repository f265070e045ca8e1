"""Three ventures of the demo: in operation, filed, being prepared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates.models import Certificate
from app.courses.models import Trade
from app.demo.founding_steps import (
    MENDING_IDEA,
    Taken,
    steps_to_articles,
    steps_to_filing,
    steps_to_operation,
)
from app.demo.world import EUNPYEONG, GEUMCHEON, World
from app.incubation.models import Venture
from app.incubation.services import begin, take_step
from app.incubation.stages import Actor
from app.incubation.team import accept, invite
from app.seoul import SEOUL


def found(
    session: Session,
    world: World,
    certificates: Sequence[Certificate],
    *,
    now: datetime,
) -> None:
    """Walk the ventures through their steps, each on its own day."""
    by_person = {c.person_id: c for c in certificates}
    _found_the_menders(session, world, by_person, begun=_ten_o_clock(now, 240))
    _found_the_paperers(session, world, by_person, begun=_ten_o_clock(now, 40))
    _found_the_fitters(session, world, by_person, begun=_ten_o_clock(now, 38))


def _found_the_menders(
    session: Session,
    world: World,
    certificates: dict[int, Certificate],
    *,
    begun: datetime,
) -> None:
    """In operation: it stands in the public register."""
    team = [a for a in world.neighbours[:9] if a.person_id in certificates]
    venture = _begin(
        session,
        team[0],
        certificates[team[0].person_id],
        trade="mending",
        district=GEUMCHEON,
        title="금천 다시옷",
        idea=MENDING_IDEA,
        now=begun,
    )
    _gather(session, venture, team[0], team[1:5], now=begun)
    steps = steps_to_operation(begun)
    _walk(session, world, venture, team[0], steps=steps, begun=begun)


def _found_the_paperers(
    session: Session,
    world: World,
    certificates: dict[int, Certificate],
    *,
    begun: datetime,
) -> None:
    """Being prepared: its articles of association are written next."""
    learner = world.accounts["learner"]
    others = [a for a in world.neighbours[9:21] if a.person_id in certificates]
    venture = _begin(
        session,
        learner,
        certificates[learner.person_id],
        trade="wallpapering",
        district=EUNPYEONG,
        title="은평 고운벽",
        idea="혼자 사는 어르신 댁부터 도배와 장판을 고쳐 드려요.",
        now=begun,
    )
    _gather(session, venture, learner, others[:4], now=begun)
    _walk(session, world, venture, learner, steps=steps_to_articles(), begun=begun)


def _found_the_fitters(
    session: Session,
    world: World,
    certificates: dict[int, Certificate],
    *,
    begun: datetime,
) -> None:
    """Filed: the coordinator confirms it when the district office has answered."""
    team = [a for a in world.neighbours[9:21] if a.person_id in certificates][4:9]
    venture = _begin(
        session,
        team[0],
        certificates[team[0].person_id],
        trade="wallpapering",
        district=EUNPYEONG,
        title="은평 새벽지",
        idea="이사하는 날 하루에 도배를 끝내고, 남은 벽지는 모아 다시 써요.",
        now=begun,
    )
    _gather(session, venture, team[0], team[1:], now=begun)
    steps = steps_to_filing(begun)
    _walk(session, world, venture, team[0], steps=steps, begun=begun)


def _ten_o_clock(now: datetime, days_ago: int) -> datetime:
    day = (now - timedelta(days=days_ago)).astimezone(SEOUL)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _begin(
    session: Session,
    account: Account,
    certificate: Certificate,
    *,
    trade: str,
    district: str,
    title: str,
    idea: str,
    now: datetime,
) -> Venture:
    trade_id = session.scalars(select(Trade.id).where(Trade.code == trade)).one()
    venture = begin(
        session,
        person_id=account.person_id,
        certificate_id=certificate.id,
        title=title,
        idea=idea,
        trade_id=trade_id,
        district_code=district,
        account_id=account.id,
        now=now,
    )
    session.flush()
    return venture


def _gather(
    session: Session,
    venture: Venture,
    lead: Account,
    others: Sequence[Account],
    *,
    now: datetime,
) -> None:
    for hour, account in enumerate(others, start=1):
        invitation = invite(
            session,
            venture_id=venture.id,
            by_person_id=lead.person_id,
            email=account.email,
            now=now + timedelta(hours=hour),
        )
        session.flush()
        accept(
            session,
            invitation_id=invitation.id,
            account=account,
            now=now + timedelta(days=1, hours=hour),
        )
        session.flush()


def _walk(
    session: Session,
    world: World,
    venture: Venture,
    lead: Account,
    *,
    steps: Sequence[Taken],
    begun: datetime,
) -> None:
    for action, days, actor, facts, note in steps:
        take_step(
            session,
            venture_id=venture.id,
            action=action,
            by=lead.id if actor is Actor.FOUNDER else world.coordinator.id,
            actor=actor,
            facts=facts,
            note=note,
            now=begun + timedelta(days=days, hours=2),
        )
        session.flush()
