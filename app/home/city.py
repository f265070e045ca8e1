"""What the programme yields in a year, against the plan: true counts, no estimates.

What counts in a year, here and on the page:

- schools: those open. This year all there are; in an earlier year those that by its
  end had been operated by somebody, or had held a run.
- runs: published, not called off, and begun (by the notice's first day) that year.
- people: seats confirmed in those runs. Somebody in two of them counts twice.
- completions: certificates issued that year and valid today.
- ventures: begun that year.
- enterprises: come into operation that year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.certificates import queries as certificates
from app.courses.models import Course, CourseRun
from app.incubation.models import Enterprise, Venture
from app.places import queries as places
from app.places.models import (
    District,
    PlanFigure,
    PlanTarget,
    School,
    SchoolOperator,
)
from app.seoul import SEOUL, seoul_date

YEARS_BACK = 5
"""In the chart, before the year that is looked at."""
_HELD = CourseRun.published_at.is_not(None) & CourseRun.cancelled_at.is_(None)


@dataclass(frozen=True)
class Row:
    """One school's year."""

    school: School
    counts: Mapping[PlanFigure, int]

    @property
    def any(self) -> bool:
        return any(self.counts.values())


@dataclass(frozen=True)
class City:
    """All that the page shows of one year."""

    year: int
    years: Sequence[int]
    """Which may be chosen, the latest first."""
    rows: Sequence[Row]
    """Every school, in the order of its district."""
    open_schools: int
    targets: Mapping[PlanFigure, PlanTarget]
    people_by_year: Sequence[tuple[int, int]]
    """Up to the year that is looked at."""
    without_school: Sequence[District] = field(default=())

    @property
    def active(self) -> list[Row]:
        return [row for row in self.rows if row.any]

    @property
    def idle(self) -> list[Row]:
        return [row for row in self.rows if not row.any]

    def whole(self, figure: PlanFigure) -> int:
        """The sum over all schools."""
        if figure is PlanFigure.SCHOOLS:
            return self.open_schools
        return sum(row.counts[figure] for row in self.rows)


def city_in(session: Session, year: int | None, *, now: datetime) -> City:
    """The figures of the year asked for, or of this one where that can't be chosen."""
    this_year = seoul_date(now).year
    targets = places.targets(session)
    years = _years(_first_year(session), [t.year for t in targets], this_year)
    shown = year if year in years else this_year
    schools = places.schools(session)
    counts = _counts(session, shown)
    taken = {school.district_code for school in schools}
    return City(
        year=shown,
        years=years,
        rows=[
            Row(school, {f: by_id.get(school.id, 0) for f, by_id in counts.items()})
            for school in schools
        ],
        open_schools=_open_schools(session, schools, shown, this_year),
        targets={t.figure: t for t in targets if t.year == shown},
        people_by_year=_people_by_year(session, shown),
        without_school=[d for d in places.districts(session) if d.code not in taken],
    )


def _years(first_held: int | None, planned: Sequence[int], this_year: int) -> list[int]:
    """From the first that has a run or a target to this one, and what is planned."""
    known = {first_held or this_year, *planned, this_year}
    return list(range(max(this_year, *planned, this_year), min(known) - 1, -1))


def _first_year(session: Session) -> int | None:
    first = session.scalar(
        select(CourseRun.starts_on)
        .where(_HELD, CourseRun.starts_on.is_not(None))
        .order_by(CourseRun.starts_on)
        .limit(1)
    )
    return first.year if first else None


def _people_by_year(session: Session, shown: int) -> list[tuple[int, int]]:
    """Of the year that is looked at and those before, by the counters of the runs."""
    years = range(shown - YEARS_BACK, shown + 1)
    sums = (
        select(func.coalesce(func.sum(CourseRun.confirmed_count), 0))
        .where(_HELD, _in_year(CourseRun.starts_on, year))
        .scalar_subquery()
        for year in years
    )
    return list(zip(years, session.execute(select(*sums)).one(), strict=True))


def _open_schools(
    session: Session, schools: Sequence[School], year: int, this_year: int
) -> int:
    """How many were open in that year, as the module says."""
    if year >= this_year:
        return len(schools)
    last = date(year, 12, 31)
    operated = select(SchoolOperator.school_id).where(SchoolOperator.since <= last)
    held = (
        select(Course.school_id)
        .join(CourseRun.course)
        .where(_HELD, CourseRun.starts_on <= last)
    )
    return len(set(session.scalars(operated.union(held))))


def _counts(session: Session, year: int) -> dict[PlanFigure, dict[int, int]]:
    """By figure, what each school has, in four statements."""
    queries: dict[PlanFigure, Select[int, int]] = {
        PlanFigure.VENTURES: select(Venture.school_id, func.count()).where(
            Venture.begun_at >= datetime(year, 1, 1, tzinfo=SEOUL),
            Venture.begun_at < datetime(year + 1, 1, 1, tzinfo=SEOUL),
        ),
        PlanFigure.ENTERPRISES: select(Venture.school_id, func.count())
        .select_from(Enterprise)
        .join(Venture, Venture.id == Enterprise.venture_id)
        .where(_in_year(Enterprise.operating_since, year)),
    }
    return {
        **_of_runs(session, year),
        PlanFigure.COMPLETIONS: certificates.valid_by_school(session, year),
        **{
            figure: {row[0]: row[1] for row in session.execute(_by_school(query))}
            for figure, query in queries.items()
        },
    }


def _of_runs(session: Session, year: int) -> dict[PlanFigure, dict[int, int]]:
    """The runs held, and the seats confirmed in them, by the runs' own counters."""
    rows = session.execute(
        select(Course.school_id, func.count(), func.sum(CourseRun.confirmed_count))
        .join(CourseRun.course)
        .where(_HELD, _in_year(CourseRun.starts_on, year))
        .group_by(Course.school_id)
    ).all()
    return {
        PlanFigure.RUNS: {row[0]: row[1] for row in rows},
        PlanFigure.PEOPLE: {row[0]: row[2] for row in rows},
    }


def _by_school(query: Select[int, int]) -> Select[int, int]:
    return query.group_by(query.selected_columns[0])


def _in_year(column: object, year: int) -> ColumnElement[bool]:
    within: ColumnElement[bool] = column.between(  # type: ignore[attr-defined]
        date(year, 1, 1), date(year, 12, 31)
    )
    return within
