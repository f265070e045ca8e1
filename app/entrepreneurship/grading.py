"""What counts as an answer, what counts as right, and who passes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.entrepreneurship.asking import Asked, Kind
from app.exceptions import DomainError

NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})"
    r"(?P<fraction>\.[0-9]{1,6})?"
    r"\s*(?P<rest>.*)"
)
SCALES = {
    "억": 100_000_000,
    "천만": 10_000_000,
    "백만": 1_000_000,
    "십만": 100_000,
    "만": 10_000,
    "천": 1_000,
}
FULL_WIDTH = str.maketrans(
    {
        **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94)},
        "\u3000": " ",  # the wide space
        "\uffe6": "₩",
    }
)
"""What an East Asian keyboard may type for ASCII: ４ ， ％ and the wide space."""
WON_SIGN = "₩"
"""The one unit that stands before its number, as English readers write it."""
LONGEST = 40


class NotAnswered(DomainError):
    """Nothing was chosen or written."""


class ChoiceNotOffered(DomainError):
    """None of the choices of this question."""


class NumberNotReadable(DomainError):
    """Not one number that can be read in one way only."""


class OtherUnit(DomainError):
    """A number, but in a unit that was not asked for."""


@dataclass(frozen=True)
class Graded:
    asked: tuple[Asked, ...]
    """The questions, each with what was given and whether it was right."""
    correct: int
    passed: bool

    @property
    def total(self) -> int:
        return len(self.asked)


def read_number(text: str, *, units: Collection[str] = ()) -> Decimal:
    """The number that was meant: ``4``, ``4.0``, ``4 cm``, ``1,000``, ``55만 원``.

    Accepted are digits (full width too), commas at the thousands, a decimal point,
    one Korean scale (천 … 억) and one of `units`. Everything else could be read in
    two ways and is refused: ``약 4``, ``3~4``, ``1,00``, ``4,5``, ``다섯``, ``1/3``,
    ``1만 2천``. Raises NotAnswered, NumberNotReadable or OtherUnit.
    """
    typed = unicodedata.normalize("NFC", text).translate(FULL_WIDTH).strip()
    if not typed:
        raise NotAnswered
    if WON_SIGN in units:
        typed = typed.removeprefix(WON_SIGN).lstrip()
    match = NUMBER.fullmatch(typed) if len(typed) <= LONGEST else None
    if match is None:
        raise NumberNotReadable
    sign, digits, fraction, rest = match.group("sign", "digits", "fraction", "rest")
    scale, unit = _scale_and_unit(rest)
    if unit and _plain(unit) not in {_plain(known) for known in units}:
        raise OtherUnit if unit.isalpha() or unit == "%" else NumberNotReadable
    return Decimal(f"{sign}{digits.replace(',', '')}{fraction or ''}") * scale


def _scale_and_unit(rest: str) -> tuple[int, str]:
    for word, scale in SCALES.items():
        if rest.startswith(word):
            return scale, rest.removeprefix(word).strip()
    return 1, rest


def _plain(unit: str) -> str:
    """A unit in one spelling: ``CM`` and ``㎝`` are ``cm``."""
    return unicodedata.normalize("NFKC", unit).casefold()


def check_answer(asked: Asked, given: str) -> None:
    """Accept the answer for grading, right or wrong.

    Raises NotAnswered, ChoiceNotOffered, NumberNotReadable or OtherUnit.
    """
    if not given.strip():
        raise NotAnswered
    if asked.kind is Kind.NUMBER:
        read_number(given, units=asked.units)
    elif given not in dict(asked.options_ko):
        raise ChoiceNotOffered


def is_right(asked: Asked, given: str) -> bool:
    """Whether the answer is right. Raises as `check_answer`."""
    check_answer(asked, given)
    if asked.kind is Kind.NUMBER:
        return read_number(given, units=asked.units) == Decimal(asked.answer)
    return given == asked.answer


def needed(total: int, *, pass_percent: int) -> int:
    """How many right answers pass, e.g. 6 of 8 at 70 per cent."""
    return -(-pass_percent * total // 100)


def grade(
    questions: Sequence[Asked], answers: Mapping[str, str], *, pass_percent: int
) -> Graded:
    """Grade all the answers, kept by question code; exactly the pass mark passes.

    Raises as `check_answer` for the first answer that can't be graded.
    """
    asked = tuple(
        replace(
            question,
            given=answers.get(question.code, "").strip(),
            right=is_right(question, answers.get(question.code, "")),
        )
        for question in questions
    )
    correct = sum(1 for question in asked if question.right)
    passed = bool(asked) and correct >= needed(len(asked), pass_percent=pass_percent)
    return Graded(asked=asked, correct=correct, passed=passed)
