"""The written modules: whole in both languages, and answerable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.entrepreneurship.asking import Asked, Kind
from app.entrepreneurship.content import BLANK_QUESTION, FOLDER
from app.entrepreneurship.grading import grade, is_right
from app.entrepreneurship.rendering import rendered

WRITTEN = sorted(FOLDER.glob("*/module.toml"))
HANGUL = re.compile(r"[가-힣]")


def module_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def every_lesson() -> list[Any]:
    return [
        pytest.param(path.parent, number, id=f"{path.parent.name}-{number}")
        for path in WRITTEN
        for number in range(1, len(module_of(path)["lessons"]) + 1)
    ]


def every_question() -> list[Any]:
    return [
        pytest.param(question, id=f"{path.parent.name}-{question['code']}")
        for path in WRITTEN
        for question in module_of(path)["questions"]
    ]


def asked(question: dict[str, Any]) -> Asked:
    return Asked(**{**BLANK_QUESTION, **question, "kind": Kind(question["kind"])})


def test_two_modules_are_written() -> None:
    assert [path.parent.name for path in WRITTEN] == ["cooperatives", "social-economy"]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
def test_a_module_is_whole(path: Path) -> None:
    module = module_of(path)

    assert module["code"] == path.parent.name
    assert 4 <= len(module["lessons"]) <= 6
    assert 6 <= len(module["questions"]) <= 8
    assert sum(lesson["minutes"] for lesson in module["lessons"]) < module["minutes"]
    assert 50 <= module["pass_percent"] <= 100
    texts = sorted(file.name for file in path.parent.glob("*.md"))
    numbers = range(1, len(module["lessons"]) + 1)
    assert texts == [f"{n:02}-{lang}.md" for n in numbers for lang in ("en", "ko")]


@pytest.mark.parametrize(("folder", "number"), every_lesson())
def test_a_lesson_is_worth_reading_in_both_languages(folder: Path, number: int) -> None:
    korean = (folder / f"{number:02}-ko.md").read_text(encoding="utf-8")
    english = (folder / f"{number:02}-en.md").read_text(encoding="utf-8")

    assert 500 <= len(korean.split()) <= 900
    assert 650 <= len(english.split()) <= 1100
    outline = [[line[:4] for line in text.splitlines() if line.startswith("#")]
               for text in (korean, english)]  # fmt: skip
    assert len(outline[0]) == len(outline[1]) >= 4
    assert korean.count("\n|") == english.count("\n|")
    assert len(HANGUL.findall(english)) < 80, "only names stay Korean"
    assert "해 보기" in korean or "이제 무엇을 할까요" in korean
    assert "Try it" in english or "What next?" in english


@pytest.mark.parametrize(("folder", "number"), every_lesson())
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_lesson_is_rendered_whole(folder: Path, number: int, language: str) -> None:
    text = (folder / f"{number:02}-{language}.md").read_text(encoding="utf-8")

    html = str(rendered(text))

    assert "<h2>" in html
    assert "<h1" not in html
    assert "**" not in html, "emphasis that the reader did not recognise"
    assert "&lt;" not in html


@pytest.mark.parametrize("question", every_question())
def test_a_question_can_be_answered_rightly(question: dict[str, Any]) -> None:
    wanted = asked(question)

    assert is_right(wanted, wanted.answer)
    assert grade([wanted], {wanted.code: wanted.answer}, pass_percent=100).passed
    if wanted.kind is not Kind.NUMBER:
        wrong = [value for value, _ in wanted.options_ko if value != wanted.answer]
        assert wrong
        assert not any(is_right(wanted, value) for value in wrong)


@pytest.mark.parametrize("question", every_question())
def test_a_question_explains_itself_in_both_languages(question: dict[str, Any]) -> None:
    wanted = asked(question)

    assert len(wanted.prompt_ko) <= 300
    assert len(wanted.prompt_en) <= 400
    assert len(wanted.explanation_ko) > 30
    assert len(wanted.explanation_en) > 60
    assert bool(wanted.source_ko) == bool(wanted.source_en)
    assert len(wanted.choices_ko) == len(wanted.choices_en)
    if wanted.kind is Kind.SINGLE_CHOICE:
        assert len(set(wanted.choices_ko)) >= 3
    if wanted.kind is Kind.NUMBER:
        assert is_right(wanted, f"{wanted.answer} {wanted.unit_ko}")
        assert is_right(wanted, f"{wanted.answer} {wanted.unit_en}")


@pytest.mark.parametrize(
    ("code", "typed"),
    [("founders", "5명"), ("share-limit", "30 %"), ("month-of-hems", "60만 원")],
)
def test_people_may_answer_as_they_write(code: str, typed: str) -> None:
    questions = [q for path in WRITTEN for q in module_of(path)["questions"]]

    wanted = asked(next(q for q in questions if q["code"] == code))

    assert is_right(wanted, typed)
