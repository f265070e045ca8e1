"""What the runs of a coordinator's schools ask of her."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from app.courses.interruptions import Interruptions
from app.courses.models import CourseRun, Meeting
from app.courses.standing import missing_of, needed_of
from app.courses.state import RunState, Standing
from app.home.office_tasks import Kind, Task, due
from app.home.urgency import A_WEEK, Urgency
from app.policy import History
from app.seoul import seoul_date


def of_registers(meetings: Sequence[Meeting], *, today: date) -> Iterator[Task]:
    """A line for each run with registers that nobody has marked, due on the day of
    the oldest: an instructor may mark until that day ends."""
    by_run: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        by_run.setdefault(meeting.run_id, []).append(meeting)
    for first, *more in by_run.values():
        yield due(
            Kind.REGISTERS,
            seoul_date(first.starts_at),
            today=today,
            about=first.run,
            meeting=first,
            number=1 + len(more),
        )


def of_current_runs(
    runs: Sequence[CourseRun],
    standings: Mapping[int, Standing],
    holding: History,
    *,
    now: datetime,
) -> Iterator[Task]:
    """Seats to fill, and runs that too few people have applied for."""
    for run in runs:
        standing = standings[run.id]
        yield from _of_seats(run, standing, holding, now=now)
        free = (run.capacity or 0) - run.confirmed_count - run.offered_count
        if run.waiting_count and free > 0:
            seats = min(free, run.waiting_count)
            yield due(
                Kind.VACANCIES,
                seoul_date(now),
                today=seoul_date(now),
                about=run,
                number=seats,
            )


def _of_seats(
    run: CourseRun, standing: Standing, holding: History, *, now: datetime
) -> Iterator[Task]:
    """Short of its minimum, or else about to close with seats free.

    Who decides whether it is held has until applications close; once they have,
    until the day before the first class.
    """
    today, is_open = seoul_date(now), standing.state is RunState.OPEN
    missing = missing_of(run, holding, now=now)
    needed = needed_of(run, holding) or 0
    left = standing.days_left
    closes = today + timedelta(days=left) if is_open and left is not None else None
    if missing:
        before = run.starts_on - timedelta(days=1) if run.starts_on else None
        yield due(
            Kind.SHORT,
            closes or before,
            today=today,
            about=run,
            number=missing,
            needed=needed,
        )
    elif closes and closes <= today + A_WEEK and standing.seats_left:
        yield due(
            Kind.CLOSING,
            closes,
            today=today,
            about=run,
            number=standing.seats_left,
            needed=needed,
        )


def of_outages(
    runs: Sequence[CourseRun], told: Mapping[int, Interruptions]
) -> Iterator[Task]:
    """A line for each run that lost time to apply, until somebody extends it."""
    for run in runs:
        for outage in told.get(run.id, Interruptions()).unmended[:1]:
            yield Task(Kind.OUTAGE, Urgency.TODAY, days=0, run=run, outage=outage)


def of_drafts(
    drafts: Sequence[CourseRun], *, past: int, now: datetime
) -> Iterator[Task]:
    """Drafts by the day on which they have to be public; those of years gone by in
    one line, because nothing presses any more."""
    today = seoul_date(now)
    for run in drafts:
        opens = min((w.opens_at for w in run.windows if w.opens_at), default=None)
        kind = Kind.UNOPENED if opens is not None and opens <= now else Kind.DRAFT
        day = seoul_date(opens) if opens else run.starts_on
        yield due(kind, day, today=today, about=run)
    if past:
        yield Task(Kind.PAST_DRAFTS, Urgency.LATER, number=past)


def of_unplanned(
    runs: Sequence[CourseRun], planned: Collection[int], *, today: date
) -> Iterator[Task]:
    """Public runs without a single class: there is no register to mark."""
    for run in runs:
        if run.id not in planned:
            yield due(Kind.UNPLANNED, run.starts_on, today=today, about=run)


def of_certificates(
    runs: Sequence[CourseRun], ready: Mapping[int, int]
) -> Iterator[Task]:
    """People wait for what they have earned; no law says how long they may."""
    for run in runs:
        yield Task(Kind.CERTIFICATES, Urgency.THIS_WEEK, run=run, number=ready[run.id])
