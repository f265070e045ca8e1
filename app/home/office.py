"""What waits for a coordinator, in her own schools only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from app.attendance.models import Mark
from app.certificates import queries as certificates
from app.courses import office_queries, queries
from app.courses.interruptions import interruptions_by_run
from app.courses.models import Course, CourseRun, Meeting
from app.courses.office_queries import RunGroup
from app.courses.standing import standing_of
from app.courses.state import Standing
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.home import office_runs as ask
from app.home.office_tasks import Kind, Task, ToDo, due
from app.home.urgency import Urgency
from app.incubation import queries as incubation
from app.incubation.deadlines import running
from app.notifications import queries as notifications
from app.places import queries as places
from app.places.models import School
from app.seoul import SEOUL, seoul_date

MOST = 200
"""Of a kind; no school comes near it."""
WEEKS = 6


@dataclass(frozen=True)
class Office:
    """All that the page shows."""

    to_do: ToDo
    runs: Sequence[CourseRun]
    """Public and not over."""
    standings: dict[int, Standing]
    weeks: Sequence[tuple[date, int]]
    """Applications of the last weeks, by their Mondays."""
    has_courses: bool


def office_of(session: Session, schools: Sequence[School], *, now: datetime) -> Office:
    """A constant number of statements, however much waits."""
    mine, today = [school.id for school in schools], seoul_date(now)
    runs = office_queries.runs(
        session, school_ids=mine, today=today, group=RunGroup.CURRENT, limit=MOST
    ).rows
    standings = {run.id: standing_of(run, now=now) for run in runs}
    holding = queries.holding(session)
    tasks = [
        *ask.of_outages(runs, interruptions_by_run(session, runs, now=now)),
        *ask.of_registers(unmarked(session, mine, now=now), today=today),
        *ask.of_current_runs(runs, standings, holding, now=now),
        *ask.of_unplanned(runs, _planned(session, list(standings)), today=today),
        *_of_drafts(session, mine, now=now),
        *_of_certificates(session, mine, today=today),
        *_of_ventures(session, mine, today=today),
        *_of_operators(session, schools, today=today),
        *_of_messages(session, mine),
    ]
    return Office(
        to_do=ToDo.of(tasks),
        runs=runs,
        standings=standings,
        weeks=applications_by_week(session, mine, today=today),
        has_courses=_has_courses(session, mine),
    )


def unmarked(
    session: Session, school_ids: Collection[int], *, now: datetime
) -> Sequence[Meeting]:
    """Meetings that are over, with people in the class and not one mark; of runs that
    ended within a year, as certificates are asked for no longer."""
    in_class = exists().where(
        Enrollment.run_id == Meeting.run_id,
        Enrollment.status == EnrollmentStatus.CONFIRMED,
    )
    return session.scalars(
        select(Meeting)
        .join(Meeting.run)
        .join(CourseRun.course)
        .where(
            Course.school_id.in_(school_ids),
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.ends_on >= seoul_date(now) - certificates.LOOKED_BACK,
            Meeting.cancelled_at.is_(None),
            Meeting.ends_at <= now,
            in_class,
            ~exists().where(Mark.meeting_id == Meeting.id),
        )
        .options(contains_eager(Meeting.run).contains_eager(CourseRun.course))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST)
    ).all()


def applications_by_week(
    session: Session, school_ids: Collection[int], *, today: date, weeks: int = WEEKS
) -> Sequence[tuple[date, int]]:
    """How many applied in each of the last weeks, this one last; weeks begin on
    Monday in Seoul. Whoever withdrew since is counted too: she did apply. Nobody
    applies for a run that is over."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(weeks))]
    counts = session.execute(
        select(*(_applied_in(begins) for begins in mondays))
        .select_from(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(
            Course.school_id.in_(school_ids),
            or_(CourseRun.ends_on.is_(None), CourseRun.ends_on >= mondays[0]),
            Enrollment.requested_at >= _midnight(mondays[0]),
        )
    ).one()
    return [(day, number or 0) for day, number in zip(mondays, counts, strict=True)]


def _applied_in(monday: date) -> ColumnElement[int]:
    within = and_(
        Enrollment.requested_at >= _midnight(monday),
        Enrollment.requested_at < _midnight(monday + timedelta(days=7)),
    )
    return func.sum(case((within, 1), else_=0))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)


