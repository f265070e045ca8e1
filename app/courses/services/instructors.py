"""Who teaches at a school, from when to when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.accounts import queries as accounts_queries
from app.accounts import services as accounts
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.courses.models import CourseRun, Instructor, RunInstructor
from app.exceptions import DomainError
from app.seoul import seoul_date


class UnknownAccount(DomainError):
    """Nobody signs in with this e-mail address."""


class AlreadyInstructor(DomainError):
    """The person teaches at this school already."""


class StillTeaching(DomainError):
    """`count` published runs that aren't over name this instructor."""


def add_instructor(
    session: Session,
    *,
    school_id: int,
    email: str,
    by: int,
    now: datetime,
    career_ko: str = "",
    career_en: str = "",
) -> Instructor:
    """Let the account of this address teach at the school, for the first time or
    again. Her account is held: pressed twice, she is added once.

    Raises UnknownAccount or AlreadyInstructor.
    """
    account = _account(session, email)
    instructor = _instructor(session, school_id=school_id, person_id=account.person_id)
    instructor.career_ko, instructor.career_en = career_ko, career_en
    if school_id not in account.school_ids(Role.INSTRUCTOR):
        accounts.grant_role(
            session,
            account_id=account.id,
            role=Role.INSTRUCTOR,
            school_id=school_id,
            by=by,
            now=now,
        )
    audit.record(session, "instructor.added", instructor, by=by, now=now)
    return instructor


def _account(session: Session, email: str) -> Account:
    """Raises UnknownAccount."""
    known = accounts_queries.account_by_email(session, email)
    if known is None:
        raise UnknownAccount
    account = accounts_queries.lock_account(session, known.id)
    if not account.is_active:
        raise UnknownAccount
    return account


def _instructor(session: Session, *, school_id: int, person_id: int) -> Instructor:
    """A new row, or the former one, teaching again; under her account's lock.

    Raises AlreadyInstructor.
    """
    row = session.scalar(
        select(Instructor)
        .where(Instructor.school_id == school_id, Instructor.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        row = Instructor(school_id=school_id, person_id=person_id)
        session.add(row)
    elif row.ended_at is None:
        raise AlreadyInstructor
    row.ended_at = None
    return row


def change_career(
    session: Session,
    *,
    instructor_id: int,
    career_ko: str,
    career_en: str,
    by: int,
    now: datetime,
) -> Instructor:
    instructor = session.get_one(Instructor, instructor_id)
    instructor.career_ko = career_ko
    instructor.career_en = career_en
    audit.record(session, "instructor.changed", instructor, by=by, now=now)
    return instructor


def end_instructor(
    session: Session, *, instructor_id: int, by: int, now: datetime
) -> Instructor:
    """End the person's work at the school and take the role there.

    The account is held, so that the role isn't taken twice, nor given again at that
    moment. Raises StillTeaching while a published run that isn't over needs the person.
    """
    account = session.get_one(Instructor, instructor_id).person.account
    if account is not None:
        accounts_queries.lock_account(session, account.id)
    instructor = session.get_one(Instructor, instructor_id, populate_existing=True)
    if instructor.ended_at is not None:
        return instructor
    count = _runs_to_teach(session, instructor_id=instructor_id, now=now)
    if count:
        raise StillTeaching(count=count)
    instructor.ended_at = now
    _take_role(session, instructor, by=by, now=now)
    audit.record(session, "instructor.ended", instructor, by=by, now=now)
    return instructor


def _runs_to_teach(session: Session, *, instructor_id: int, now: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(RunInstructor)
            .join(CourseRun, CourseRun.id == RunInstructor.run_id)
            .where(
                RunInstructor.instructor_id == instructor_id,
                CourseRun.published_at.is_not(None),
                CourseRun.cancelled_at.is_(None),
                CourseRun.ends_on >= seoul_date(now),
            )
        )
        or 0
    )


def _take_role(
    session: Session, instructor: Instructor, *, by: int, now: datetime
) -> None:
    account = session.scalar(
        select(Account).where(Account.person_id == instructor.person_id)
    )
    if account is None:
        return
    grant = accounts_queries.live_grant(
        session,
        account_id=account.id,
        role=Role.INSTRUCTOR,
        school_id=instructor.school_id,
    )
    if grant is not None:
        accounts.revoke_role(session, grant, by=by, now=now)
