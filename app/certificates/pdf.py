"""Draws a 수료증. The same facts give the same bytes, on whatever day it is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.urls import (
    FatalURLFetchingError,
    URLFetcher,
    URLFetcherResponse,
)

from app.certificates.facts import Facts

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "certificates" / "pdf"
CODE_NAME = "juminverificationcode"
"""Under this name the file's metadata carries the verification code."""
BUNDLED = frozenset({"certificate.css"})


class DrawingFailed(Exception):
    """The certificate can't be drawn; the cause says why."""


@dataclass(frozen=True)
class QrCode:
    """A QR code as an SVG path of unit squares, and the box around it."""

    path: str
    box: str


def draw(*, facts: Facts, number: str, code: str, public_url: str) -> bytes:
    """The certificate as a PDF of one A4 page.

    Raises DrawingFailed where a file is asked for that isn't bundled.
    """
    page = _templates.get_template("certificate-ko.html").render(
        facts=facts,
        number=number,
        code=code,
        code_name=CODE_NAME,
        qr=qr_code(f"{public_url}/verify/{code}"),
        verify_at=f"{urlsplit(public_url).netloc}/verify",
    )
    try:
        pdf: bytes = HTML(
            string=page, base_url=f"{FOLDER.as_uri()}/", url_fetcher=BundledOnly()
        ).write_pdf(
            pdf_identifier=hashlib.sha256(code.encode()).digest()[:16],
            pdf_tags=True,
            custom_metadata=True,
        )
    except FatalURLFetchingError as refused:
        raise DrawingFailed from refused
    return pdf


def qr_code(text: str) -> QrCode:
    """The text as a QR code that survives a stain (error correction M)."""
    rows = segno.make(text, error="m", micro=False).matrix
    runs = [
        f"M{start} {y}h{end - start}v1h{start - end}z"
        for y, row in enumerate(rows)
        for start, end in _dark_runs(row)
    ]
    quiet = 1  # the paper around it is blank as well
    side = len(rows) + 2 * quiet
    return QrCode(path="".join(runs), box=f"{-quiet} {-quiet} {side} {side}")


def _dark_runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin and end."""
    edges = [
        x
        for x in range(len(row) + 1)
        if (x < len(row) and row[x]) != (x > 0 and row[x - 1])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


class BundledOnly(URLFetcher):  # type: ignore[misc]
    """Fetches the stylesheet beside the template, and nothing else from anywhere."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), fail_on_errors=True)

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        for name in BUNDLED:
            if url == (FOLDER / name).as_uri():
                return URLFetcherResponse(
                    url, (FOLDER / name).read_bytes(), {"Content-Type": "text/css"}
                )
        raise PermissionError(f"a certificate needs no {url}")


def keep(text: str) -> Markup:
    """Words that break only where one is longer than its line.

    Hangul would break between any two syllables otherwise.
    """
    return Markup(" ").join(
        Markup('<span class="word">{}</span>').format(word) for word in text.split()
    )


def size(text: str, normal: int, long: int) -> str:
    """The class of a text that may be longer than its field."""
    if len(text) <= normal:
        return "normal"
    return "long" if len(text) <= long else "tiny"


def dotted(day: date) -> str:
    """1968. 4. 17., as on official papers."""
    return f"{day.year}. {day.month}. {day.day}."


def korean_hours(minutes: int) -> str:
    """48시간, 1시간 30분."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}시간"] if whole else []
    if rest or not whole:
        parts.append(f"{rest}분")
    return " ".join(parts)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        keep=keep, size=size, dotted=dotted, korean_hours=korean_hours
    )
    return environment


_templates = _environment()
