"""Pages are sent compressed, without telling by their length what is on them.

docs/decisions/0009-compression.md says against whom.
"""

from __future__ import annotations

import gzip
import secrets

import brotli
from flask import Flask, Response, current_app, request

from app.encodings import preferred_encoding

SMALLEST = 500
"""Bytes. Less fits a packet anyway."""
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
"""Half a millisecond a page; the best take ten times that for a twentieth less."""
MOST_PADDING = 100
"""Bytes, as much as Django adds."""


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    """HTML in brotli or gzip; files, streams and small answers as they are."""
    if (
        response.mimetype != "text/html"
        or response.is_streamed
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
    ):
        return response
    content = response.get_data()
    if len(content) < SMALLEST:
        return response
    response.vary.add("Accept-Encoding")
    encoding = preferred_encoding(request.accept_encodings)
    if encoding is None or _another_site_asks_in_somebodys_name():
        return response
    response.set_data(_compressed(content + _padding(), encoding))
    response.headers["Content-Encoding"] = encoding
    etag, weak = response.get_etag()
    if etag is not None and not weak:
        response.set_etag(etag, weak=True)  # same page, other bytes
    return response


def _another_site_asks_in_somebodys_name() -> bool:
    site = request.headers.get("Sec-Fetch-Site", "none")
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    return site not in {"same-origin", "none"} and cookie in request.cookies


def _padding() -> bytes:
    """A comment whose length nobody knows and which does not compress away."""
    return f"<!-- {secrets.token_hex(secrets.randbelow(MOST_PADDING) + 1)} -->".encode()


def _compressed(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        done: bytes = brotli.compress(
            content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY
        )
        return done
    return gzip.compress(content, GZIP_LEVEL, mtime=0)
