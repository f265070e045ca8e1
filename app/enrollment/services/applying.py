"""신청: a seat or a waiting number, decided under the lock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.courses.models import CourseRun
from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.allocation import (
    Arrival,
    EnrollmentRefused,
    EnrollmentStatus,
    RunFull,
    rule_for,
)
from app.enrollment.eligibility import Applicant, demand_admission
from app.enrollment.letters import tell
from app.enrollment.models import Enrollment
from app.enrollment.services.vacancies import count, seats_of
from app.seoul import seoul_date


class RunNotPublic(EnrollmentRefused):
    """A draft can't be applied for; for the public it doesn't exist."""


class RunCancelled(EnrollmentRefused):
    """The run will not take place."""


class AlreadyApplied(EnrollmentRefused):
    """She has a live enrolment in this run already. Its page shows what she has."""


def apply(
    session: Session, *, run_id: int, person_id: int, now: datetime
) -> Enrollment:
    """Give her a seat, or a waiting number.

    The run is locked before its seats are counted, so two people can't both take
    the last one. Raises a subclass of EnrollmentRefused, and then wrote nothing.
    """
    person = lock_person(session, person_id)
    run = lock_run(session, run_id)
    status = _place_for(session, run, person, now=now)
    enrollment = Enrollment(run=run, person=person, status=status, requested_at=now)
    count(run, status, 1)
    if status is EnrollmentStatus.WAITING:
        run.last_waiting_no += 1
        enrollment.waiting_no = enrollment.waiting_order = run.last_waiting_no
    else:
        enrollment.confirmed_at = now
    session.add(enrollment)
    session.flush()
    _tell_her_place(session, enrollment, now=now)
    return enrollment


def refusal_of(
    session: Session, *, run: CourseRun, person: Person, now: datetime
) -> EnrollmentRefused | None:
    """Why applying would be refused at this moment; None where it would not.

    A page shows it before the button is pressed; only `apply` decides.
    """
    try:
        _place_for(session, run, person, now=now)
    except EnrollmentRefused as refusal:
        return refusal
    return None


def _place_for(
    session: Session, run: CourseRun, person: Person, *, now: datetime
) -> EnrollmentStatus:
    """What she would get now.

    Raises a subclass of EnrollmentRefused where that is nothing.
    """
    if run.published_at is None:
        raise RunNotPublic
    if queries.live_enrollment(session, run_id=run.id, person_id=person.id):
        raise AlreadyApplied
    if run.cancelled_at is not None:
        raise RunCancelled
    demand_admission(
        Applicant(person.birth_date, person.district_code),
        queries.conditions_of(session, run, on=seoul_date(now)),
        queries.periods_of(run),
        today=seoul_date(now),
        now=now,
    )
    rule = rule_for(run.selection_method)
    (outcome,) = rule(seats_of(run), [Arrival(person.id)])
    if outcome.status is None:
        raise RunFull(limit=run.waiting_limit or 0)
    return outcome.status


def _tell_her_place(session: Session, enrollment: Enrollment, *, now: datetime) -> None:
    if enrollment.status is EnrollmentStatus.CONFIRMED:
        tell(session, enrollment, "enrollment_confirmed", now=now)
        return
    tell(
        session,
        enrollment,
        "enrollment_waiting",
        now=now,
        waiting_no=enrollment.waiting_no or 0,
        position=enrollment.run.waiting_count,
    )
