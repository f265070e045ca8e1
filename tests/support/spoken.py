"""The words of the pages in the reader's language, from the real catalogue.

A journey is written with the English texts of the code; a Korean walker presses
the Korean ones. So it walks in both languages, and proves the catalogue as it goes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.support import Translations

FOLDER = Path(__file__).resolve().parents[2] / "translations"


@cache
def _korean() -> Translations:
    catalogue = Translations.load(str(FOLDER), ["ko"])
    assert isinstance(catalogue, Translations), "compile the catalogue: script/setup"
    return catalogue


class Tongue:
    """One language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, text: str, *, context: str | None = None, **facts: Any) -> str:
        """The text as the page writes it, its placeholders filled."""
        if self.language == "ko":
            kept: str = (
                _korean().upgettext(context, text)
                if context
                else _korean().ugettext(text)
            )
            assert kept != text, f"no Korean for {text!r}"
            text = kept
        return text % facts if facts else text.replace("%%", "%")

    def count(self, one: str, many: str, num: int, **facts: Any) -> str:
        text = one if num == 1 else many
        if self.language == "ko":
            text = _korean().ungettext(one, many, num)
        return text % {"num": num, **facts}
