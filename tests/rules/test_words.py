"""A refusal is wordless; its words are found by its kind, its facts written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from app import words
from app.exceptions import DomainError
from app.words import has_words, words_for
from tests.support.time import FakeClock, seoul


class Broken(DomainError):
    """A refusal made for these tests, and those below."""


class BrokenWorse(Broken): ...


class Late(DomainError): ...


class Mute(DomainError): ...


@dataclass
class District:
    name_ko: str = "금천구"
    name_en: str = "Geumcheon-gu"


@pytest.fixture(autouse=True)
def registered(
    app: Flask, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setattr(words, "_words", dict(words._words))
    words.register(
        {
            Broken: _l("No school yet"),
            Late: _l("%(district)s closed on %(on)s, %(percent)d%% full"),
        }
    )
    with app.test_request_context():
        yield


def test_the_words_are_in_the_readers_language() -> None:
    korean = words_for(Broken())

    with force_locale("en"):
        assert words_for(Broken()) == "No school yet"
    assert korean == "아직 학교가 없어요"


def test_a_kind_without_words_borrows_those_of_its_parent() -> None:
    assert words_for(BrokenWorse()) == words_for(Broken())


def test_facts_are_written_as_people_write_them() -> None:
    refusal = Late(district=District(), on=seoul(2026, 3, 9, 18), percent=80)

    with force_locale("en"):
        said = words_for(refusal)

    assert said == "Geumcheon-gu closed on Mon 9 Mar 18:00, 80% full"


def test_a_fact_that_the_words_do_not_name_does_no_harm() -> None:
    assert words_for(Broken(limit=5)) == words_for(Broken())


def test_a_refusal_without_words_is_a_fault() -> None:
    assert not has_words(Mute)
    with pytest.raises(KeyError, match="Mute"):
        words_for(Mute())
