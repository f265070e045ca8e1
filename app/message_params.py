"""What a message says, as JSON: dates, names in two languages, secret links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Secret:
    """The path of a link that does something for whoever holds it, e.g. /link/x."""

    path: str


@dataclass(frozen=True)
class Bilingual:
    """A name in both languages; the reader's is shown, Korean where English lacks."""

    ko: str
    en: str = ""


Param = str | int | date | datetime | Secret | Bilingual
MASKED = "/••••••••"


def encode(params: Mapping[str, Param]) -> dict[str, Any]:
    """JSON of the parameters.

    Raises TypeError for a kind that a message can't carry.
    """
    return {name: _encoded(value) for name, value in params.items()}


def decode(
    stored: Mapping[str, Any], *, language: str, masked: bool
) -> dict[str, str | int | date]:
    """The parameters for a template in this language; secrets hidden if `masked`."""
    return {
        name: _decoded(value, language=language, masked=masked)
        for name, value in stored.items()
    }


def _encoded(value: Param) -> Any:
    match value:
        case str() | int():
            return value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Secret():
            return {"secret": value.path}
        case Bilingual():
            return {"ko": value.ko, "en": value.en}
    raise TypeError(f"a message can't carry a {type(value).__name__}")


def _decoded(value: Any, *, language: str, masked: bool) -> str | int | date:
    match value:
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"secret": str(path)}:
            return MASKED if masked else path
        case {"ko": str(korean), "en": str(english)}:
            return (english if language == "en" else "") or korean
        case str() | int():
            return value
    raise TypeError(f"a message doesn't carry {value!r}")
