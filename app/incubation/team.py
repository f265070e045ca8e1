"""Who founds together: inviting, answering, leaving."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import audit, policy
from app.accounts.links import hash_of, new_secret
from app.accounts.models import Account
from app.accounts.queries import lock_person
from app.exceptions import DomainError, NotAllowed
from app.incubation import queries
from app.incubation.letters import send_invitation
from app.incubation.membership import may_join, may_leave
from app.incubation.models import Founder, FounderInvitation, Venture
from app.incubation.services import VentureGone, demand_adult
from app.incubation.stages import Stage
from app.seoul import seoul_date

REMINDING_EVERY = timedelta(hours=24)


class AlreadyInvited(DomainError):
    """`until`: when the answer is due. It can be mailed again once a day."""


class OwnAddress(DomainError):
    """One needn't invite oneself."""


class InvitationForAnother(DomainError):
    """It went to another address than this account's."""


class InvitationAnswered(DomainError):
    """It was accepted, declined or withdrawn before."""


class InvitationExpired(DomainError):
    """`expired_at`."""


class AlreadyFounder(DomainError):
    """She is in the team."""


def invite(
    session: Session,
    *,
    venture_id: int,
    by_person_id: int,
    email: str,
    language: str = "ko",
    now: datetime,
) -> FounderInvitation:
    """Ask this address to join, by a mailed link; asked again, it gets a new one.

    What it answers says nothing about who has an account: only the venture's own
    invitations are looked at. The venture is locked, so that one address has one
    invitation. Raises VentureGone, NotAllowed, TeamClosed, OwnAddress, AlreadyInvited.
    """
    venture = _locked(session, venture_id)
    inviter = _founder(session, venture, by_person_id)
    may_join(venture.stage)
    email = email.strip().lower()
    account = inviter.person.account
    if account is not None and account.email == email:
        raise OwnAddress
    days = policy.figure(session, "invitation_days", on=seoul_date(now))
    invitation = _invitation_for(session, venture, email, now=now)
    secret = new_secret()
    invitation.secret_hash = hash_of(secret)
    invitation.invited_by_id = by_person_id
    invitation.made_at = now
    invitation.expires_at = now + timedelta(days=days)
    _audit(session, "founder.invited", invitation, by=account, now=now)
    send_invitation(
        session, invitation, secret=secret, by=inviter, language=language, now=now
    )
    return invitation


def _invitation_for(
    session: Session, venture: Venture, email: str, *, now: datetime
) -> FounderInvitation:
    """The address's unanswered one, to be mailed anew, or a new one.

    Raises AlreadyInvited where it was mailed within the last day.
    """
    invitation = queries.unanswered_invitation(
        session, venture_id=venture.id, email=email
    )
    if invitation is None:
        invitation = FounderInvitation(venture=venture, email=email)
        session.add(invitation)
    elif now < min(invitation.expires_at, invitation.made_at + REMINDING_EVERY):
        raise AlreadyInvited(until=invitation.expires_at)
    return invitation


def withdraw_invitation(
    session: Session, *, invitation_id: int, by_person_id: int, now: datetime
) -> FounderInvitation:
    """Take an invitation back; its link then says so.

    Raises NotAllowed for who isn't in the team, InvitationAnswered.
    """
    invitation = _held(session, invitation_id)
    founder = _founder(session, invitation.venture, by_person_id)
    _demand_unanswered(invitation)
    invitation.withdrawn_at = now
    _audit(session, "founder.uninvited", invitation, by=founder.person.account, now=now)
    return invitation


def accept(
    session: Session, *, invitation_id: int, account: Account, now: datetime
) -> Founder:
    """Join the team. The person, then the venture are locked: one joins once.

    Raises InvitationForAnother, InvitationAnswered, InvitationExpired, TeamClosed,
    AlreadyFounder, BirthDateUnknown, TooYoung.
    """
    person_id, account_id = account.person_id, account.id
    person = lock_person(session, person_id)
    invitation = _held(session, invitation_id)
    venture = invitation.venture
    demand_answerable(invitation, email=account.email, now=now)
    may_join(venture.stage)
    demand_adult(session, person, now=now)
    if queries.founder_in(session, venture_id=venture.id, person_id=person_id):
        raise AlreadyFounder
    invitation.accepted_at = now
    founder = Founder(
        venture=venture, person=person, invitation_id=invitation.id, accepted_at=now
    )
    session.add(founder)
    audit.record(
        session, "founder.joined", founder, by=account_id, now=now, venture=venture.id
    )
    return founder


def decline(
    session: Session, *, invitation_id: int, account: Account, now: datetime
) -> FounderInvitation:
    """Say no; one may be asked again.

    Raises InvitationForAnother, InvitationAnswered, InvitationExpired.
    """
    invitation = _held(session, invitation_id)
    demand_answerable(invitation, email=account.email, now=now)
    invitation.declined_at = now
    _audit(session, "founder.declined", invitation, by=account, now=now)
    return invitation


def leave(
    session: Session, *, venture_id: int, person_id: int, now: datetime
) -> Founder:
    """Leave the team; the lead passes to whoever has been in it longest.

    The venture is locked: two can't leave at once and break the team together.
    Raises VentureGone, NotAllowed, LeavingTooLate, LastFounder, TeamWouldBreak.
    """
    venture = _locked(session, venture_id)
    founder = _founder(session, venture, person_id)
    figures = queries.figures_on(session, seoul_date(now))
    may_leave(
        venture.stage if venture.stage is Stage.STOPPED else venture.standing,
        founders=queries.founder_count(session, venture.id),
        needed=figures.founders_minimum,
    )
    founder.left_at = now
    session.flush()
    if founder.is_lead:
        queries.longest_founder(session, venture.id).is_lead = True
    account = founder.person.account
    audit.record(
        session,
        "founder.left",
        founder,
        by=account.id if account else None,
        now=now,
        venture=venture.id,
    )
    return founder


def demand_answerable(
    invitation: FounderInvitation, *, email: str, now: datetime
) -> None:
    """Raises InvitationForAnother, InvitationAnswered or InvitationExpired."""
    if invitation.email != email:
        raise InvitationForAnother
    _demand_unanswered(invitation)
    if now >= invitation.expires_at:
        raise InvitationExpired(expired_at=invitation.expires_at)


def _demand_unanswered(invitation: FounderInvitation) -> None:
    if invitation.answered:
        raise InvitationAnswered


def _locked(session: Session, venture_id: int) -> Venture:
    venture = queries.lock_venture(session, venture_id)
    if venture is None:
        raise VentureGone
    return venture


def _held(session: Session, invitation_id: int) -> FounderInvitation:
    """The invitation as it is once its venture is locked; two answers to one then
    come one after the other. Raises VentureGone."""
    invitation = session.get(FounderInvitation, invitation_id)
    if invitation is None:
        raise VentureGone
    queries.lock_venture(session, invitation.venture_id)
    session.refresh(invitation)
    return invitation


def _founder(session: Session, venture: Venture, person_id: int) -> Founder:
    founder = queries.founder_in(session, venture_id=venture.id, person_id=person_id)
    if founder is None:
        raise NotAllowed
    return founder


def _audit(
    session: Session,
    action: str,
    invitation: FounderInvitation,
    *,
    by: Account | None,
    now: datetime,
) -> None:
    audit.record(
        session,
        action,
        invitation,
        by=by.id if by else None,
        now=now,
        venture=invitation.venture_id,
    )
