"""What can be against a row that reads well: how it fits what is stored. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.courses.changes import (
    CONFIRMED,
    FIXED,
    FROM_MEETINGS,
    CapacityBelowSeats,
    FixedOncePublished,
    RunIsCancelled,
)
from app.courses.importing.cells import Remark, RemarkKind
from app.courses.importing.columns import (
    CLOSES,
    HEADING_OF,
    LEVEL,
    MODULES,
    OPENS,
    TRADE,
)
from app.courses.importing.entry import Change
from app.courses.importing.rows import CellMissing, Problem, RunRow, Said
from app.courses.kinds import Level
from app.courses.minimum import MinimumAboveCapacity, check_minimum
from app.courses.publication import (
    BUILT_METHODS,
    PublicationFacts,
    Window,
    WindowOutlastsRun,
    publication_refusals,
)
from app.exceptions import DomainError

Key = tuple[int, str, str, int]
"""Year, district, course, cohort: what makes two rows the same run."""


class RowRefused(DomainError):
    """The row reads well, but does not fit."""


class UnknownDistrict(RowRefused):
    """No district of Seoul."""


class NotYourDistrict(RowRefused):
    """The coordinator acts for other districts."""


class UnknownTrade(RowRefused):
    """None of the trades in `known`."""


class UnknownModule(RowRefused):
    """None of the modules in `known`."""


class CourseIsOther(RowRefused):
    """The course stands with `current` already; the row says `value`."""


class RepeatedRow(RowRefused):
    """The same run stands in several `rows`."""


class EndsBeforeStart(RowRefused):
    """The run would end before it starts."""


class ClosesBeforeOpening(RowRefused):
    """Applications would close before they open."""


class SeveralWindows(RowRefused):
    """The run has several windows; one pair of cells can't say which."""


class FollowsFromMeetings(RowRefused):
    """The run has meetings; they say what stands in this column."""


class NeedsConfirmation(RowRefused):
    """A published run's dates and capacity change only when somebody confirms it."""


@dataclass(frozen=True)
class KnownCourse:
    trade: str
    level: Level


@dataclass(frozen=True)
class KnownRun:
    """A stored run: its fields by name, as a row would give them."""

    id: int
    values: Mapping[str, Any]
    windows: int = 0
    meetings: int = 0
    published: bool = False
    cancelled: bool = False
    seats_taken: int = 0
    minimum: int | None = None


@dataclass(frozen=True)
class Known:
    """What is stored, as far as the rows touch it; names are the Korean ones."""

    districts: tuple[str, ...]
    trades: tuple[str, ...]
    modules: tuple[str, ...] = ()
    with_school: frozenset[str] = frozenset()
    courses: Mapping[tuple[str, str], KnownCourse] = field(default_factory=dict)
    """By district and name."""
    runs: Mapping[Key, KnownRun] = field(default_factory=dict)


WINDOW_FIELDS = ("opens_at", "closes_at")
TIMETABLE_FIELDS = ("weekdays", "begins_at", "finishes_at")
CONFIRMED_FIELDS = (CONFIRMED - {"windows"}) | {*WINDOW_FIELDS}
"""Dates and capacity, as the office's form has them; a workbook has one window."""


def of_course(row: RunRow, course: KnownCourse | None) -> Iterator[Problem]:
    """A new course needs trade and level; a known one keeps its own."""
    refused = {problem.column for problem in row.problems}
    trade, level = row.values.get("trade"), row.values.get("level")
    if course is None:
        for heading, value in ((TRADE, trade), (LEVEL, level)):
            if value is None and heading not in refused:
                yield Problem(heading, CellMissing(value=""))
        return
    if trade is not None and trade != course.trade:
        yield Problem(TRADE, CourseIsOther(value=trade, current=course.trade))
    if level is not None and level is not course.level:
        yield Problem(LEVEL, CourseIsOther(value=level, current=course.level))


def of_names(row: RunRow, known: Known) -> Iterator[Problem]:
    """Trades and modules are known by name."""
    trade = row.values.get("trade")
    if trade is not None and trade not in known.trades:
        names = ", ".join(known.trades)
        yield Problem(TRADE, UnknownTrade(value=trade, known=names))
    for module in row.values.get("required_modules", ()):
        if module not in known.modules:
            names = ", ".join(known.modules) or "-"
            yield Problem(MODULES, UnknownModule(value=module, known=names))


