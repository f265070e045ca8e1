"""Issuing certificates and revoking them. The PDF is drawn afterwards, by a worker."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Account, Person
from app.accounts.permissions import Role
from app.attendance.queries import class_list
from app.certificates import queries
from app.certificates.code import new_code
from app.certificates.facts import Facts
from app.certificates.letters import tell_issued, tell_revoked
from app.certificates.models import Certificate
from app.certificates.numbering import certificate_number, certificate_year
from app.certificates.refusals import (
    AlreadyIssued,
    AlreadyRevoked,
    BirthDateMissing,
    ForeignSchool,
    IssuerUnknown,
    NobodyChosen,
    NotCompleted,
    NoticeIncomplete,
    NotInRun,
)
from app.courses.models import CourseRun
from app.courses.queries import lock_run
from app.enrollment.models import Enrollment
from app.outbox import wake_after_commit
from app.places.models import SchoolOperator
from app.places.queries import operator_on
from app.seoul import seoul_date


def issue(
    session: Session,
    *,
    run_id: int,
    enrollment_ids: Collection[int],
    by: int,
    now: datetime,
) -> list[Certificate]:
    """Issue a certificate to each of these, by name: number, code and frozen facts.

    The run is locked first, so that a button pressed twice issues once: who holds a
    valid certificate already is left out. Raises NoResultFound for an unknown run,
    or one of the refusals of `refusals.py`, and then has written nothing.
    """
    run = lock_run(session, run_id)
    _demand_coordinator(session, by, school_id=run.course.school_id)
    chosen = _chosen(session, run, enrollment_ids)
    today = seoul_date(now)
    operator = operator_on(session, school_id=run.course.school_id, day=today)
    if operator is None:
        raise IssuerUnknown
    facts = [_facts(run, e.person, operator, today=today) for e in chosen]

    issued = _numbered(session, chosen, facts, by=by, now=now)
    session.add_all(issued)
    for enrollment in chosen:
        enrollment.completed_at = now  # what other runs may ask for
    session.flush()
    for certificate in issued:
        audit.record(
            session, "certificate.issued", certificate, by=by, now=now, run_id=run.id
        )
        tell_issued(session, certificate, now=now)
    wake_after_commit(session)  # for the PDFs, where nobody could be written to
    return issued


def revoke(
    session: Session, *, certificate_id: int, reason: str, by: int, now: datetime
) -> Certificate:
    """Declare a certificate void, with the reason; its number stays used.

    Raises NoResultFound, ForeignSchool, AlreadyRevoked.
    """
    certificate = queries.lock_certificate(session, certificate_id)
    _demand_coordinator(session, by, school_id=certificate.school_id)
    if certificate.revoked_at is not None:
        raise AlreadyRevoked
    certificate.revoked_at = now
    certificate.revoked_by = by
    certificate.revoke_reason = reason
    certificate.enrollment.completed_at = None
    # The reason stays in the register: it may name the person.
    audit.record(session, "certificate.revoked", certificate, by=by, now=now)
    tell_revoked(session, certificate, now=now)
    return certificate


def _demand_coordinator(session: Session, account_id: int, *, school_id: int) -> None:
    account = session.get_one(Account, account_id)
    if school_id not in account.school_ids(Role.COORDINATOR):
        raise ForeignSchool


def _chosen(
    session: Session, run: CourseRun, enrollment_ids: Collection[int]
) -> list[Enrollment]:
    """Those of them who are still without a certificate, all of them completed."""
    wanted = set(enrollment_ids)
    if not wanted:
        raise NobodyChosen
    in_class = {e.id: e for e in class_list(session, run.id)}
    if not wanted <= in_class.keys():
        raise NotInRun
    wanted -= queries.valid_of_run(session, run.id).keys()
    if not wanted:
        raise AlreadyIssued
    completions = queries.completions_of_run(session, run.id)
    chosen = [enrollment for i, enrollment in in_class.items() if i in wanted]
    for enrollment in chosen:
        if not completions[enrollment.id].completed:
            raise NotCompleted(name=enrollment.person.name)
    return chosen


def _numbered(
    session: Session,
    chosen: Sequence[Enrollment],
    facts: Sequence[Facts],
    *,
    by: int,
    now: datetime,
) -> list[Certificate]:
    """Certificates with the next numbers of their school and year."""
    year, school_id = certificate_year(now), chosen[0].run.course.school_id
    counter = queries.lock_counter(session, school_id=school_id, year=year)
    first = counter.last + 1
    counter.last += len(chosen)
    return [
        Certificate(
            school_id=school_id,
            year=year,
            serial=serial,
            number=certificate_number(year, serial),
            code=new_code(secrets.randbits),
            person=enrollment.person,
            run=enrollment.run,
            enrollment=enrollment,
            frozen=frozen.to_json(),
            issued_at=now,
            issued_by=by,
        )
        for serial, (enrollment, frozen) in enumerate(
            zip(chosen, facts, strict=True), start=first
        )
    ]


def _facts(
    run: CourseRun, person: Person, operator: SchoolOperator, *, today: date
) -> Facts:
    if person.birth_date is None:
        raise BirthDateMissing(name=person.name)
    if run.starts_on is None or run.ends_on is None or run.total_minutes is None:
        raise NoticeIncomplete
    course, school = run.course, run.course.school
    return Facts(
        name=person.name,
        born_on=person.birth_date,
        course_ko=f"{course.name_ko}({run.cohort}기)",
        course_en=f"{course.name_en or course.name_ko} (cohort {run.cohort})",
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        minutes=run.total_minutes,
        school_ko=school.name_ko,
        school_en=school.name_en or school.name_ko,
        operator_ko=operator.name_ko,
        operator_en=operator.name_en or operator.name_ko,
        issuer_ko=operator.head_title_ko,
        seal=school.seal.value,
        issued_on=today,
    )
