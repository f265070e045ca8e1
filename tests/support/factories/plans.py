"""Rows and what is known, for plans of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.courses.importing.cells import Cell
from app.courses.importing.checks import Known, KnownCourse, KnownRun
from app.courses.importing.entry import Entry
from app.courses.importing.plan import Choices, plan
from app.courses.importing.rows import RunRow, SheetRow, read_row
from app.courses.kinds import Level
from app.courses.publication import Window
from tests.support.factories.workbooks import WHOLE

KEY = (2026, "금천구", "옷수선 기초과정", 1)
EMPTY = Known(
    districts=("금천구", "마포구"),
    trades=("옷수선", "도배"),
    modules=("사회적경제의 이해", "협동조합 설립"),
)
ALL = Choices()


def row(number: int = 2, /, **cells: Any) -> RunRow:
    """WHOLE as a row, with some cells changed; None is blank."""
    values = {**WHOLE, **cells}
    return read_row(SheetRow(number, {k: Cell(v) for k, v in values.items()}))


def stored(**more: Any) -> Known:
    """The run of WHOLE is stored already, from this very row."""
    values = {k: v for k, v in row().values.items() if k not in ("year", "cohort")}
    values["note"] = "운영기관: 금천구 사회적경제지원센터"
    values["windows"] = (Window(values["opens_at"], values["closes_at"]),)
    run = KnownRun(**{"id": 7, "values": values, "windows": 1, **more})
    return replace(
        EMPTY,
        with_school=frozenset({"금천구"}),
        courses={KEY[1:3]: KnownCourse("옷수선", Level.BASIC)},
        runs={KEY: run},
    )


def planned(*rows: RunRow, known: Known = EMPTY, choices: Choices = ALL) -> list[Entry]:
    return list(plan(rows, known, choices).entries)


def problems(entry: Entry) -> dict[str, type[Exception]]:
    return {problem.column: type(problem.refusal) for problem in entry.problems}


def facts(entry: Entry) -> Mapping[str, object]:
    return entry.problems[0].refusal.facts
