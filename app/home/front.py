"""What the front page shows: what is open now, and what came of it in true figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from app.certificates.queries import valid_ever
from app.courses.catalogue import Listed, page_of_runs
from app.courses.models import Course, CourseRun, Trade
from app.courses.search import Filters
from app.courses.state import RunState
from app.incubation.models import Enterprise
from app.places.models import School

CARDS = 3
STRIP = ("mending", "upcycling", "cooking", "wallpapering")
"""The four trades of the plan; what districts added is found in the catalogue."""


@dataclass(frozen=True)
class Yield:
    """What the schools have yielded so far."""

    completions: int
    """Valid certificates: somebody with two has completed two courses."""
    runs: int
    """Held or begun: published, not cancelled, its first day has come."""
    districts: int
    """In which one of these runs was held."""
    enterprises: int
    """In the public register."""

    @property
    def any(self) -> bool:
        return self.completions + self.runs + self.enterprises > 0


def yield_so_far(session: Session, *, today: date) -> Yield:
    held = (
        CourseRun.published_at.is_not(None),
        CourseRun.cancelled_at.is_(None),
        CourseRun.starts_on <= today,
    )
    runs = select(func.count()).select_from(CourseRun).where(*held)
    courses = Course.id == CourseRun.course_id, Course.school_id == School.id
    taught = exists().where(*courses, *held).correlate(School)
    schools = select(func.count(School.id)).where(taught)  # its district's only one
    enterprises = select(func.count(Enterprise.id))
    numbers = valid_ever(), runs, schools, enterprises
    counts = select(*(query.scalar_subquery() for query in numbers))
    return Yield(*session.execute(counts).one())


def open_now(session: Session, *, now: datetime) -> tuple[Listed, ...]:
    """Three runs that can be applied for, the next to close first; where there are
    none, those that open next."""
    wanted = Filters(states=frozenset({RunState.OPEN, RunState.UPCOMING}))
    listed = page_of_runs(session, wanted, now=now, size=CARDS).listed
    is_open = tuple(x for x in listed if x.standing.state is RunState.OPEN)
    return is_open or listed


def trades_of_the_plan(session: Session) -> Sequence[Trade]:
    return session.scalars(
        select(Trade).where(Trade.code.in_(STRIP)).order_by(Trade.position)
    ).all()


def newest_enterprises(session: Session) -> Sequence[Enterprise]:
    return session.scalars(
        select(Enterprise)
        .options(joinedload(Enterprise.trade), joinedload(Enterprise.district))
        .order_by(Enterprise.operating_since.desc(), Enterprise.id.desc())
        .limit(CARDS)
    ).all()
