"""What a message says survives as JSON, and secrets stay recognisable."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.outbox import MASKED, Bilingual, Secret, decode, encode

PARAMS: dict[str, Any] = {
    "name": "홍길동",
    "number": 3,
    "on": date(2026, 3, 5),
    "at": datetime(2026, 3, 5, 9, tzinfo=UTC),
    "course": Bilingual("도배 기초", "Wallpapering, basic"),
    "link": Secret("/reset/abc"),
}


def stored() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json.dumps(encode(PARAMS)))
    return loaded


def test_a_reader_of_english_gets_english_names() -> None:
    assert decode(stored(), language="en", masked=False) == {
        **PARAMS,
        "course": "Wallpapering, basic",
        "link": "/reset/abc",
    }


def test_korean_stands_in_where_english_lacks() -> None:
    shown = decode(encode({"venue": Bilingual("3층")}), language="en", masked=False)

    assert shown == {"venue": "3층"}


def test_a_secret_is_hidden_from_staff() -> None:
    assert decode(stored(), language="ko", masked=True)["link"] == MASKED


def test_what_json_cannot_carry_is_refused() -> None:
    with pytest.raises(TypeError):
        encode({"thing": object()})  # type: ignore[dict-item]
