"""Who was absent from the first class without an excuse, and passing their seats on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.attendance.models import Mark
from app.attendance.presence import Presence
from app.attendance.queries import IN_CLASS, lock_meeting
from app.courses.models import Meeting
from app.courses.queries import first_meeting, lock_run
from app.enrollment import services as enrollment
from app.enrollment.models import Enrollment


class NotFirstClass(enrollment.NoShowRefused):
    """Only who misses the first class loses her seat by it."""


def absent_at(session: Session, meeting_id: int) -> Sequence[Enrollment]:
    """Who has a seat and is marked absent there, by name (가나다순)."""
    found = session.scalars(
        select(Enrollment)
        .join(Mark, Mark.enrollment_id == Enrollment.id)
        .where(
            Mark.meeting_id == meeting_id,
            Mark.presence == Presence.ABSENT,
            Enrollment.status.in_(IN_CLASS),
        )
        .options(joinedload(Enrollment.person).joinedload(Person.account))
    ).all()
    # Sorted here: the order of Hangul depends on a database's collation.
    return sorted(found, key=lambda e: (e.person.name, e.id))


def release_absent(
    session: Session,
    *,
    meeting_id: int,
    enrollment_ids: Collection[int],
    by: int,
    excused: bool,
    now: datetime,
) -> Sequence[Enrollment]:
    """Pass on the seats of those of these who are marked absent from the first class.

    Run and register are held, so that nobody is marked present meanwhile. Who has
    another mark, or no seat any more, is left out. Raises NotFirstClass and what
    `release_no_shows` raises.
    """
    run_id = session.get_one(Meeting, meeting_id).run_id
    lock_run(session, run_id)
    lock_meeting(session, meeting_id)
    first = first_meeting(session, run_id)
    if first is None or first.id != meeting_id:
        raise NotFirstClass
    absent = {place.id for place in absent_at(session, meeting_id)}
    return enrollment.release_no_shows(
        session,
        run_id=run_id,
        enrollment_ids=absent & set(enrollment_ids),
        by=by,
        excused=excused,
        now=now,
    )
