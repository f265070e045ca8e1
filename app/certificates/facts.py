"""What a certificate says: frozen at issue, so that no later change alters it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

_DATES = ("born_on", "starts_on", "ends_on", "issued_on")


@dataclass(frozen=True)
class Facts:
    name: str
    born_on: date
    course_ko: str
    """With its cohort, as printed: 도배 기초과정(1기)."""
    course_en: str
    starts_on: date
    ends_on: date
    minutes: int
    school_ko: str
    school_en: str
    operator_ko: str
    """The issuing office, e.g. ○○구사회적경제지원센터."""
    operator_en: str
    issuer_ko: str
    """Its head's title, as printed above the seal."""
    seal: str
    """The value of `places.models.Seal` in force on the day of issue."""
    issued_on: date

    def to_json(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Facts:
        """Raises TypeError or KeyError where the row doesn't hold a whole set."""
        dates = {name: date.fromisoformat(stored[name]) for name in _DATES}
        return cls(**{**stored, **dates})
