"""What a reader takes: RFC 9110, 12.5.3."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from app.encodings import preferred_encoding


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("", None),
        ("identity", None),
        ("zstd", None),
        ("gzip;q=0", None),
        ("identity, gzip;q=0.5", None),
    ],
)
def test_the_best_of_what_is_taken_is_sent(header: str, expected: str | None) -> None:
    assert preferred_encoding(parse_accept_header(header, Accept)) == expected


def test_only_what_is_there_is_offered() -> None:
    accepted = parse_accept_header("br, gzip", Accept)

    assert preferred_encoding(accepted, ["gzip"]) == "gzip"
    assert preferred_encoding(accepted, []) is None
