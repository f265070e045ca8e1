"""“Everything about me” as one ZIP: JSON for machines, a PDF for her."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from flask_babel import force_locale, gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app import formats
from app.personal import Chapter, Fact
from app.privacy.labels import value_words
from app.seoul import SEOUL

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "privacy" / "pdf"


in_language = force_locale
"""Facts are gathered and packed in one language."""


def pack(chapters: Sequence[Chapter], *, made_at: datetime) -> bytes:
    """The ZIP, in the language that is in force."""
    pdf, text = draw(chapters, made_at=made_at), as_json(chapters, made_at=made_at)
    name = gettext("everything-about-me")
    whole = io.BytesIO()
    moment = made_at.astimezone(SEOUL).timetuple()[:6]
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, content in (("pdf", pdf), ("json", text)):
            entry = zipfile.ZipInfo(f"{name}.{ending}", date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return whole.getvalue()


def as_json(chapters: Sequence[Chapter], *, made_at: datetime) -> bytes:
    """Every chapter by its key, every fact by its column."""
    whole = {
        "made_at": made_at.isoformat(),
        **{
            chapter.key: [
                {name: _plain(value) for name, value in row.items()}
                for row in chapter.rows
            ]
            for chapter in chapters
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def draw(chapters: Sequence[Chapter], *, made_at: datetime) -> bytes:
    """The same chapters to be read, as a PDF; to be called in her language."""
    page = _templates.get_template("about-me.html").render(
        title=gettext("Everything about me"),
        site=gettext("Jumin School"),
        made=gettext("Made on %(moment)s", moment=formats.moment(made_at, year=True)),
        nothing=gettext("Nothing is kept here."),
        chapters=[
            (str(chapter.title), [_said(chapter, row) for row in chapter.rows])
            for chapter in chapters
        ],
        language="en" if formats.english() else "ko",
    )
    pdf: bytes = HTML(string=page, url_fetcher=Nothing()).write_pdf(pdf_tags=True)
    return pdf


def _said(chapter: Chapter, row: dict[str, Fact]) -> list[tuple[str, str]]:
    """Label and words of each fact, in the order of the labels; blanks left out."""
    order = [name for name in chapter.labels if name in row]
    rest = [name for name in row if name not in chapter.labels]
    return [
        (str(chapter.labels.get(name, name)), _words(name, row[name]))
        for name in (*order, *rest)
        if row[name] not in (None, "")
    ]


def _words(name: str, value: Fact) -> str:
    match value:
        case bool():
            return str(gettext("yes") if value else gettext("no"))
        case datetime():
            return formats.moment(value, year=True)
        case date():
            return formats.day(value, year=True)
        case str():
            return value_words(name, value)
    return str(value)


def _plain(value: Fact) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value


class Nothing(URLFetcher):  # type: ignore[misc]
    """Fetches nothing from anywhere: the page holds all it needs."""

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        raise PermissionError(f"this file needs no {url}")


_templates = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
