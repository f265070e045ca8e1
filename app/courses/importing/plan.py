"""What an import would do: rows on one side, what is stored on the other. Pure.

Nothing is guessed and nothing is erased: a blank leaves the stored value, and where
a row contradicts what stands already it is refused with words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.courses.importing import checks
from app.courses.importing.checks import Key, Known, KnownCourse, KnownRun
from app.courses.importing.columns import COURSE, DISTRICT, HEADING_OF, RUN_FIELDS, SPAN
from app.courses.importing.entry import Change, Entry, Plan, RowState
from app.courses.importing.rows import Problem, RunRow
from app.courses.publication import missing_for_publication

SPAN_FIELDS = ("begins_at", "finishes_at")


@dataclass(frozen=True)
class Choices:
    """Whose districts may be written (None: all), and what was confirmed."""

    districts: frozenset[str] | None = None
    confirm_published: bool = False


def plan(
    rows: Sequence[RunRow],
    known: Known,
    choices: Choices,
    *,
    unknown_headings: Collection[str] = (),
) -> Plan:
    """Decide on every row, in the workbook's order.

    A course or school that an earlier row creates is known to the later ones.
    """
    repeated = _repeated(rows)
    entries: list[Entry] = []
    for row in rows:
        entry = _entry(row, known, choices, repeated)
        entries.append(entry)
        if entry.state is not RowState.REFUSED:
            known = _with(known, entry)
    return Plan(tuple(entries), tuple(unknown_headings))


def merged_note(current: str, notes: Mapping[str, str]) -> str:
    """The note with a line `heading: words` for each; the lines of others stay."""
    lines = current.splitlines()
    for heading, words in notes.items():
        line = f"{heading}: {words}"
        place = _line_of(lines, heading)
        if place is None:
            lines.append(line)
        else:
            lines[place] = line
    return "\n".join(lines)


def _entry(
    row: RunRow, known: Known, choices: Choices, repeated: Mapping[Key, str]
) -> Entry:
    key, misplaced = row.key, tuple(_misplaced(row, known, choices))
    if key is None or misplaced:
        # Of another school's run nothing is told, not even that it is there.
        problems = (*row.problems, *misplaced)
        return Entry(row, RowState.REFUSED, problems=problems)
    run = known.runs.get(key)
    values = _new_values(row, run)
    changes = tuple(_changes(row, run, values))
    problems = (
        *row.problems,
        *_repetition(key, repeated),
        *checks.of_course(row, known.courses.get(key[1:3])),
        *checks.of_names(row, known),
        *checks.of_run(run, values, changes, confirmed=choices.confirm_published),
    )
    entry = Entry(
        row,
        RowState.REFUSED,
        run_id=run.id if run else None,
        changes=changes,
        remarks=row.remarks,
        problems=problems,
    )
    return entry if problems else _accepted(entry, run, values, known)


def _accepted(
    entry: Entry, run: KnownRun | None, values: Mapping[str, Any], known: Known
) -> Entry:
    missing = missing_for_publication(checks.facts(run, values))
    return replace(
        entry,
        state=_state(run, changes=bool(entry.changes), complete=not missing),
        values=values,
        missing=missing,
        remarks=(*entry.remarks, *checks.remarks(run, values)),
        creates_school=entry.key[1] not in known.with_school,
        creates_course=entry.key[1:3] not in known.courses,
    )


def _repetition(key: Key, repeated: Mapping[Key, str]) -> Iterator[Problem]:
    if key in repeated:
        yield Problem(COURSE, checks.RepeatedRow(rows=repeated[key]))


def _misplaced(row: RunRow, known: Known, choices: Choices) -> Iterator[Problem]:
    district = row.values.get("district")
    if district is None:
        return
    if district not in known.districts:
        names = ", ".join(known.districts)
        yield Problem(DISTRICT, checks.UnknownDistrict(value=district, known=names))
    elif choices.districts is not None and district not in choices.districts:
        yield Problem(DISTRICT, checks.NotYourDistrict(value=district))


def _new_values(row: RunRow, run: KnownRun | None) -> dict[str, Any]:
    """The fields that the row changes, and to what."""
    current = run.values if run else {}
    given = {name: row.values[name] for name in RUN_FIELDS if name in row.values}
    if run is not None and run.windows > 1 and _is_one_of(run, given):
        given = {k: v for k, v in given.items() if k not in checks.WINDOW_FIELDS}
    note = merged_note(current.get("note", ""), row.notes)
    if note:
        given["note"] = note
    return {
        name: value
        for name, value in given.items()
        if name not in current or not _alike(current[name], value)
    }


def _is_one_of(run: KnownRun, given: Mapping[str, Any]) -> bool:
    """Whether one of the run's windows is the one that the row names."""
    named = [name for name in checks.WINDOW_FIELDS if name in given]
    return any(
        all(getattr(window, name) == given[name] for name in named)
        for window in run.values["windows"]
    )


def _alike(old: Any, new: Any) -> bool:
    """Modules are a set; the order in which somebody typed them says nothing."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) == set(new)
    return bool(old == new)


def _changes(
    row: RunRow, run: KnownRun | None, values: Mapping[str, Any]
) -> Iterator[Change]:
    if run is None:
        return
    for name, new in values.items():
        if name == "note":
            yield from _note_changes(row, run.values.get("note", ""))
        elif name not in SPAN_FIELDS:
            yield Change(HEADING_OF[name], run.values.get(name), new)
    if any(name in values for name in SPAN_FIELDS):
        old, new = (
            tuple(fields.get(name) for name in SPAN_FIELDS)
            for fields in (run.values, {**run.values, **values})
        )
        yield Change(SPAN, old, new)


def _note_changes(row: RunRow, current: str) -> Iterator[Change]:
    lines = current.splitlines()
    for heading, words in row.notes.items():
        place = _line_of(lines, heading)
        old = "" if place is None else lines[place].removeprefix(f"{heading}: ")
        if old != words:
            yield Change(heading, old, words)


def _line_of(lines: Sequence[str], heading: str) -> int | None:
    prefix = f"{heading}: "
    return next((i for i, line in enumerate(lines) if line.startswith(prefix)), None)


def _state(run: KnownRun | None, *, changes: bool, complete: bool) -> RowState:
    if run is None:
        return RowState.CREATED if complete else RowState.DRAFT
    return RowState.UPDATED if changes else RowState.UNCHANGED


def _repeated(rows: Sequence[RunRow]) -> dict[Key, str]:
    """Keys that stand in the workbook more than once, with their row numbers."""
    counted = Counter(row.key for row in rows)
    numbers: dict[Key, list[str]] = {}
    for row in rows:
        if row.key is not None and counted[row.key] > 1:
            numbers.setdefault(row.key, []).append(str(row.number))
    return {key: ", ".join(found) for key, found in numbers.items()}


def _with(known: Known, entry: Entry) -> Known:
    """What is known once this row is written."""
    if entry.creates_school:
        known = replace(known, with_school=known.with_school | {entry.key[1]})
    if entry.creates_course and entry.trade is not None and entry.level is not None:
        course = KnownCourse(entry.trade, entry.level)
        known = replace(known, courses={**known.courses, entry.key[1:3]: course})
    return known
