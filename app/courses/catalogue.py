"""The public catalogue: one page of published runs, what can be had first.

The state of a run is derived, so no column can be sorted by it. Instead each state
is a branch of one UNION ALL: its own condition, its own order, its own index, and no
more rows than a page has. Ten thousand finished runs cost the first page nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Select,
    SQLColumnExpression,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, joinedload, selectinload

from app.courses.models import (
    Course,
    CourseRun,
    SyllabusItem,
    Trade,
)
from app.courses.search import (
    BY_INSTANT,
    LATEST_FIRST,
    PUBLIC,
    Filters,
    Place,
    cohort_of,
)
from app.courses.standing import standing_of
from app.courses.state import RunState, Standing
from app.courses.state_branches import BRANCHES
from app.orm import UtcDateTime
from app.places.models import District, School
from app.searching import has

PAGE = 12
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Listed:
    """A run on a card."""

    run: CourseRun
    standing: Standing


@dataclass(frozen=True)
class Page:
    listed: tuple[Listed, ...]
    next: Place | None
    """The place of the last run shown, where more follow."""


def page_of_runs(
    session: Session,
    filters: Filters,
    *,
    now: datetime,
    after: Place | None = None,
    size: int = PAGE,
) -> Page:
    """The published runs behind `after`; a run without dates can't be published."""
    places = _places(session, filters, now=now, after=after, limit=size + 1)
    shown = places[:size]
    runs = _runs(session, [place.run_id for place in shown])
    return Page(
        listed=tuple(Listed(run, standing_of(run, now=now)) for run in runs),
        next=shown[-1] if len(places) > size else None,
    )


def _runs(session: Session, ids: Sequence[int]) -> list[CourseRun]:
    """These runs with all that a card shows, in this order."""
    course = joinedload(CourseRun.course)
    found = session.scalars(
        select(CourseRun)
        .where(CourseRun.id.in_(ids))
        .options(
            course.joinedload(Course.school).joinedload(School.district),
            course.joinedload(Course.trade),
            selectinload(CourseRun.windows),
        )
    )
    by_id = {run.id: run for run in found}
    return [by_id[run_id] for run_id in ids]


def _places(
    session: Session,
    filters: Filters,
    *,
    now: datetime,
    after: Place | None,
    limit: int,
) -> list[Place]:
    states = [s for s in PUBLIC if not filters.states or s in filters.states]
    if after is not None:
        states = [s for s in states if _rank(s) >= _rank(after.state)]
    if not states:
        return []
    wanted = _wanted(filters)
    branches = [
        _branch(state, wanted, now=now, after=after, limit=limit) for state in states
    ]
    # SQLite takes ORDER BY and LIMIT of a branch only inside a subquery.
    query = union_all(*(select(branch.subquery()) for branch in branches))
    found = (
        Place(RunState(state), instant or day, run_id)
        for state, instant, day, run_id in session.execute(query)
    )
    return sorted(found, key=_order)[:limit]


def _rank(state: RunState) -> int:
    return PUBLIC.index(state)


def _order(place: Place) -> tuple[int, float, int]:
    key = place.key
    number = key.timestamp() if isinstance(key, datetime) else float(key.toordinal())
    sign = -1 if place.state in LATEST_FIRST else 1
    return _rank(place.state), sign * number, sign * place.run_id


def _branch(
    state: RunState,
    wanted: Conditions,
    *,
    now: datetime,
    after: Place | None,
    limit: int,
) -> Select[Any]:
    """The first runs in this state, as (state, instant, day, id)."""
    key, belongs = BRANCHES[state](now)
    by_instant = state in BY_INSTANT
    query = select(
        literal(state.value).label("state"),
        (key if by_instant else cast(null(), UtcDateTime)).label("instant"),
        (cast(null(), Date) if by_instant else key).label("day"),
        CourseRun.id.label("run_id"),
    ).where(CourseRun.published_at.is_not(None), belongs, *wanted)
    here = tuple_(key, CourseRun.id)
    latest_first = state in LATEST_FIRST
    if after is not None and after.state is state:
        there = tuple_(
            literal(after.key, UtcDateTime if by_instant else Date),
            literal(after.run_id),
        )
        query = query.where(here < there if latest_first else here > there)
    if latest_first:
        query = query.order_by(key.desc(), CourseRun.id.desc())
    else:
        query = query.order_by(key, CourseRun.id)
    return query.limit(limit)


def _wanted(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = [_says(word) for word in filters.words]
    course = select(Course.id)
    if filters.trade_id is not None:
        course = course.where(Course.trade_id == filters.trade_id)
    if filters.district_code is not None:
        course = course.join(Course.school).where(
            School.district_code == filters.district_code
        )
    if filters.trade_id is not None or filters.district_code is not None:
        conditions.append(CourseRun.course_id.in_(course))
    return conditions


def _says(word: str) -> ColumnElement[bool]:
    """The word stands in the run's notice. LIKE finds one syllable too; the engines'
    word indexes find none. It reads courses and venues, of which there are far fewer
    than runs."""
    anywhere = or_(
        CourseRun.course_id.in_(select(_courses_that_say(word).c.id)),
        CourseRun.venue.in_(select(_venues_that_say(word).c.venue)),
    )
    cohort = cohort_of(word)
    return anywhere if cohort is None else or_(anywhere, CourseRun.cohort == cohort)


def _courses_that_say(word: str) -> CTE:
    taught = select(SyllabusItem.course_id).where(
        _say(word, SyllabusItem.title_ko, SyllabusItem.title_en)
    )
    named = _say(
        word,
        Course.name_ko, Course.name_en, Course.summary_ko, Course.summary_en,
        Trade.name_ko, Trade.name_en, School.name_ko, School.name_en,
        District.name_ko, District.name_en,
    )  # fmt: skip
    return (
        select(Course.id)
        .join(Course.trade)
        .join(Course.school)
        .join(School.district)
        .where(or_(named, Course.id.in_(taught)))
        .cte()
    )


def _venues_that_say(word: str) -> CTE:
    """Each venue once: from one to the next by the index."""
    venues = select(func.min(CourseRun.venue).label("venue")).cte(recursive=True)
    following = (
        select(func.min(CourseRun.venue))
        .where(CourseRun.venue > venues.c.venue)
        .scalar_subquery()
    )
    venues = venues.union_all(select(following).where(venues.c.venue.is_not(None)))
    return select(venues.c.venue).where(has(venues.c.venue, word)).cte()


def _say(word: str, *columns: SQLColumnExpression[str]) -> ColumnElement[bool]:
    return or_(*(has(column, word) for column in columns))
