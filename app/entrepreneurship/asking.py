"""A question as it was asked: its words are frozen, so that a result stays true."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

TRUE, FALSE = "true", "false"


class Kind(enum.Enum):
    """How a question is answered."""

    SINGLE_CHOICE = "single_choice"
    TRUE_FALSE = "true_false"
    NUMBER = "number"


@dataclass(frozen=True)
class Asked:
    """One question of an attempt; once submitted, with what was answered."""

    code: str
    kind: Kind
    prompt_ko: str
    prompt_en: str
    answer: str
    """The number of the right choice from 1, ``true`` or ``false``, or a number."""
    explanation_ko: str
    explanation_en: str
    reviewed_on: date
    """The day on which the answer was last compared with its source."""
    source_ko: str = ""
    source_en: str = ""
    choices_ko: tuple[str, ...] = ()
    choices_en: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Every spelling of the unit that may follow a number."""
    unit_ko: str = ""
    unit_en: str = ""
    given: str = ""
    right: bool | None = None

    @property
    def options_ko(self) -> tuple[tuple[str, str], ...]:
        return self._options(self.choices_ko, "맞아요 (O)", "아니에요 (X)")

    @property
    def options_en(self) -> tuple[tuple[str, str], ...]:
        return self._options(self.choices_en, "True (O)", "False (X)")

    @property
    def given_ko(self) -> str:
        """What was answered, in words."""
        return dict(self.options_ko).get(self.given, self.given)

    @property
    def given_en(self) -> str:
        return dict(self.options_en).get(self.given, self.given)

    @property
    def right_ko(self) -> str:
        """The right answer, in words."""
        if self.kind is Kind.NUMBER:
            return f"{Decimal(self.answer):,}{self.unit_ko}"
        return dict(self.options_ko)[self.answer]

    @property
    def right_en(self) -> str:
        if self.kind is Kind.NUMBER:
            blank = "" if self.unit_en in ("", "%") else " "
            return f"{Decimal(self.answer):,}{blank}{self.unit_en}"
        return dict(self.options_en)[self.answer]

    def _options(
        self, choices: tuple[str, ...], yes: str, no: str
    ) -> tuple[tuple[str, str], ...]:
        if self.kind is Kind.TRUE_FALSE:
            return ((TRUE, yes), (FALSE, no))
        return tuple((str(n), text) for n, text in enumerate(choices, start=1))


def to_json(asked: Asked) -> dict[str, Any]:
    """As kept in the database."""
    return {
        **asdict(asked),
        "kind": asked.kind.value,
        "reviewed_on": asked.reviewed_on.isoformat(),
        "choices_ko": list(asked.choices_ko),
        "choices_en": list(asked.choices_en),
        "units": list(asked.units),
    }


def from_json(kept: Mapping[str, Any]) -> Asked:
    """As it was; the other way round."""
    return Asked(
        **{
            **kept,
            "kind": Kind(kept["kind"]),
            "reviewed_on": date.fromisoformat(kept["reviewed_on"]),
            "choices_ko": tuple(kept["choices_ko"]),
            "choices_en": tuple(kept["choices_en"]),
            "units": tuple(kept["units"]),
        }
    )
