"""Every refusal's words. A package's forms register theirs; a test wants them all."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString

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
            return text % refusal.facts if refusal.facts else text
    raise KeyError(type(refusal).__name__)
