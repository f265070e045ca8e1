"""What staff write about a run, handed from a form or a workbook to the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time

from app.courses.kinds import Applicants, AttendancePolicy, Residence, SelectionMethod
from app.courses.models import ApplicationWindow, CourseRun


@dataclass(frozen=True)
class WindowDetails:
    """When, and by whom, a run may be applied for. `closes_at` is exclusive."""

    opens_at: datetime | None
    closes_at: datetime | None
    applicants: Applicants = Applicants.EVERYBODY


@dataclass(frozen=True)
class RunDetails:
    """A run's notice. The names are the columns'; a blank is “not known yet”."""

    starts_on: date | None = None
    ends_on: date | None = None
    weekdays: str = ""
    begins_at: time | None = None
    finishes_at: time | None = None
    meeting_count: int | None = None
    total_minutes: int | None = None
    venue: str = ""
    capacity: int | None = None
    waiting_limit: int | None = None
    list_ends_after: int | None = None
    minimum: int | None = None
    selection_method: SelectionMethod | None = None
    announced_on: date | None = None
    audience: str = ""
    max_age: int | None = None
    residence: Residence | None = None
    prerequisites: str = ""
    fee_won: int | None = None
    materials_won: int | None = None
    preparation: str = ""
    attendance_policy: AttendancePolicy = AttendancePolicy.HRD3
    completion_percent: int | None = None
    cautions: str = ""
    contact: str = ""
    note: str = ""


@dataclass(frozen=True)
class RunSetup:
    """A run's notice and what belongs to it."""

    details: RunDetails
    windows: tuple[WindowDetails, ...] = ()
    instructor_ids: tuple[int, ...] = ()
    modules: Mapping[int, bool] = field(default_factory=dict)
    """By the module's id: whether it is required."""


DETAILS = tuple(f.name for f in fields(RunDetails))
DATES = ("starts_on", "ends_on", "announced_on")
"""What a new cohort does not take over: it is another year."""


def details_of(run: CourseRun) -> RunDetails:
    return RunDetails(**{name: getattr(run, name) for name in DETAILS})


def windows_of(run: CourseRun) -> tuple[WindowDetails, ...]:
    return tuple(_window(w) for w in run.windows)


def _window(window: ApplicationWindow) -> WindowDetails:
    return WindowDetails(window.opens_at, window.closes_at, window.applicants)
