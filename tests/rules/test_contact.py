"""Telephone numbers and addresses in a line of text."""

from __future__ import annotations

import pytest

from app.courses.contact import Piece, pieces_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("학교로 오세요", (Piece("학교로 오세요"),)),
        ("02-000-0001", (Piece("02-000-0001", "tel:02-000-0001"),)),
        (
            "02-000-0001 (평일), help@school.example",
            (
                Piece("02-000-0001", "tel:02-000-0001"),
                Piece(" (평일), "),
                Piece("help@school.example", "mailto:help@school.example"),
            ),
        ),
        ("☎02-000-0001", (Piece("☎"), Piece("02-000-0001", "tel:02-000-0001"))),
        ("1577-0000", (Piece("1577-0000", "tel:1577-0000"),)),
        ("2026-03-10", (Piece("2026-03-10"),)),
        ("javascript:alert(1)", (Piece("javascript:alert(1)"),)),
    ],
)
def test_what_can_be_pressed_is_found(text: str, expected: tuple[Piece, ...]) -> None:
    assert pieces_of(text) == expected
