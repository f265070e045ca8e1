"""The report of an import in words: for the page, the command line and the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.courses.forms.import_values import column_name, shown
from app.courses.forms.labels import MISSING
from app.courses.importing.cells import RemarkKind
from app.courses.importing.checks import NeedsConfirmation
from app.courses.importing.entry import Change, Entry, Plan, RowState
from app.courses.importing.rows import Problem, Said
from app.words import words_for

STATES: dict[RowState, tuple[str, str, LazyString]] = {
    RowState.CREATED: ("open", "done", _l("New, nothing missing")),
    RowState.DRAFT: ("soon", "soon", _l("New draft")),
    RowState.UPDATED: ("run", "run", _l("Changed")),
    RowState.UNCHANGED: ("done", "done", _l("Unchanged")),
    RowState.REFUSED: ("bad", "cross", _l("Error")),
}
"""Of each state: the tag's look, its shape, its word."""

REMARKS: dict[RemarkKind, LazyString] = {
    RemarkKind.YEAR_TAKEN: _l("“%(value)s” has no year; %(year)s was taken from 연도."),
    RemarkKind.OPENS_AT_MIDNIGHT: _l(
        "“%(value)s” has no time; applications will open at 00:00 on that day."
    ),
    RemarkKind.CLOSES_AT_END_OF_DAY: _l(
        "“%(value)s” has no time; applications will close at 24:00 on that day."
    ),
    RemarkKind.FREE_OF_CHARGE: _l("“%(value)s” was read as 0 won."),
    RemarkKind.UNDER_AGE: _l("“%(value)s” was read as %(age)s at most."),
    RemarkKind.UNDECIDED: _l("“%(value)s” was read as not decided yet."),
    RemarkKind.NUMBER_AS_TEXT: _l(
        "%(value)s is stored as a number. A leading 0 may be missing."
    ),
    RemarkKind.MEETINGS_STAY: _l(
        "Classes that are already planned stay as they are. Change them on the "
        "page of the course run."
    ),
    RemarkKind.METHOD_NOT_BUILT: _l(
        "Course runs with this way of selecting people can't be published yet."
    ),
}


@dataclass(frozen=True)
class Line:
    """A row's part of the report, ready to be shown or kept."""

    number: int
    title: str
    state: str
    problems: tuple[str, ...]
    changes: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]
    run_id: int | None
    to_confirm: bool = False


def lines(plan: Plan) -> list[Line]:
    """The report in the reader's language, one line a row."""
    return [line(entry) for entry in plan.entries]


def line(entry: Entry) -> Line:
    refused = entry.state is RowState.REFUSED
    return Line(
        number=entry.row.number,
        title=_title(entry),
        state=entry.state.value,
        problems=tuple(_problem(problem) for problem in entry.problems),
        changes=() if refused else tuple(_change(c) for c in entry.changes),
        missing=tuple(str(MISSING[what][0]) for what in entry.missing),
        remarks=() if refused else tuple(_remarks(entry)),
        run_id=entry.run_id,
        to_confirm=bool(entry.problems)
        and all(isinstance(p.refusal, NeedsConfirmation) for p in entry.problems),
    )


def kept(plan: Plan) -> list[dict[str, Any]]:
    """The report in both languages, for the record of what was applied."""
    both: dict[str, list[dict[str, Any]]] = {}
    for language in ("ko", "en"):
        with force_locale(language):
            both[language] = [asdict(said) for said in lines(plan)]
    return [{"ko": ko, "en": en} for ko, en in zip(both["ko"], both["en"], strict=True)]


def told(report: list[dict[str, Any]]) -> list[Line]:
    """The kept report in the reader's language."""
    language = "en" if formats.english() else "ko"
    return [Line(**_with_tuples(row[language])) for row in report]


def _with_tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows lists only."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}


def counts(report: list[Line]) -> dict[str, int]:
    """How many rows of each state, in the order of the states."""
    found = [said.state for said in report]
    return {state.value: found.count(state.value) for state in RowState}


def looks() -> dict[str, tuple[str, str, LazyString]]:
    """`STATES` by the words under which a line keeps its state."""
    return {state.value: look for state, look in STATES.items()}


def _title(entry: Entry) -> str:
    """Year, district, course and cohort, as far as they could be read."""
    said = entry.row.values
    cohort = said.get("cohort")
    parts = [said.get("year"), said.get("district"), said.get("course")]
    if cohort is not None:
        parts.append(_("cohort %(number)s", number=cohort))
    return " ".join(str(part) for part in parts if part is not None) or _("No name")


def _problem(problem: Problem) -> str:
    column, refusal = problem.column, problem.refusal
    facts = {name: _fact(column, name, v) for name, v in refusal.facts.items()}
    return f"{column_name(column)}: {words_for(type(refusal)(**facts))}"


def _fact(column: str, name: str, value: Any) -> str:
    """What was typed is quoted as typed; what is stored is shown as its column is."""
    if isinstance(value, str) and name not in ("old", "new", "current"):
        return value
    return shown(column, value)


def _change(change: Change) -> str:
    old, new = shown(change.column, change.old), shown(change.column, change.new)
    return f"{column_name(change.column)}: {old} → {new}"


def _remarks(entry: Entry) -> Iterator[str]:
    if entry.creates_school:
        yield _("The school of this district will be created too.")
    for said in entry.remarks:
        yield _remark(said)


def _remark(said: Said) -> str:
    text = str(REMARKS[said.remark.kind])
    facts = said.remark.facts
    return f"{column_name(said.column)}: {text % facts if facts else text}"
