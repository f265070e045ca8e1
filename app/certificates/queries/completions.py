"""Who has completed, and what the others lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attendance import queries as attendance
from app.attendance.standing import Standing
from app.certificates.completion import (
    Attendance,
    Completion,
    RequiredModule,
    completion,
)
from app.courses.models import Module, RunModule
from app.enrollment.models import Enrollment
from app.entrepreneurship import queries as entrepreneurship


def completions_of_run(session: Session, run_id: int) -> dict[int, Completion]:
    """Completed or what is missing, by enrolment, for everybody who has a seat.

    A constant number of statements.
    """
    return completions_with(session, attendance.standing_of_run(session, run_id))


def completion_of_enrollment(session: Session, enrollment_id: int) -> Completion:
    """The same for one enrolment. Raises NoResultFound without one."""
    standing = attendance.standing(session, enrollment_id)
    return completions_with(session, {enrollment_id: standing})[enrollment_id]


def completions_with(
    session: Session, standings: Mapping[int, Standing]
) -> dict[int, Completion]:
    """The same for these enrolments, whose standing is known: three statements."""
    enrollments = session.execute(
        select(Enrollment.id, Enrollment.person_id, Enrollment.run_id).where(
            Enrollment.id.in_(standings)
        )
    ).all()
    required = _required(session, {e.run_id for e in enrollments})
    passed = entrepreneurship.passed_modules(
        session, {e.person_id for e in enrollments}
    )
    return {
        e.id: completion(
            _attendance(standings[e.id]),
            required=required[e.run_id],
            passed=passed[e.person_id],
        )
        for e in enrollments
    }


def _required(
    session: Session, run_ids: Collection[int]
) -> dict[int, list[RequiredModule]]:
    """The modules each run demands, in their order."""
    found: dict[int, list[RequiredModule]] = {run_id: [] for run_id in run_ids}
    rows = session.execute(
        select(RunModule.run_id, Module)
        .join(RunModule.module)
        .where(RunModule.run_id.in_(run_ids), RunModule.required)
        .order_by(Module.position, Module.id)
    )
    for run_id, module in rows:
        found[run_id].append(
            RequiredModule(module.id, module.code, module.title_ko, module.title_en)
        )
    return found


def _attendance(standing: Standing) -> Attendance:
    return Attendance(
        scheduled=standing.scheduled,
        credited=standing.credited,
        needed=standing.needed,
        percent=standing.tally.percent,
        marked=standing.scheduled - standing.tally.unmarked,
        reachable=not standing.impossible,
    )
