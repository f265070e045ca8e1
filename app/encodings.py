"""Which compression a reader takes."""

from __future__ import annotations

from collections.abc import Collection

from werkzeug.datastructures import Accept

SUFFIXES = {"br": ".br", "gzip": ".gz"}
"""What we have, the better one first, and how a file so compressed ends."""


def preferred_encoding(
    accepted: Accept, offered: Collection[str] = tuple(SUFFIXES)
) -> str | None:
    """The one the reader likes best, of equals the better one; None to send it plain.

    RFC 9110, 12.5.3: `br;q=0` refuses it, `*` stands for what isn't named.
    """
    best = max(
        (name for name in SUFFIXES if name in offered),
        key=accepted.quality,
        default=None,
    )
    quality = accepted.quality(best) if best else 0
    return best if quality > 0 and quality >= accepted.quality("identity") else None
