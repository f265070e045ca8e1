"""What the report says about one row of a workbook, and what would be written."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.courses.importing.rows import Problem, RunRow, Said
from app.courses.kinds import Level
from app.courses.publication import Missing


class RowState(enum.Enum):
    """What becomes of a row. Whatever is created is a draft; nothing is published."""

    CREATED = "created"
    """A draft that lacks nothing."""
    DRAFT = "draft"
    """A new draft that says what it lacks."""
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is stored, old and new."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Entry:
    """One row's line in the report. All of it is written, or nothing."""

    row: RunRow
    state: RowState
    run_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """The run's fields as they are to become; only those that change."""
    changes: tuple[Change, ...] = ()
    """Of a run that existed before."""
    missing: tuple[Missing, ...] = ()
    remarks: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = ()
    creates_school: bool = False
    creates_course: bool = False

    @property
    def key(self) -> tuple[int, str, str, int]:
        """Of a row that isn't refused; those have one.

        Raises ValueError for a row without.
        """
        key = self.row.key
        if key is None:
            raise ValueError(f"row {self.row.number} has no key")
        return key

    @property
    def trade(self) -> str | None:
        return self.row.values.get("trade")

    @property
    def level(self) -> Level | None:
        return self.row.values.get("level")


@dataclass(frozen=True)
class Plan:
    """What an import would do, row by row."""

    entries: tuple[Entry, ...]
    unknown_headings: tuple[str, ...] = ()

    def count(self, *states: RowState) -> int:
        return sum(entry.state in states for entry in self.entries)

    @property
    def refused(self) -> bool:
        return self.count(RowState.REFUSED) > 0

    @property
    def writes(self) -> bool:
        """Whether applying it would change anything."""
        return any(
            entry.state not in (RowState.REFUSED, RowState.UNCHANGED)
            for entry in self.entries
        )

    @property
    def fingerprint(self) -> str:
        """Alike for alike plans, so that what was shown can be told from what is."""
        said = [
            (e.row.number, e.state.value, e.run_id, repr(e.values), repr(e.changes))
            for e in self.entries
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()
