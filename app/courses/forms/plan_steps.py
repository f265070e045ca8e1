"""Between the timetable rule and its form: what was planned, what staff changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.courses.forms.meeting import LeftOutRow, PlanForm, PlannedRow
from app.courses.models import CourseRun
from app.courses.timetable import Holiday, Pattern, PatternIncomplete, Slot, Timetable

PATTERN = (
    "starts_on",
    "weekdays",
    "begins_at",
    "finishes_at",
    "meeting_count",
    "ends_on",
)
PARTS_OF_A_SLOT = 3


@dataclass(frozen=True)
class Wishes:
    """What staff want otherwise than the calendar says."""

    keep: frozenset[date] = frozenset()
    drop: frozenset[date] = frozenset()
    moved: Mapping[Slot, Slot] | None = None
    """By what was planned: when the class is held instead."""


def first_form(run: CourseRun) -> PlanForm:
    """The form as the run's notice fills it; what was sent comes before it."""
    return PlanForm(
        data={
            "starts_on": run.starts_on,
            "weekdays": list(run.weekdays),
            "begins_at": run.begins_at,
            "finishes_at": run.finishes_at,
            "meeting_count": run.meeting_count,
            "ends_on": run.ends_on,
        }
    )


def pattern_from(form: PlanForm) -> Pattern:
    """The pattern that was typed. Raises PatternIncomplete."""
    starts_on, begins = form.starts_on.data, form.begins_at.data
    finishes, count = form.finishes_at.data, form.meeting_count.data
    if starts_on is None or begins is None or finishes is None:
        raise PatternIncomplete
    return Pattern(
        starts_on=starts_on,
        weekdays="".join(sorted(form.weekdays.data or ())),
        begins=begins,
        finishes=finishes,
        count=count,
        until=None if count else form.ends_on.data,
    )


def basis_of(form: PlanForm) -> str:
    """The pattern in one word: by it one sees that it changed since the planning."""
    return "|".join(str(form[name].data) for name in PATTERN)


def wishes_from(form: PlanForm, holidays: Mapping[date, Holiday]) -> Wishes:
    """What the rows say, read against the calendar."""
    keep: set[date] = set()
    drop: set[date] = set()
    moved: dict[Slot, Slot] = {}
    for row in _planned(form):
        planned = _slot(row.planned.data)
        if planned is None:
            continue
        (drop if row.leave_out.data else keep).add(planned.on)
        held = _typed(row)
        if held != planned:
            moved[planned] = held
    for day, hold in _left_out(form):
        if hold:
            keep.add(day)
        elif day not in holidays:
            drop.add(day)
    return Wishes(keep=frozenset(keep), drop=frozenset(drop), moved=moved)


def shown(form: PlanForm, timetable: Timetable, wishes: Wishes) -> PlanForm:
    """The form again with what the calendar gives now, changes by hand kept."""
    moved = wishes.moved or {}
    return PlanForm(
        formdata=None,
        data={
            **{name: form[name].data for name in PATTERN},
            "basis": basis_of(form),
            "rows": [_row(slot, moved.get(slot, slot)) for slot in timetable.slots],
            "left_out": [{"on": day.on.isoformat()} for day in timetable.left_out],
        },
    )


def slots_from(form: PlanForm) -> list[Slot]:
    """The classes as the rows say, without those left out."""
    return [_typed(row) for row in _planned(form) if not row.leave_out.data]


def wants_recalculation(form: PlanForm) -> bool:
    """Whether the pattern changed, or days are to come or go, since the planning."""
    return (
        form.basis.data != basis_of(form)
        or any(row.leave_out.data for row in _planned(form))
        or any(hold for _, hold in _left_out(form))
    )


def days_left_out(form: PlanForm) -> list[date]:
    return [day for day, _ in _left_out(form)]


def _planned(form: PlanForm) -> Iterator[PlannedRow]:
    return (entry.form for entry in form.rows)


def _left_out(form: PlanForm) -> Iterator[tuple[date, bool]]:
    for entry in form.left_out:
        row: LeftOutRow = entry.form
        try:
            yield date.fromisoformat(row.on.data or ""), bool(row.hold.data)
        except ValueError:
            continue


def _typed(row: PlannedRow) -> Slot:
    """What stands in the row; only after the form was found right."""
    on, begins, finishes = row.on.data, row.begins.data, row.finishes.data
    if on is None or begins is None or finishes is None:
        raise PatternIncomplete
    return Slot(on, begins, finishes)


def _row(planned: Slot, held: Slot) -> dict[str, Any]:
    return {
        "planned": f"{planned.on} {planned.begins:%H:%M} {planned.finishes:%H:%M}",
        "on": held.on,
        "begins": held.begins,
        "finishes": held.finishes,
    }


def _slot(text: str | None) -> Slot | None:
    """What `_row` wrote; anything else is nothing."""
    parts = (text or "").split()
    if len(parts) != PARTS_OF_A_SLOT:
        return None
    try:
        return Slot(
            date.fromisoformat(parts[0]),
            time.fromisoformat(parts[1]),
            time.fromisoformat(parts[2]),
        )
    except ValueError:
        return None
