"""Where learners stand, in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app import policy
from app.attendance.models import Mark
from app.attendance.presence import Marked
from app.attendance.queries.registers import IN_CLASS
from app.attendance.standing import Scheduled, Standing, standing_of
from app.courses.models import CourseRun, Meeting
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.seoul import seoul_date

Place = Row[int, CourseRun]
"""An enrolment's id and its run."""


def standing(
    session: Session, enrollment_id: int, now: datetime | None = None
) -> Standing:
    """Where this learner stands in her run.

    `now` only tells meetings that are over from those to come; the figures don't
    depend on it. Raises NoResultFound where there is no such enrolment.
    """
    place = session.execute(_places().where(Enrollment.id == enrollment_id)).one()
    return _standings(session, [place], now)[enrollment_id]


def standing_of_run(
    session: Session,
    run_id: int,
    now: datetime | None = None,
    *,
    statuses: Collection[EnrollmentStatus] = IN_CLASS,
) -> dict[int, Standing]:
    """Everybody's standing by enrolment: who has a seat, unless `statuses` says
    otherwise."""
    places = session.execute(
        _places().where(Enrollment.run_id == run_id, Enrollment.status.in_(statuses))
    ).all()
    return _standings(session, places, now)


def standings_of(
    session: Session, enrollment_ids: Collection[int], now: datetime | None = None
) -> dict[int, Standing]:
    """The standing of each of these places, of whatever runs."""
    if not enrollment_ids:
        return {}
    places = session.execute(_places().where(Enrollment.id.in_(enrollment_ids))).all()
    return _standings(session, places, now)


def standings_of_person(
    session: Session, person_id: int, now: datetime | None = None
) -> dict[int, Standing]:
    """Her standing in every run in which she has a seat, by enrolment."""
    places = session.execute(
        _places().where(
            Enrollment.person_id == person_id, Enrollment.status.in_(IN_CLASS)
        )
    ).all()
    return _standings(session, places, now)


def completion_percent(session: Session, run: CourseRun) -> int:
    """What the run demands; where its notice is silent, the figure of its first day."""
    return _percents(session, [run])[run.id]


def _places() -> Select[int, CourseRun]:
    return select(Enrollment.id, CourseRun).join(Enrollment.run)


def _standings(
    session: Session, places: Sequence[Place], now: datetime | None
) -> dict[int, Standing]:
    runs = {run.id: run for _, run in places}
    meetings = _meetings(session, runs)
    marks = _marks(session, [enrollment_id for enrollment_id, _ in places])
    percents = _percents(session, runs.values())
    today = seoul_date(now) if now else None
    return {
        enrollment_id: standing_of(
            enrollment_id,
            meetings=meetings[run.id],
            marks=marks[enrollment_id],
            percent=percents[run.id],
            today=today,
        )
        for enrollment_id, run in places
    }


def _percents(session: Session, runs: Iterable[CourseRun]) -> dict[int, int]:
    """`completion_percent` of each run; the figure's values are read once for all."""
    said = {run.id: run.completion_percent for run in runs}
    percents = {i: percent for i, percent in said.items() if percent is not None}
    silent = [run for run in runs if run.id not in percents]
    if silent:
        figure = policy.history(session, "completion_percent")
        for run in silent:
            percents[run.id] = figure.on(run.starts_on or seoul_date(run.created_at))
    return percents


def _meetings(session: Session, run_ids: Iterable[int]) -> dict[int, list[Scheduled]]:
    found: dict[int, list[Scheduled]] = defaultdict(list)
    for meeting in session.scalars(
        select(Meeting)
        .where(Meeting.run_id.in_(run_ids))
        .order_by(Meeting.starts_at, Meeting.id)
    ):
        found[meeting.run_id].append(
            Scheduled(
                meeting_id=meeting.id,
                starts_at=meeting.starts_at,
                day=seoul_date(meeting.starts_at),
                cancelled=meeting.cancelled_at is not None,
            )
        )
    return found


def _marks(session: Session, ids: Collection[int]) -> dict[int, dict[int, Marked]]:
    found: dict[int, dict[int, Marked]] = defaultdict(dict)
    for mark in session.scalars(select(Mark).where(Mark.enrollment_id.in_(ids))):
        found[mark.enrollment_id][mark.meeting_id] = mark.as_marked()
    return found
