"""What counts as an answer, what is right, who passes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.entrepreneurship.asking import Kind, from_json, to_json
from app.entrepreneurship.grading import (
    ChoiceNotOffered,
    NotAnswered,
    NumberNotReadable,
    OtherUnit,
    grade,
    is_right,
    needed,
    read_number,
)
from tests.support.factories.entrepreneurship import asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4", "4"),
        (" 4 cm ", "4"),
        ("4cm", "4"),
        ("4 CM", "4"),
        ("4㎝", "4"),
        ("4.0", "4"),
        ("4.50", "4.5"),
        ("+4", "4"),
        ("-4", "-4"),
        ("1,000", "1000"),
        ("1,234,567 원", "1234567"),
        ("55만", "550000"),
        ("55만원", "550000"),
        ("1.5만 원", "15000"),
        ("2억", "200000000"),
        ("3천 원", "3000"),
        ("₩600,000", "600000"),
        ("￦ 600,000", "600000"),
        ("４", "4"),
        ("１，０００　원", "1000"),
        ("３０％", "30"),
        ("30 퍼센트", "30"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, meant: str) -> None:
    units = ("cm", "원", "%", "퍼센트", "₩")

    assert read_number(typed, units=units) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "다섯",
        "five",
        "약 4",
        "4~5",
        "4-5",
        "1/3",
        "4,5",
        "1,00",
        "1,0000",
        "1만 2천",
        "4 정도 cm",
        "4.",
        ".5",
        "4..0",
        "1e3",
        "4 5",
        "4²",
        "½",
        "٤",
        "四",
        "--4",
        "NaN",
        "9" * 13,
        "1" * 50,
        "4 cm 원",
        "<b>4</b>",
    ],
)
def test_what_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises((NumberNotReadable, OtherUnit)):
        read_number(typed, units=("cm", "원"))


@pytest.mark.parametrize("typed", ["4 m", "4kg", "4%", "4명", "4만 명"])
def test_another_unit_is_refused_not_counted_wrong(typed: str) -> None:
    with pytest.raises(OtherUnit):
        read_number(typed, units=("cm",))


@pytest.mark.parametrize("typed", ["", "   ", "\u3000"])
def test_a_blank_is_no_answer(typed: str) -> None:
    with pytest.raises(NotAnswered):
        read_number(typed)


def test_a_won_sign_means_won_only_where_won_is_asked() -> None:
    with pytest.raises(NumberNotReadable):
        read_number("₩5", units=("명",))


@pytest.mark.parametrize(
    ("given", "right"), [("5", True), ("5.0", True), ("5 명", True), ("4", False)]
)
def test_a_number_is_right_by_value(given: str, right: bool) -> None:
    question = asked(Kind.NUMBER, units=("명",))

    assert is_right(question, given) is right


def test_a_choice_is_right_by_its_number() -> None:
    question = asked(Kind.SINGLE_CHOICE)

    assert is_right(question, "2")
    assert not is_right(question, "1")
    with pytest.raises(ChoiceNotOffered):
        is_right(question, "3")


def test_true_or_false_takes_nothing_else() -> None:
    question = asked(Kind.TRUE_FALSE, answer="false")

    assert is_right(question, "false")
    assert not is_right(question, "true")
    with pytest.raises(ChoiceNotOffered):
        is_right(question, "X")


@pytest.mark.parametrize(
    ("total", "percent", "wanted"),
    [(7, 70, 5), (8, 70, 6), (10, 70, 7), (10, 100, 10), (3, 60, 2), (3, 1, 1)],
)
def test_how_many_right_answers_pass(total: int, percent: int, wanted: int) -> None:
    assert needed(total, pass_percent=percent) == wanted


@pytest.mark.parametrize(("right", "passed"), [(7, True), (6, False)])
def test_exactly_the_pass_mark_passes(right: int, passed: bool) -> None:
    questions = [asked(code=f"q{n}") for n in range(10)]
    answers = {f"q{n}": "5" if n < right else "4" for n in range(10)}

    graded = grade(questions, answers, pass_percent=70)

    assert (graded.correct, graded.total, graded.passed) == (right, 10, passed)


def test_grading_keeps_what_was_given() -> None:
    graded = grade([asked(units=("명",))], {"q": " 4 명 "}, pass_percent=70)

    assert graded.asked[0].given == "4 명"
    assert graded.asked[0].right is False


def test_one_blank_answer_stops_the_grading() -> None:
    with pytest.raises(NotAnswered):
        grade([asked(code="a"), asked(code="b")], {"a": "5"}, pass_percent=70)


def test_a_quiz_without_questions_is_passed_by_nobody() -> None:
    assert not grade([], {}, pass_percent=70).passed


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_survives_the_database(kind: Kind) -> None:
    question = asked(kind, units=("명",), given="1", right=False)

    assert from_json(to_json(question)) == question


def test_answers_are_shown_in_words() -> None:
    choice = asked(Kind.SINGLE_CHOICE, given="1")
    number = asked(Kind.NUMBER, answer="30", unit_ko="%", unit_en="%", given="３０")
    people = asked(Kind.NUMBER, unit_ko="명", unit_en="people")

    assert (choice.given_ko, choice.given_en, choice.right_ko) == ("하나", "One", "둘")
    assert (number.given_ko, number.right_ko, number.right_en) == ("３０", "30%", "30%")
    assert (people.right_ko, people.right_en) == ("5명", "5 people")
    won = asked(Kind.NUMBER, answer="600000", unit_ko="원", unit_en="won")
    assert (won.right_ko, won.right_en) == ("600,000원", "600,000 won")