def _planned(session: Session, run_ids: Collection[int]) -> frozenset[int]:
    """Those of these runs that have a class which is not called off."""
    return frozenset(
        session.scalars(
            select(Meeting.run_id)
            .where(Meeting.run_id.in_(run_ids), Meeting.cancelled_at.is_(None))
            .distinct()
        )
    )


def _of_drafts(
    session: Session, school_ids: Collection[int], *, now: datetime
) -> Iterator[Task]:
    today = seoul_date(now)
    past = or_(
        CourseRun.starts_on < today,
        and_(CourseRun.starts_on.is_(None), CourseRun.year < today.year),
    )
    drafts = session.scalars(
        _drafts(school_ids)
        .where(~func.coalesce(past, False))
        .options(contains_eager(CourseRun.course), selectinload(CourseRun.windows))
        .order_by(CourseRun.id.desc())
        .limit(MOST)
    ).all()
    long_gone = session.scalar(
        select(func.count()).select_from(_drafts(school_ids).where(past).subquery())
    )
    yield from ask.of_drafts(drafts, past=long_gone or 0, now=now)


def _drafts(school_ids: Collection[int]) -> Select[CourseRun]:
    return (
        select(CourseRun)
        .join(CourseRun.course)
        .where(
            Course.school_id.in_(school_ids),
            CourseRun.published_at.is_(None),
            CourseRun.cancelled_at.is_(None),
        )
    )


def _of_certificates(
    session: Session, school_ids: Collection[int], *, today: date
) -> Iterator[Task]:
    ready = certificates.ready_by_run(session, school_ids, today=today)
    if not ready:
        return
    runs = session.scalars(
        select(CourseRun)
        .join(CourseRun.course)
        .where(CourseRun.id.in_(ready))
        .options(contains_eager(CourseRun.course))
        .order_by(CourseRun.ends_on, CourseRun.id)
    ).all()
    yield from ask.of_certificates(runs, ready)


def _of_ventures(
    session: Session, school_ids: Collection[int], *, today: date
) -> Iterator[Task]:
    """By the clock that law sets running; without one they are this week's."""
    ventures = incubation.waiting_for_coordinator(session, school_ids)
    if not ventures:
        return
    figures = incubation.figures_on(session, today)
    for venture in ventures:
        clock = running(
            venture.stage,
            incubation.latest_facts(venture.changes),
            figures,
            waited=incubation.waits_in(venture.changes),
        )
        yield (
            due(Kind.VENTURE, clock.due, today=today, about=venture)
            if clock
            else Task(Kind.VENTURE, Urgency.THIS_WEEK, venture=venture)
        )


def _of_operators(
    session: Session, schools: Sequence[School], *, today: date
) -> Iterator[Task]:
    """Without an operator nobody can sign a certificate."""
    there = places.operators(session, school_ids=[school.id for school in schools])
    for school in schools:
        if not any(
            o.since <= today and (o.until is None or o.until >= today)
            for o in there[school.id]
        ):
            yield Task(Kind.OPERATOR, Urgency.THIS_WEEK, school=school)


def _of_messages(session: Session, school_ids: Collection[int]) -> Iterator[Task]:
    """What reached nobody: they may be waiting for an answer they never get."""
    number = notifications.not_delivered(session, school_ids)
    if number:
        yield Task(Kind.MESSAGES, Urgency.TODAY, number=number)


def _has_courses(session: Session, school_ids: Collection[int]) -> bool:
    return bool(
        session.scalar(select(exists().where(Course.school_id.in_(school_ids))))
    )
