"""Named reads of ventures and their teams."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app import policy
from app.accounts.models import Account
from app.accounts.queries import lock_person
from app.certificates.models import Certificate
from app.incubation.facts import Facts, from_json
from app.incubation.models import (
    Founder,
    FounderInvitation,
    StageChange,
    Venture,
)
from app.incubation.quorum import Figures
from app.incubation.stages import ENDED, Actor
from app.incubation.workflow import FACTS, stages_waiting_for


def figures_on(session: Session, day: date) -> Figures:
    """What law sets, as in force on that day. Raises LookupError where it isn't."""
    names = [field.name for field in fields(Figures)]
    return Figures(**policy.figures(session, names, on=day))


def lock_venture(
    session: Session, venture_id: int, *, resuming: bool = False
) -> Venture | None:
    """Hold the venture until the transaction ends: two people then can't both take
    its next step, and its founders can be counted.

    `resuming` first holds whoever began it: she may be beginning another just now.
    """
    if resuming:
        begun_by = select(Venture.begun_by_id).where(Venture.id == venture_id)
        person_id = session.scalar(begun_by)
        if person_id is not None:
            lock_person(session, person_id)
    return session.get(
        Venture, venture_id, with_for_update={"key_share": True}, populate_existing=True
    )


def founder_in(session: Session, *, venture_id: int, person_id: int) -> Founder | None:
    """Her place in the team, if she is in it now."""
    return session.scalar(
        select(Founder).where(
            Founder.venture_id == venture_id,
            Founder.person_id == person_id,
            Founder.left_at.is_(None),
        )
    )


def longest_founder(session: Session, venture_id: int) -> Founder:
    """Who has been in the team longest. Raises NoResultFound where nobody is."""
    return session.scalars(
        select(Founder)
        .where(Founder.venture_id == venture_id, Founder.left_at.is_(None))
        .order_by(Founder.accepted_at, Founder.id)
        .limit(1)
    ).one()


def accounts_of_founders(session: Session, venture_id: int) -> Sequence[Account]:
    """The accounts of who is in the team now."""
    return session.scalars(
        select(Account)
        .join(Founder, Founder.person_id == Account.person_id)
        .where(Founder.venture_id == venture_id, Founder.left_at.is_(None))
        .order_by(Account.id)
    ).all()


def founder_count(session: Session, venture_id: int) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Founder)
            .where(Founder.venture_id == venture_id, Founder.left_at.is_(None))
        )
        or 0
    )


def changes_of(session: Session, venture_id: int) -> Sequence[StageChange]:
    """The steps taken, first first."""
    return session.scalars(
        select(StageChange)
        .where(StageChange.venture_id == venture_id)
        .order_by(StageChange.id)
    ).all()


def latest_facts(changes: Iterable[StageChange]) -> Facts:
    """What was stated last under each name."""
    facts = Facts()
    for change in changes:
        facts = facts.with_more(from_json(FACTS, change.facts))
    return facts


def waits_in(changes: Iterable[StageChange]) -> list[tuple[date, date]]:
    """From when until when the office waited for each supplement."""
    waits, asked = [], None
    for change in changes:
        facts = from_json(FACTS, change.facts)
        if "asked_on" in facts:
            asked = facts.day("asked_on")
        if "resubmitted_on" in facts and asked is not None:
            waits.append((asked, facts.day("resubmitted_on")))
            asked = None
    return waits


def prepared_by(session: Session, person_id: int) -> Venture | None:
    """The venture that she began and that is neither open nor stopped."""
    return session.scalar(
        select(Venture).where(
            Venture.begun_by_id == person_id, Venture.stage.not_in(ENDED)
        )
    )


MOST_WAITING = 20


def waiting_for_coordinator(
    session: Session, school_ids: Collection[int]
) -> Sequence[Venture]:
    """Ventures of these schools whose next step is the coordinator's; those that
    have waited longest first, twenty at most."""
    return session.scalars(
        select(Venture)
        .where(
            Venture.school_id.in_(school_ids),
            Venture.stage.in_(stages_waiting_for(Actor.COORDINATOR)),
        )
        .options(
            joinedload(Venture.trade),
            joinedload(Venture.district),
            selectinload(Venture.changes),
        )
        .order_by(Venture.stage_since, Venture.id)
        .limit(MOST_WAITING)
    ).all()


def valid_certificate(
    session: Session, certificate_id: int, *, person_id: int
) -> Certificate | None:
    """Her own, if it has not been revoked."""
    return session.scalar(
        select(Certificate).where(
            Certificate.id == certificate_id,
            Certificate.person_id == person_id,
            Certificate.revoked_at.is_(None),
        )
    )


def valid_certificates(session: Session, person_id: int) -> Sequence[Certificate]:
    """From which she may begin a venture, newest first."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person_id, Certificate.revoked_at.is_(None))
        .order_by(Certificate.id.desc())
    ).all()


def ventures_of(session: Session, person_id: int) -> Sequence[Venture]:
    """In whose team she is, newest first."""
    return session.scalars(
        select(Venture)
        .join(Founder)
        .where(Founder.person_id == person_id, Founder.left_at.is_(None))
        .options(joinedload(Venture.trade), joinedload(Venture.district))
        .order_by(Venture.id.desc())
    ).all()


def open_invitations(
    session: Session, *, email: str, now: datetime
) -> Sequence[FounderInvitation]:
    """What this address may still answer, newest first."""
    return session.scalars(
        select(FounderInvitation)
        .where(
            FounderInvitation.email == email,
            FounderInvitation.accepted_at.is_(None),
            FounderInvitation.declined_at.is_(None),
            FounderInvitation.withdrawn_at.is_(None),
            FounderInvitation.expires_at > now,
        )
        .options(
            joinedload(FounderInvitation.venture).joinedload(Venture.trade),
            joinedload(FounderInvitation.venture).joinedload(Venture.district),
            joinedload(FounderInvitation.invited_by),
        )
        .order_by(FounderInvitation.id.desc())
    ).all()


def invitation_with_secret(
    session: Session, secret_hash: str
) -> FounderInvitation | None:
    return session.scalar(
        select(FounderInvitation)
        .where(FounderInvitation.secret_hash == secret_hash)
        .options(
            joinedload(FounderInvitation.venture).joinedload(Venture.trade),
            joinedload(FounderInvitation.venture).joinedload(Venture.district),
            joinedload(FounderInvitation.invited_by),
        )
    )


def unanswered_invitation(
    session: Session, *, venture_id: int, email: str
) -> FounderInvitation | None:
    """The one of this address that nobody answered or withdrew, run out or not."""
    return session.scalar(
        select(FounderInvitation).where(
            FounderInvitation.venture_id == venture_id,
            FounderInvitation.email == email,
            FounderInvitation.declined_at.is_(None),
            FounderInvitation.withdrawn_at.is_(None),
            FounderInvitation.accepted_at.is_(None),
        )
    )
