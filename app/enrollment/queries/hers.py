"""A person's own places in runs."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.queries.notice import WITH_NOTICE


def own_enrollment(
    session: Session, enrollment_id: int, *, person_id: int
) -> Enrollment | None:
    """Her enrolment, its run and course with it; nobody else's."""
    return session.scalar(
        select(Enrollment)
        .where(Enrollment.id == enrollment_id, Enrollment.person_id == person_id)
        .options(joinedload(Enrollment.run).options(*WITH_NOTICE))
    )


def waiting_position(session: Session, enrollment: Enrollment) -> int | None:
    """Her place in the line today, 1 at its head; None for who doesn't wait."""
    if enrollment.status is not EnrollmentStatus.WAITING:
        return None
    ahead = session.scalar(
        select(func.count())
        .select_from(Enrollment)
        .where(
            Enrollment.run_id == enrollment.run_id,
            Enrollment.status == EnrollmentStatus.WAITING,
            Enrollment.waiting_order < enrollment.waiting_order,
        )
    )
    return (ahead or 0) + 1


def waiting_positions(session: Session, *, person_id: int) -> dict[int, int]:
    """Where she stands in every line she waits in, by enrolment: one statement."""
    ahead = aliased(Enrollment)
    rows = session.execute(
        select(Enrollment.id, func.count(ahead.id))
        .outerjoin(
            ahead,
            (ahead.run_id == Enrollment.run_id)
            & (ahead.status == EnrollmentStatus.WAITING)
            & (ahead.waiting_order < Enrollment.waiting_order),
        )
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.WAITING,
        )
        .group_by(Enrollment.id)
    )
    return {enrollment_id: number + 1 for enrollment_id, number in rows}
