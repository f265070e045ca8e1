"""A line whose order staff changed, and a seat that is offered to its first."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.demo.world import World
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment

LATE_CALLER = 17
"""A neighbour who called early and was written down late."""


def stand(
    session: Session, world: World, runs: dict[str, CourseRun], *, now: datetime
) -> None:
    """One more waits, is moved up with a reason; then somebody gives up a seat."""
    run = runs["full"]
    caller = services.apply(
        session,
        run_id=run.id,
        person_id=world.neighbours[LATE_CALLER].person_id,
        now=now - timedelta(days=2),
    )
    services.move_in_line(
        session,
        enrollment_id=caller.id,
        to=len(queries.whole_line(session, run.id)) - 1,
        reason="먼저 전화로 신청했는데 학교에서 늦게 입력했어요.",
        by=world.coordinator.id,
        now=now - timedelta(days=2) + timedelta(hours=1),
    )
    leaver = session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run.id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
        )
        .order_by(Enrollment.id)
    ).first()
    if leaver is not None:
        services.withdraw(
            session,
            enrollment_id=leaver.id,
            person_id=leaver.person_id,
            now=now - timedelta(hours=2),
        )
