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

from sqlalchemy import ColumnElement, Select, and_, extract, func, select
from sqlalchemy.orm import Session

from app.certificates.models import Certificate
from app.courses.models import Course, CourseRun
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
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
_CONFIRMED = Enrollment.status == EnrollmentStatus.CONFIRMED


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
    targets, people = places.targets(session), _people_by_year(session)
    years = _years(people, [t.year for t in targets], this_year)
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
        people_by_year=_up_to(shown, people),
        without_school=[d for d in places.districts(session) if d.code not in taken],
    )


def _years(
    people: Mapping[int, int], planned: Sequence[int], this_year: int
) -> list[int]:
    """From the first that has a run or a target to this one, and what is planned."""
    known = {*people, *planned, this_year}
    first, last = min(known), max(this_year, *planned, this_year)
    return list(range(last, first - 1, -1))


def _up_to(year: int, people: Mapping[int, int]) -> list[tuple[int, int]]:
    return [(y, people.get(y, 0)) for y in range(year - YEARS_BACK, year + 1)]


def _people_by_year(session: Session) -> dict[int, int]:
    """Of every year in which a run began, if only an empty one."""
    began = extract("year", CourseRun.starts_on)
    rows = session.execute(
        select(began, func.count(Enrollment.id))
        .select_from(CourseRun)
        .outerjoin(Enrollment, and_(Enrollment.run_id == CourseRun.id, _CONFIRMED))
        .where(_HELD, CourseRun.starts_on.is_not(None))
        .group_by(began)
    )
    return {int(row[0]): row[1] for row in rows}


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
    """By figure, what each school has, in five statements."""
    queries: dict[PlanFigure, Select[int, int]] = {
        PlanFigure.RUNS: select(Course.school_id, func.count())
        .join(CourseRun.course)
        .where(_HELD, _in_year(CourseRun.starts_on, year)),
        PlanFigure.PEOPLE: select(Course.school_id, func.count())
        .select_from(Enrollment)
        .join(Enrollment.run)
        .join(CourseRun.course)
        .where(_HELD, _CONFIRMED, _in_year(CourseRun.starts_on, year)),
        PlanFigure.COMPLETIONS: select(Certificate.school_id, func.count()).where(
            Certificate.revoked_at.is_(None), Certificate.year == year
        ),
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
        figure: {row[0]: row[1] for row in session.execute(_by_school(query))}
        for figure, query in queries.items()
    }


def _by_school(query: Select[int, int]) -> Select[int, int]:
    return query.group_by(query.selected_columns[0])


def _in_year(column: object, year: int) -> ColumnElement[bool]:
    within: ColumnElement[bool] = column.between(  # type: ignore[attr-defined]
        date(year, 1, 1), date(year, 12, 31)
    )
    return within
