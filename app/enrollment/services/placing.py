"""Several people who ask for a place in one run, placed together in one transaction.

A row lock taken once a request collapses under a rush: every request waits for the
lock, the commit and the disk of all before it. So those who ask within the same few
milliseconds are placed at once, in the order in which they asked. One person is a
list of one; there is no other way to a seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.allocation import (
    Arrival,
    Channel,
    EnrollmentRefused,
    EnrollmentStatus,
    Outcome,
    rule_for,
)
from app.enrollment.letters import Told, tell_all
from app.enrollment.models import Enrollment
from app.enrollment.services.admission import Admission
from app.enrollment.services.line_end import ended_list, refusal_by
from app.enrollment.services.vacancies import count, seats_of


@dataclass(frozen=True)
class Asking:
    """Somebody who asks for a place, and when she did."""

    person: Person
    """Held by whoever asks for her: persons are locked before the run."""
    at: datetime
    channel: Channel = Channel.ONLINE
    by: int | None = None
    """The account that took it down for her, by telephone or at the desk."""


Answer = Enrollment | EnrollmentRefused
"""What became of somebody who asked: her place, or why she gets none."""


def place(session: Session, *, run_id: int, asking: Sequence[Asking]) -> list[Answer]:
    """Give seats and waiting numbers in the order of `asking`; an answer for each.

    The run is locked, so that nobody else counts its seats meanwhile. As many
    statements for two hundred people as for one. Refusals are given back, not
    raised: one person's does not undo another's place. Who asks twice gets the same
    answer twice. Raises NoResultFound where there is no such run.
    """
    firsts: dict[int, Asking] = {}
    for one in asking:
        firsts.setdefault(one.person.id, one)
    run = queries.lock_run_to_place(session, run_id)
    admission = Admission.to(
        session, run, [one.person for one in firsts.values()], now=asking[0].at
    )
    answers: dict[int, Answer] = {}
    admitted: list[Asking] = []
    for person_id, one in firsts.items():
        refusal = admission.refusal_of(person_id, now=one.at)
        if refusal is None:
            admitted.append(one)
        else:
            answers[person_id] = refusal
    if admitted:
        answers |= _give(session, run, admitted)
    return [answers[one.person.id] for one in asking]


def _give(
    session: Session,
    run: CourseRun,
    admitted: Sequence[Asking],
) -> dict[int, Answer]:
    """Who is admitted gets what the run's rule gives; nothing only where it is full."""
    rule = rule_for(run.selection_method)
    outcomes = rule(seats_of(run), [Arrival(one.person.id) for one in admitted])
    ended_at = ended_list(session, run, now=admitted[0].at)
    answers: dict[int, Answer] = {}
    told: list[Told] = []
    for one, outcome in zip(admitted, outcomes, strict=True):
        refusal = refusal_by(outcome, run, list_ended_at=ended_at)
        if refusal is not None:
            answers[one.person.id] = refusal
            continue
        enrollment = _place_of(run, one, outcome)
        session.add(enrollment)
        answers[one.person.id] = enrollment
        told.append(_in_words(run, enrollment))
    if told:
        session.flush()  # the letters name the page of her place
        tell_all(session, run, told, now=admitted[0].at)
    return answers


def _place_of(run: CourseRun, one: Asking, outcome: Outcome) -> Enrollment:
    """Her place, counted on the run."""
    enrollment = Enrollment(
        run_id=run.id,
        person_id=one.person.id,
        status=outcome.status,
        requested_at=one.at,
        channel=one.channel,
        entered_by=one.by,
    )
    count(run, enrollment.status, 1)
    if enrollment.status is EnrollmentStatus.WAITING:
        run.last_waiting_no += 1
        enrollment.waiting_no = enrollment.waiting_order = run.last_waiting_no
    else:
        enrollment.confirmed_at = one.at
    return enrollment


def _in_words(run: CourseRun, enrollment: Enrollment) -> Told:
    if enrollment.status is EnrollmentStatus.CONFIRMED:
        return Told(enrollment, "enrollment_confirmed", {})
    return Told(
        enrollment,
        "enrollment_waiting",
        {"waiting_no": enrollment.waiting_no or 0, "position": run.waiting_count},
    )
