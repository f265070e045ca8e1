"""Beginning a venture and taking its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import audit, policy
from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.certificates.models import Certificate
from app.enrollment.eligibility import age_on
from app.exceptions import DomainError
from app.incubation import queries
from app.incubation.conditions import Situation
from app.incubation.facts import Facts, to_json
from app.incubation.letters import tell_of_step
from app.incubation.membership import of_age
from app.incubation.models import Enterprise, Founder, StageChange, Venture
from app.incubation.stages import Actor, Stage
from app.incubation.workflow import next_stage
from app.places.queries import school_of_district
from app.seoul import SEOUL, seoul_date


class CertificateNeeded(DomainError):
    """A venture begins from one's own certificate, and from a valid one."""


class AlreadyPreparing(DomainError):
    """`title`: what she is preparing. One at a time, so that a team can rely on who
    began it; in teams of others she may be too."""


class VentureGone(DomainError):
    """There is no such venture."""


def begin(
    session: Session,
    *,
    person_id: int,
    certificate_id: int,
    title: str,
    idea: str,
    trade_id: int,
    district_code: str,
    account_id: int | None = None,
    now: datetime,
) -> Venture:
    """Begin to prepare a venture; whoever begins it is its first founder, and leads.

    The district's school goes along; where it has none yet, the certificate's does.
    The person is locked: two presses make one venture.
    Raises CertificateNeeded, AlreadyPreparing, BirthDateUnknown, TooYoung.
    """
    certificate = _admitted(session, person_id, certificate_id, now=now)
    venture = Venture(
        title=title,
        idea=idea,
        trade_id=trade_id,
        district_code=district_code,
        school_id=_school_for(session, district_code, certificate),
        stage_since=now,
        begun_by_id=person_id,
        begun_at=now,
        certificate_id=certificate.id,
        founders=[Founder(person_id=person_id, is_lead=True, accepted_at=now)],
    )
    session.add(venture)
    audit.record(session, "venture.begun", venture, by=account_id, now=now)
    return venture


def take_step(
    session: Session,
    *,
    venture_id: int,
    action: str,
    by: int,
    actor: Actor,
    facts: dict[str, Any],
    note: str,
    now: datetime,
) -> Venture:
    """Take a step of the workflow: store it, log it, tell the other founders.

    `by` is the account; that it may act as `actor` the caller has looked up. The
    venture is locked, so that of two people pressing one button the second is
    refused. Raises VentureGone, AlreadyPreparing for a stopped venture whose founder
    has begun another, or what `next_stage` refuses.
    """
    resuming = action == "resume"
    venture = queries.lock_venture(session, venture_id, resuming=resuming)
    if venture is None:
        raise VentureGone
    press = Press(action, by, actor, facts, note.strip(), now)
    _carry_out(session, venture, press)
    return venture


@dataclass(frozen=True)
class Press:
    """One press of a button."""

    action: str
    account_id: int
    actor: Actor
    facts: dict[str, Any]
    note: str
    now: datetime


def _carry_out(session: Session, venture: Venture, press: Press) -> None:
    situation = situation_of(session, venture, now=press.now)
    before = venture.stage
    target, answers = next_stage(
        before,
        press.action,
        by=press.actor,
        given=press.facts,
        note=press.note,
        situation=situation,
        held_from=venture.held_from,
    )
    if before is Stage.STOPPED:
        _demand_nothing_prepared(session, venture.begun_by_id)
    _move(venture, target, now=press.now)
    if target is Stage.OPERATING:
        session.add(_enterprise_of(venture, situation.told(answers).facts))
    change = _log(session, venture, press, before, answers)
    tell_of_step(session, venture, change, now=press.now)


def _log(
    session: Session, venture: Venture, press: Press, before: Stage, answers: Facts
) -> StageChange:
    """For the venture's page with all answers, for the audit log without."""
    change = StageChange(
        venture_id=venture.id,
        from_stage=before,
        action=press.action,
        to_stage=venture.stage,
        by_account_id=press.account_id,
        actor=press.actor,
        at=press.now,
        note=press.note,
        facts=to_json(answers),
    )
    session.add(change)
    audit.record(
        session,
        f"venture.{press.action}",
        venture,
        by=press.account_id,
        now=press.now,
        from_stage=before.value,
        to_stage=venture.stage.value,
    )
    return change


def situation_of(session: Session, venture: Venture, *, now: datetime) -> Situation:
    """What the steps' conditions look at, by the figures in force today."""
    return Situation(
        now=now.astimezone(SEOUL),
        founders=queries.founder_count(session, venture.id),
        figures=queries.figures_on(session, seoul_date(now)),
        facts=queries.latest_facts(queries.changes_of(session, venture.id)),
    )


def demand_adult(session: Session, person: Person, *, now: datetime) -> None:
    """Raises BirthDateUnknown or TooYoung (민법 제4조)."""
    today = seoul_date(now)
    age = None if person.birth_date is None else age_on(person.birth_date, today)
    of_age(age, adult_age=policy.figure(session, "adult_age", on=today))


def _admitted(
    session: Session, person_id: int, certificate_id: int, *, now: datetime
) -> Certificate:
    """Hold the person and look whether she may begin; from this certificate."""
    demand_adult(session, lock_person(session, person_id), now=now)
    certificate = queries.valid_certificate(
        session, certificate_id, person_id=person_id
    )
    if certificate is None:
        raise CertificateNeeded
    _demand_nothing_prepared(session, person_id)
    return certificate


def _demand_nothing_prepared(session: Session, person_id: int) -> None:
    prepared = queries.prepared_by(session, person_id)
    if prepared is not None:
        raise AlreadyPreparing(title=prepared.title)


def _school_for(session: Session, district_code: str, certificate: Certificate) -> int:
    school = school_of_district(session, district_code)
    return certificate.school_id if school is None else school.id


def _move(venture: Venture, target: Stage, *, now: datetime) -> None:
    """To hold or stop remembers where from; a step that stays keeps its day."""
    if target is venture.stage:
        return
    left = target in (Stage.ON_HOLD, Stage.STOPPED)
    venture.held_from = venture.standing if left else None
    venture.stage = target
    venture.stage_since = now


def _enterprise_of(venture: Venture, facts: Facts) -> Enterprise:
    """Its entry in the register, from what was stated on the way."""
    return Enterprise(
        venture_id=venture.id,
        name_ko=facts.text("name"),
        name_en=facts.text("name_en"),
        legal_form=venture.legal_form,
        district_code=venture.district_code,
        trade_id=venture.trade_id,
        operating_since=facts.day("opens_on"),
        description_ko=facts.text("description_ko"),
        description_en=facts.text("description_en"),
        contact=facts.text("contact"),
        registration_number=facts.text("registration_number"),
        registered_on=facts.day("registered_on"),
        business_number=facts.text("business_number"),
        business_registered_on=facts.day("business_registered_on"),
        address=facts.text("address"),
    )
