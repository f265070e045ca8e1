"""Reading what a step asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.exceptions import DomainError
from app.incubation import facts
from app.incubation.facts import Fact, Kind, When
from tests.support.time import MONDAY_TEN, seoul

TODAY = MONDAY_TEN.date()


def _read(fact: Fact, value: Any) -> facts.Facts:
    return facts.read((fact,), {fact.name: value}, now=MONDAY_TEN)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (Fact("x", Kind.DAY, when=When.PAST), TODAY),
        (Fact("x", Kind.DAY, when=When.AHEAD), date(2026, 3, 3)),
        (Fact("x", Kind.MOMENT, when=When.PAST), MONDAY_TEN),
        (Fact("x", Kind.MOMENT, when=When.AHEAD), seoul(2026, 3, 2, 10, 1)),
        (Fact("x", Kind.NUMBER), 0),
        (Fact("x", Kind.NUMBER, least=3), 3),
        (Fact("x", Kind.TEXT, pattern=r"\d{3}"), "123"),
        (Fact("x", Kind.LONG_TEXT, longest=5), "다섯 글자"),
        (Fact("x", Kind.CONFIRM), True),
    ],
)
def test_what_fits_is_read(fact: Fact, value: Any) -> None:
    assert _read(fact, value)["x"] == value


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        (Fact("x", Kind.DAY), None, facts.FactMissing),
        (Fact("x", Kind.TEXT), "  ", facts.FactMissing),
        (Fact("x", Kind.CONFIRM), False, facts.FactMissing),
        (Fact("x", Kind.DAY), "2026-03-02", facts.FactMalformed),
        (Fact("x", Kind.DAY), MONDAY_TEN, facts.FactMalformed),
        (Fact("x", Kind.DAY), date(1626, 3, 2), facts.FactMalformed),
        (Fact("x", Kind.DAY, when=When.PAST), date(2026, 3, 3), facts.DayAhead),
        (Fact("x", Kind.DAY, when=When.AHEAD), TODAY, facts.DayPast),
        (Fact("x", Kind.MOMENT, when=When.AHEAD), MONDAY_TEN, facts.DayPast),
        (Fact("x", Kind.MOMENT), TODAY, facts.FactMalformed),
        (Fact("x", Kind.NUMBER, least=1), 0, facts.FactMalformed),
        (Fact("x", Kind.NUMBER), 10**12, facts.FactMalformed),
        (Fact("x", Kind.NUMBER), True, facts.FactMalformed),
        (Fact("x", Kind.TEXT, longest=3), "네 글자", facts.FactMalformed),
        (Fact("x", Kind.TEXT, pattern=r"\d{3}"), "12a", facts.FactMalformed),
        (Fact("x", Kind.CONFIRM), "yes", facts.FactMalformed),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    fact: Fact, value: Any, reason: type[DomainError]
) -> None:
    with pytest.raises(reason) as refused:
        _read(fact, value)

    assert getattr(refused.value, "about", None) == "x"


def test_what_was_not_asked_is_left_out() -> None:
    assert dict(facts.read((), {"stray": 1}, now=MONDAY_TEN)) == {}


def test_an_optional_answer_may_stay_open() -> None:
    assert "x" not in _read(Fact("x", Kind.TEXT, required=False), "")


def test_facts_survive_storing() -> None:
    asked = (Fact("d", Kind.DAY), Fact("m", Kind.MOMENT), Fact("n", Kind.NUMBER))
    given = facts.Facts({"d": TODAY, "m": MONDAY_TEN, "n": 3})

    again = facts.from_json(asked, facts.to_json(given))

    assert dict(again) == dict(given)
    assert again.day("m") == TODAY


def test_asking_for_another_kind_is_a_mistake_of_ours() -> None:
    given = facts.Facts({"n": 3, "d": TODAY})

    with pytest.raises(TypeError):
        given.day("n")
    with pytest.raises(TypeError):
        given.number("d")
    with pytest.raises(TypeError):
        given.moment("d")
