"""Whom to ask: the telephone numbers and addresses inside a line of text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACHABLE = re.compile(
    r"(?P<phone>\b0\d{1,2}-\d{3,4}-\d{4}\b|\b1\d{3}-\d{4}\b)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.ASCII,
)


@dataclass(frozen=True)
class Piece:
    text: str
    href: str | None = None
    """tel: or mailto:, where the text is a way to reach somebody."""


def pieces_of(contact: str) -> tuple[Piece, ...]:
    """The text in pieces; those that a reader can press carry their address."""
    pieces: list[Piece] = []
    end = 0
    for found in REACHABLE.finditer(contact):
        if found.start() > end:
            pieces.append(Piece(contact[end : found.start()]))
        scheme = "tel:" if found["phone"] else "mailto:"
        pieces.append(Piece(found[0], scheme + found[0]))
        end = found.end()
    if end < len(contact):
        pieces.append(Piece(contact[end:]))
    return tuple(pieces)
