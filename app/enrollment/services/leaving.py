"""The ends of an enrolment: withdrawn, cancelled by the school, dropped out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.accounts.queries import lock_person
from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.letters import Told, tell, tell_all
from app.enrollment.models import Enrollment
from app.enrollment.offers import Settled
from app.enrollment.services.offering import end_offer
from app.enrollment.services.restrictions import tell_end
from app.enrollment.services.vacancies import count, fill_vacancies, is_over
from app.exceptions import DomainError, NotAllowed
from app.seoul import seoul_date


class AlreadyEnded(DomainError):
    """The enrolment holds no place any more; nothing is left to end."""


class RunOver(DomainError):
    """The run has ended; who took part took part. Facts: ended_on."""


class ReasonMissing(DomainError):
    """The school says why when it ends somebody's place."""


class NotYetBegun(DomainError):
    """Nobody drops out of a run before its first day. Facts: starts_on."""


def withdraw(
    session: Session, *, enrollment_id: int, person_id: int, now: datetime
) -> Enrollment:
    """본인취소: end her own enrolment; a seat is offered to the first in line at once.

    Raises NotAllowed for somebody else's, AlreadyEnded, RunOver.
    """
    lock_person(session, person_id)
    enrollment = _hold(session, enrollment_id)
    if enrollment.person_id != person_id:
        raise NotAllowed
    _demand_live(enrollment, now)
    end_offer(session, enrollment, Settled.SIGNED_IN, now=now)
    end_place(enrollment, EnrollmentStatus.WITHDRAWN, now=now)
    tell(session, enrollment, "enrollment_withdrawn", now=now)
    fill_vacancies(session, run=enrollment.run, now=now)
    return enrollment


def cancel(
    session: Session, *, enrollment_id: int, by: int, reason: str, now: datetime
) -> Enrollment:
    """직권취소: the school ends somebody's place, and tells her why.

    Raises ReasonMissing, AlreadyEnded, RunOver.
    """
    enrollment = _hold(session, enrollment_id)
    _demand_live(enrollment, now)
    _leave_by_school(
        session, enrollment, EnrollmentStatus.CANCELLED, by=by, reason=reason, now=now
    )
    tell(session, enrollment, "enrollment_cancelled", now=now, reason=reason)
    fill_vacancies(session, run=enrollment.run, now=now)
    return enrollment


def drop_out(
    session: Session,
    *,
    enrollment_id: int,
    by: int,
    reason: str,
    excused: bool,
    now: datetime,
) -> Enrollment:
    """중도포기: note that somebody with a seat stopped coming; from the first day on.
    Without an excuse she may not apply at the school for a while. She is told.

    Raises ReasonMissing, NotYetBegun, AlreadyEnded, RunOver.
    """
    enrollment = _hold(session, enrollment_id)
    _demand_live(enrollment, now)
    if enrollment.status is not EnrollmentStatus.CONFIRMED:
        raise AlreadyEnded
    starts_on = enrollment.run.starts_on
    if starts_on is not None and seoul_date(now) < starts_on:
        raise NotYetBegun(starts_on=starts_on)
    _leave_by_school(
        session, enrollment, EnrollmentStatus.DROPPED, by=by, reason=reason, now=now
    )
    tell_end(session, enrollment, "enrollment_dropped", excused=excused, by=by, now=now)
    fill_vacancies(session, run=enrollment.run, now=now)
    return enrollment


def end_cancelled_run(session: Session, *, run_id: int, now: datetime) -> int:
    """Whoever had a place in a cancelled run is told, and her enrolment ends with the
    run's reason. How many; harmless twice, and for a run that takes place."""
    run = lock_run(session, run_id)
    if run.cancelled_at is None:
        return 0
    people, reason = queries.live_of_run(session, run_id), run.cancel_reason
    for enrollment in people:
        end_offer(session, enrollment, Settled.SCHOOL, reason=reason, now=now)
        end_place(enrollment, EnrollmentStatus.CANCELLED, reason, now=now)
    told = [Told(one, "run_cancelled", {"reason": reason}) for one in people]
    tell_all(session, run, told, now=now)
    return len(people)


def _hold(session: Session, enrollment_id: int) -> Enrollment:
    """The enrolment as it is once its run is locked; only then is its state sure."""
    lock_run(session, session.get_one(Enrollment, enrollment_id).run_id)
    return session.get_one(Enrollment, enrollment_id, populate_existing=True)


def _demand_live(enrollment: Enrollment, now: datetime) -> None:
    if enrollment.status not in LIVE:
        raise AlreadyEnded
    if is_over(enrollment.run, now):
        raise RunOver(ended_on=enrollment.run.ends_on)


def _leave_by_school(
    session: Session,
    enrollment: Enrollment,
    status: EnrollmentStatus,
    *,
    by: int,
    reason: str,
    now: datetime,
) -> None:
    if not reason.strip():
        raise ReasonMissing
    reason = reason.strip()
    end_offer(session, enrollment, Settled.SCHOOL, by=by, reason=reason, now=now)
    end_place(enrollment, status, reason, now=now)
    action = f"enrollment.{status.value}"
    audit.record(session, action, enrollment, by=by, now=now, run=enrollment.run_id)


def end_place(
    enrollment: Enrollment,
    status: EnrollmentStatus,
    reason: str = "",
    *,
    now: datetime,
) -> None:
    """She holds her place no more; only under the run's lock."""
    count(enrollment.run, enrollment.status, -1)
    enrollment.status = status
    enrollment.ended_at = now
    enrollment.end_reason = reason
