"""Between a run and its form: what the form shows, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.courses import changes
from app.courses.forms.run import WINDOWS, RunForm, WindowRow
from app.courses.kinds import Applicants, Residence, SelectionMethod
from app.courses.models import CourseRun, Instructor, Module
from app.courses.services.details import (
    DETAILS,
    RunDetails,
    RunSetup,
    WindowDetails,
    details_of,
)

ENUMS: Mapping[str, type[SelectionMethod] | type[Residence]] = {
    "selection_method": SelectionMethod,
    "residence": Residence,
}


def run_form(
    run: CourseRun, *, instructors: Sequence[Instructor], modules: Sequence[Module]
) -> RunForm:
    """The form of this run: what was sent, or what is stored."""
    form = RunForm(data=_shown(run, modules))
    form.offer(instructors, modules)
    held = any(m.cancelled_at is None for m in run.meetings)
    if held:
        form.without(*changes.FROM_MEETINGS, "weekdays", "begins_at", "finishes_at")
    if run.published_at is None:
        form.without("confirmed")
    else:
        form.without(*changes.FIXED)
    return form


def _shown(run: CourseRun, modules: Sequence[Module]) -> dict[str, Any]:
    values: dict[str, Any] = vars(details_of(run)).copy()
    for name in ENUMS:
        values[name] = values[name].value if values[name] else ""
    values["weekdays"] = list(run.weekdays)
    values["instructor_ids"] = [i.id for i in run.instructors]
    windows: list[dict[str, Any]] = [
        {
            "opens_at": w.opens_at,
            "closes_at": w.closes_at,
            "applicants": w.applicants.value,
        }
        for w in run.windows
    ]
    spare = max(1, WINDOWS - len(windows))
    values["windows"] = windows + [{} for _ in range(spare)]
    asked = {m.module_id: "required" if m.required else "optional" for m in run.modules}
    values["modules"] = [
        {"module_id": str(m.id), "asked": asked.get(m.id, "")} for m in modules
    ]
    return values


def setup_from(form: RunForm, run: CourseRun) -> RunSetup:
    """What was typed; a field that the form doesn't have stays as it is stored."""
    # The form knows minutes only; a deadline at 23:59:59 that nobody touched stays.
    stored = [i for w in run.windows for i in (w.opens_at, w.closes_at) if i]
    exact = {instant.replace(second=0, microsecond=0): instant for instant in stored}
    typed = {name: _value(form, name) for name in DETAILS if name in form}
    return RunSetup(
        details=replace(details_of(run), **typed),
        windows=tuple(
            _window(row.form, exact) for row in form.windows if _filled(row.form)
        ),
        instructor_ids=tuple(form.instructor_ids.data or ()),
        modules={
            int(row.form.module_id.data): row.form.asked.data == "required"
            for row in form.modules
            if row.form.asked.data and row.form.module_id.data in form.module_titles
        },
    )


def _value(form: RunForm, name: str) -> Any:
    data = form[name].data
    if name in ENUMS:
        return ENUMS[name](data) if data else None
    if name == "weekdays":
        return "".join(sorted(data or ()))
    return "" if data is None and RunDetails.__dict__.get(name) == "" else data


def _filled(row: WindowRow) -> bool:
    return bool(row.opens_at.data or row.closes_at.data)


def _window(row: WindowRow, exact: Mapping[datetime, datetime]) -> WindowDetails:
    opens_at, closes_at = row.opens_at.data, row.closes_at.data
    return WindowDetails(
        opens_at=exact.get(opens_at, opens_at) if opens_at else None,
        closes_at=exact.get(closes_at, closes_at) if closes_at else None,
        applicants=Applicants(row.applicants.data),
    )
