"""Every refusal's words. A package's forms register theirs; a test wants them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import LazyString

from app import formats
from app.exceptions import DomainError

_words: dict[type[DomainError], LazyString] = {}


def register(words: Mapping[type[DomainError], LazyString]) -> None:
    """Add the words for these refusals; `%(fact)s` names a fact of the refusal."""
    _words.update(words)


def has_words(kind: type[DomainError]) -> bool:
    return kind in _words


def words_for(refusal: DomainError) -> str:
    """Why it was refused, in the reader's language.

    Raises KeyError where a refusal has no words, which a test makes impossible.
    """
    for kind in type(refusal).__mro__:
        if kind in _words:
            text = str(_words[kind])
            facts = {name: _readable(fact) for name, fact in refusal.facts.items()}
            return text % facts if facts else text
    raise KeyError(type(refusal).__name__)


def _readable(fact: object) -> object:
    """Dates and instants as people write them; names in the reader's language."""
    if isinstance(fact, datetime):
        return formats.moment(fact)
    if isinstance(fact, date):
        return formats.day(fact)
    if hasattr(fact, "name_ko"):
        return formats.local(fact, "name")
    return fact
