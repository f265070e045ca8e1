"""Sends built files: as compressed as the reader takes them, to be kept for a year."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Response, request, send_file

from app.encodings import SUFFIXES, preferred_encoding

FOR_A_YEAR = "public, max-age=31536000, immutable"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Said here, because what `mimetypes` knows differs between machines."""


def send(path: Path) -> Response:
    """The file or what lies compressed beside it, with an ETag of its own each."""
    encodings = {
        name: beside
        for name, suffix in SUFFIXES.items()
        if (beside := path.with_name(path.name + suffix)).is_file()
    }
    encoding = preferred_encoding(request.accept_encodings, encodings)
    response = send_file(
        encodings.get(encoding or "", path),
        mimetype=_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0],
        download_name=path.name,
        etag=f"{path.name}-{encoding or 'plain'}",
        conditional=True,
    )
    if encoding is not None:
        response.headers["Content-Encoding"] = encoding
    if encodings:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response
