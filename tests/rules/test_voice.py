"""One voice on every page: what docs/words.md asks and a machine can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "app/entrepreneurship/content").glob("*/*-ko.md"))
PAGES = sorted((ROOT / "templates").glob("**/*.html"))
ONLY_DEVELOPERS = {"design.html"}

FORMAL = re.compile(r"(니다|니까|십시오|시오)(?=[.!?)”]|$)")
PLAIN = re.compile(r"[가-힣](?<!마)다(?=[.!?)”]|$)")
TWO_PARTICLES = re.compile(r"(을|은|이|과)\((를|는|가|와)\)|\((으|이라?|을|은)\)")
GUESSED_PARTICLE = re.compile(r"%\(\w+\)s”(을|를|은|는|이|가|과|와|으로|로)(?![가-힣])")
UNTIDY = re.compile(r" {2}|^ | $| [,.?!]")
WRONG_QUOTES = re.compile('[‘’"]')

KOREAN_SYNONYMS = {
    "까닭": "이유",
    "단추": "버튼",
    "지역기업": "지역관리기업",
    "개설 강좌": "개설강좌",
    "거주자": "자치구 주민",
    "써 주세요": "적어 주세요",
    "더하기": "추가하기",
}
ENGLISH_SYNONYMS = {
    r"\banew\b|once more": "again",
    r"\bstands? (here|there|below)\b": "appears here",
    r"\b[Pp]lease (write|enter|choose|fill)\b": "Enter …, Choose …",
    r"\b[Ww]rite (your|a|an) (name|number|date|address|password|mobile)\b": "Enter …",
    r"(?<![eE]-)\b[mM]ails?\b": "e-mail",
    r"\btries\b(?! again)": "attempts",
    r"\b([Yy]our|[Mm]y) place\b|\b[Pp]laces? (has|have|ends?)\b": "enrolment",
    r"\b[Mm]ake (a|the|your) (course|run|draft)\b": "Create …",
    r"\b[Bb]irth date\b": "date of birth",
    r"\b[Tt]elephone\b": "phone number, call",
    r"\bof the neighbourhood\b(?! is)": "neighbourhood …",
}

TAG = re.compile(r"<[^>]+>")
BUTTON = re.compile(r"<(button|a)\b[^>]*\bbtn\b[^>]*>(.*?)</\1>", re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
SAID = re.compile(
    r'\b(?:pgettext\("(?P<context>[^"]+)", |_\(|ngettext\()"(?P<text>[^"]+)"'
)
PRESSED = re.compile(r"(기|요|요\?)(: %\(\w+\)[sd]| %\(\w+\)[sd])?$")
"""A verb made a noun (저장하기) or an answer (네, 취소할게요)."""


def catalogue() -> list[Message]:
    path = ROOT / "translations/ko/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="ko") if message.id]


MESSAGES = catalogue()


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def korean() -> Iterator[str]:
    for message in MESSAGES:
        yield from forms(message.string)


def english() -> Iterator[str]:
    for message in MESSAGES:
        yield from forms(message.id)


def found(pattern: re.Pattern[str], texts: Iterator[str]) -> list[str]:
    return [text for text in texts if pattern.search(TAG.sub("", text))]


@pytest.mark.parametrize(
    "pattern",
    [FORMAL, PLAIN, TWO_PARTICLES, GUESSED_PARTICLE, UNTIDY, WRONG_QUOTES],
    ids=["formal", "plain", "two-particles", "guessed-particle", "untidy", "quotes"],
)
def test_the_korean_of_the_pages_has_one_manner(pattern: re.Pattern[str]) -> None:
    assert found(pattern, korean()) == []


@pytest.mark.parametrize("word", KOREAN_SYNONYMS)
def test_one_korean_word_stands_for_one_thing(word: str) -> None:
    wrong = found(re.compile(word), korean())

    assert wrong == [], f"docs/words.md says {KOREAN_SYNONYMS[word]}"


@pytest.mark.parametrize("word", ENGLISH_SYNONYMS)
def test_one_english_word_stands_for_one_thing(word: str) -> None:
    wrong = found(re.compile(word), english())

    assert wrong == [], f"docs/words.md says {ENGLISH_SYNONYMS[word]}"


def test_english_is_tidy_and_quotes_one_way() -> None:
    assert found(re.compile(r" {2}|^ | $|\"|’|‘"), english()) == []


@pytest.mark.parametrize(
    "path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_lessons_speak_as_the_pages_do(path: Path) -> None:
    spoken = re.sub(r"“[^”]*”", "", path.read_text(encoding="utf-8"))

    assert not FORMAL.search(spoken)
    assert not PLAIN.search(spoken)


def venture_buttons() -> list[str]:
    """The English of the buttons that a venture's page takes from a table."""
    source = (ROOT / "app/incubation/step_labels.py").read_text(encoding="utf-8")
    table = source[source.index("BUTTONS") : source.index("TOLD")]
    return re.findall(r'_l\("([^"]+)"\)', table)


def buttons() -> Iterator[tuple[str, str | None, str]]:
    """Page, context and English of each text that is pressed."""
    for path in PAGES:
        if path.name in ONLY_DEVELOPERS:
            continue
        for _tag, inside in BUTTON.findall(path.read_text(encoding="utf-8")):
            for said in SAID.finditer(HIDDEN.sub("", inside)):
                yield path.name, said["context"], said["text"]
    for text in venture_buttons():
        yield "venture.html", None, text


def test_every_button_is_a_verb_or_an_answer() -> None:
    kept = {(m.context, forms(m.id)[0]): forms(m.string)[0] for m in MESSAGES}
    pressed = {
        (page, kept.get((context, text), "")) for page, context, text in buttons()
    }

    assert len(pressed) > 80  # the pattern still finds them
    assert sorted(label for label in pressed if not PRESSED.search(label[1])) == []


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (FORMAL, "저장했습니다."),
        (FORMAL, "다시 확인하십시오"),
        (PLAIN, "저장했다."),
        (TWO_PARTICLES, "‘%(value)s’을(를) 읽어요."),
        (TWO_PARTICLES, "%(new)s(으)로 바꿔요."),
        (GUESSED_PARTICLE, "“%(form)s”이 들어가요."),
        (UNTIDY, "두 칸  띄움"),
        (WRONG_QUOTES, "‘내 배움’에서 봐요."),
        (PRESSED, "보낸 메일함"),
    ],
)
def test_each_rule_can_fail(pattern: re.Pattern[str], bad: str) -> None:
    assert bool(pattern.search(bad)) is (pattern is not PRESSED)
