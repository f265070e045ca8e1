"""One cell of a workbook: what it may hold, how it is refused, and text.

Every reader gives a `Reading` or raises a subclass of `CellRefused`; nothing else,
whatever was typed. Nothing is guessed: where a cell can mean two things it is
refused, and where something was inferred the reading carries a remark.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from app.courses.kinds import Level, Residence, SelectionMethod
from app.exceptions import DomainError

T = TypeVar("T")
K = TypeVar("K", bound=enum.Enum)

BLANKS = frozenset({"", "-", "–", "—", "―", "−"})
UNDECIDED = frozenset({"미정", "추후공지", "추후결정", "추후안내"})
NO_LIMIT = frozenset({"제한없음", "무제한", "무관", "상관없음", "제한하지않음"})
LONGEST_QUOTE = 60
DOTS = "·ㆍ・･∙•\u119e"


class CellRefused(DomainError):
    """The cell can't be read; the fact `value` is what it holds."""


class FormulaWithoutValue(CellRefused):
    """A formula of which the workbook keeps no result."""


class BrokenCell(CellRefused):
    """An error such as #REF! stands in the cell."""


class NotText(CellRefused):
    """True or false where words are expected."""


class TextTooLong(CellRefused):
    """More than `limit` characters."""


class NotOneOf(CellRefused):
    """None of the words in `known`."""


class RemarkKind(enum.Enum):
    """What was inferred from a cell, so that the report can say so."""

    YEAR_TAKEN = "year_taken"
    OPENS_AT_MIDNIGHT = "opens_at_midnight"
    CLOSES_AT_END_OF_DAY = "closes_at_end_of_day"
    FREE_OF_CHARGE = "free_of_charge"
    UNDER_AGE = "under_age"
    UNDECIDED = "undecided"
    NUMBER_AS_TEXT = "number_as_text"
    MEETINGS_STAY = "meetings_stay"
    METHOD_NOT_BUILT = "method_not_built"
    SCHOOL_CREATED = "school_created"


@dataclass(frozen=True)
class Remark:
    """Something the report says about a row that is not a refusal."""

    kind: RemarkKind
    facts: Mapping[str, str] = field(default_factory=dict)


class Fault(enum.Enum):
    """Why a cell has no value of its own."""

    FORMULA_WITHOUT_VALUE = "formula"
    ERROR = "error"


@dataclass(frozen=True)
class Cell:
    """A cell as stored: a value, whether it is shown as a percentage, or a fault."""

    value: object = None
    as_percent: bool = False
    fault: Fault | None = None


@dataclass(frozen=True)
class Reading(Generic[T]):
    value: T
    remarks: tuple[Remark, ...] = ()


def written(value: object) -> str:
    """The cell's content as a person would quote it."""
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, (datetime, date)):
        text = value.isoformat(" ") if isinstance(value, datetime) else str(value)
    else:
        text = _tidy(str(value))
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def plain(value: object) -> str:
    """Typed text folded for reading: full-width signs, blanks, look-alike dots."""
    if not isinstance(value, str):
        return ""
    text = unicodedata.normalize("NFKC", _tidy(value))
    return text.translate({ord(dot): "·" for dot in DOTS})


def squeezed(value: object) -> str:
    return plain(value).replace(" ", "")


def is_blank(cell: Cell) -> bool:
    """Empty, or a dash that stands for empty."""
    if cell.fault is not None:
        return False
    return cell.value is None or (
        isinstance(cell.value, str) and _tidy(cell.value) in BLANKS
    )


def is_undecided(cell: Cell) -> bool:
    """미정 and the like: known not to be known."""
    return cell.fault is None and squeezed(cell.value) in UNDECIDED


def sound(cell: Cell) -> object:
    """The cell's value.

    Raises FormulaWithoutValue and BrokenCell.
    """
    if cell.fault is Fault.FORMULA_WITHOUT_VALUE:
        raise FormulaWithoutValue(value=written(cell.value))
    if cell.fault is Fault.ERROR:
        raise BrokenCell(value=written(cell.value))
    return cell.value


def text(cell: Cell, *, limit: int) -> Reading[str]:
    """Words as typed, NFC, on one line.

    Raises TextTooLong and NotText.
    """
    value = sound(cell)
    remarks: tuple[Remark, ...] = ()
    if isinstance(value, bool):
        raise NotText(value=written(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (int, float)):
        remarks = (Remark(RemarkKind.NUMBER_AS_TEXT, {"value": written(value)}),)
    elif isinstance(value, (datetime, date, time, timedelta)):
        value = written(value)
    words = _tidy(unicodedata.normalize("NFC", str(value)))
    if len(words) > limit:
        raise TextTooLong(value=written(words), limit=limit)
    return Reading(words, remarks)


LEVELS = {
    "기본": Level.BASIC,
    "심화": Level.ADVANCED,
    "자격증": Level.LICENCE,
    "현장실습": Level.FIELD,
}
METHODS = {
    "선착순": SelectionMethod.FIRST_COME,
    "추첨": SelectionMethod.LOTTERY,
    "서류·면접": SelectionMethod.SCREENING,
    "수행평가": SelectionMethod.PERFORMANCE,
}
RESIDENCES = {"관내": Residence.DISTRICT, "제한 없음": Residence.ANYWHERE}


def level(cell: Cell) -> Reading[Level]:
    """단계, by one of its four words."""
    return _choice(cell, LEVELS)


def selection_method(cell: Cell) -> Reading[SelectionMethod]:
    """선발방법, by one of its four words."""
    return _choice(cell, METHODS)


def residence(cell: Cell) -> Reading[Residence]:
    """거주요건: 관내, or no condition."""
    sound(cell)
    if squeezed(cell.value) in NO_LIMIT:
        return Reading(Residence.ANYWHERE)
    return _choice(cell, RESIDENCES)


def names(cell: Cell) -> Reading[tuple[str, ...]]:
    """Names parted by semicolons, commas or line ends, each once."""
    words = unicodedata.normalize("NFC", str(sound(cell)))
    parts = [_tidy(part) for part in re.split(r"[;,\n；，]", words)]
    return Reading(tuple(dict.fromkeys(part for part in parts if part)))


def _choice(cell: Cell, known: Mapping[str, K]) -> Reading[K]:
    typed = re.sub(r"[\s·,/+&]", "", plain(sound(cell)))
    for word, kind in known.items():
        if typed == re.sub(r"[\s·]", "", word):
            return Reading(kind)
    raise NotOneOf(value=written(cell.value), known=", ".join(known))


def _tidy(words: str) -> str:
    """One line, single blanks; control characters and halves of letters become
    blanks, because PostgreSQL stores neither."""
    clean = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp", "Zs") else c
        for c in words
    )
    return " ".join(clean.replace("\ufeff", "").split())
