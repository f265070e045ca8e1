"""Who could be given a certificate today, over all runs of some schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.attendance import queries as attendance
from app.attendance.queries import IN_CLASS
from app.certificates.models import Certificate
from app.certificates.queries.completions import completions_with
from app.courses.models import Course, CourseRun
from app.enrollment.models import Enrollment

LOOKED_BACK = timedelta(days=365)
"""Whoever hasn't completed within a year of the last class no longer will."""


def ready_by_run(
    session: Session, school_ids: Collection[int], *, today: date
) -> dict[int, int]:
    """How many people have completed each run and hold no valid certificate of it.

    Runs whose last day came within a year; those with nobody ready are left out. A
    constant number of statements.
    """
    run_of = _uncertified(session, school_ids, today=today)
    standings = attendance.standings_of(session, list(run_of))
    completions = completions_with(session, standings) if standings else {}
    return dict(
        Counter(
            run_of[enrollment_id]
            for enrollment_id, completion in completions.items()
            if completion.completed
        )
    )


def _uncertified(
    session: Session, school_ids: Collection[int], *, today: date
) -> dict[int, int]:
    """The run of each seat without a valid certificate, by enrolment."""
    rows = session.execute(
        select(Enrollment.id, Enrollment.run_id)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(
            Course.school_id.in_(school_ids),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.ends_on.between(today - LOOKED_BACK, today),
            Enrollment.status.in_(IN_CLASS),
            ~exists().where(
                Certificate.enrollment_id == Enrollment.id,
                Certificate.revoked_at.is_(None),
            ),
        )
    )
    return {row.id: row.run_id for row in rows}