def of_run(
    run: KnownRun | None,
    values: Mapping[str, Any],
    changes: Sequence[Change],
    *,
    confirmed: bool,
) -> Iterator[Problem]:
    """What the run itself has against the new values."""
    yield from _backwards({**(run.values if run else {}), **values}, values)
    if run is None or not changes:
        return
    if run.cancelled:
        yield Problem(changes[0].column, RunIsCancelled())
        return
    yield from _too_few_seats(run, values)
    if run.windows > 1 and any(name in values for name in WINDOW_FIELDS):
        yield Problem(CLOSES, SeveralWindows(windows=run.windows))
    if run.meetings:
        for change in _among(changes, FROM_MEETINGS):
            yield Problem(change.column, FollowsFromMeetings(current=change.old))
    if run.published:
        yield from _of_published(run, values, changes, confirmed=confirmed)


def _too_few_seats(run: KnownRun, values: Mapping[str, Any]) -> Iterator[Problem]:
    """The minimum stands in the office's form only; a workbook's seats must suffice."""
    try:
        check_minimum(run.minimum, capacity=values.get("capacity"))
    except MinimumAboveCapacity as refusal:
        yield Problem(HEADING_OF["capacity"], refusal)


def _of_published(
    run: KnownRun,
    values: Mapping[str, Any],
    changes: Sequence[Change],
    *,
    confirmed: bool,
) -> Iterator[Problem]:
    """The same rule as the office's form, told for each column."""
    for change in _among(changes, FIXED):
        yield Problem(change.column, FixedOncePublished())
    capacity = values.get("capacity")
    if capacity is not None and capacity < run.seats_taken:
        refusal = CapacityBelowSeats(taken=run.seats_taken)
        yield Problem(HEADING_OF["capacity"], refusal)
    before = {type(refusal) for refusal in publication_refusals(facts(run, {}))}
    for refused in publication_refusals(facts(run, values)):
        if isinstance(refused, WindowOutlastsRun) and type(refused) not in before:
            yield Problem(CLOSES, refused)
    if not confirmed:
        for change in _among(changes, CONFIRMED_FIELDS):
            asked = NeedsConfirmation(old=change.old, new=change.new)
            yield Problem(change.column, asked)


def _among(changes: Sequence[Change], names: Collection[str]) -> list[Change]:
    headings = {HEADING_OF[name] for name in names if name in HEADING_OF}
    return [change for change in changes if change.column in headings]


def remarks(run: KnownRun | None, values: Mapping[str, Any]) -> Iterator[Said]:
    """What the report adds about a row that is accepted."""
    method = values.get("selection_method")
    if method is not None and method not in BUILT_METHODS:
        remark = Remark(RemarkKind.METHOD_NOT_BUILT)
        yield Said(HEADING_OF["selection_method"], remark)
    moved = next((name for name in TIMETABLE_FIELDS if name in values), None)
    if run is not None and run.meetings and moved is not None:
        yield Said(HEADING_OF[moved], Remark(RemarkKind.MEETINGS_STAY))


def facts(run: KnownRun | None, values: Mapping[str, Any]) -> PublicationFacts:
    """The run as it would stand, for the rule of publication."""
    whole = {**(run.values if run else {}), **values}
    several = run is not None and run.windows > 1
    window = Window(whole.get("opens_at"), whole.get("closes_at"))
    return PublicationFacts(
        starts_on=whole.get("starts_on"),
        ends_on=whole.get("ends_on"),
        weekdays=whole.get("weekdays", ""),
        begins_at=whole.get("begins_at"),
        finishes_at=whole.get("finishes_at"),
        meetings=run.meetings if run else 0,
        meeting_count=whole.get("meeting_count"),
        total_minutes=whole.get("total_minutes"),
        venue=whole.get("venue", ""),
        capacity=whole.get("capacity"),
        selection_method=whole.get("selection_method"),
        windows=whole["windows"] if several else (window,),
        fee_won=whole.get("fee_won"),
        completion_percent=whole.get("completion_percent"),
        contact=whole.get("contact", ""),
    )


def _backwards(
    whole: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Problem]:
    starts_on, ends_on = whole.get("starts_on"), whole.get("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        refusal = EndsBeforeStart(starts_on=starts_on, ends_on=ends_on)
        yield Problem(HEADING_OF["ends_on"], refusal)
    opens_at, closes_at = whole.get("opens_at"), whole.get("closes_at")
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        refused = CLOSES if "closes_at" in values else OPENS
        yield Problem(
            refused, ClosesBeforeOpening(opens_at=opens_at, closes_at=closes_at)
        )
