"""From a lesson's Markdown to HTML that can't harm: no HTML of its own, no script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TOP = 2
"""The page's h1 is the lesson's title: headings inside begin below it."""


@lru_cache(maxsize=256)
def rendered(text: str) -> Markup:
    """The lesson as HTML.

    HTML in the text is shown as text; links to anything but web, mail, telephone and
    pages of this site stay text; pictures are not drawn.
    """
    tokens = _reader.parse(text)
    _lower_headings(tokens)
    _shape_tables(tokens)
    _name_tables(tokens)
    _mark_links(tokens)
    html = _reader.renderer.render(tokens, _reader.options, {})
    return Markup(html)  # noqa: S704 - the reader escapes every text and attribute


class _Reader(MarkdownIt):
    """Markdown with tables; no HTML, no pictures, no links that could run something."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table").disable("image")

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Only known schemes or a page of this site; never `javascript:`, `data:`."""
        plain = url.strip().lower()
        return plain.startswith(("https://", "http://", "mailto:", "tel:")) or (
            plain.startswith("/") and not plain.startswith(("//", "/\\"))
        )


def _lower_headings(tokens: list[Token]) -> None:
    """Shift all headings so that the highest is an h2."""
    headings = [t for t in tokens if t.type in ("heading_open", "heading_close")]
    highest = min((int(t.tag[1]) for t in headings), default=TOP)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + max(TOP - highest, 0), 6)}"


def _shape_tables(tokens: list[Token]) -> None:
    """Tables become cards on a phone: each cell knows its heading, each row its name.

    Alignment is a class, because the page's policy lets no inline style through.
    """
    headings: list[str] = []
    column = 0
    for token, text in _with_text(tokens):
        if token.type == "table_open":
            token.attrSet("class", "table to-cards")
            headings = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            headings.append(text)
            token.attrSet("scope", "col")
            _align(token)
        elif token.type == "td_open":
            _shape_cell(token, column, headings)
            _align(token)
        elif token.type == "td_close":
            token.tag = "th" if column == 0 else "td"
            column += 1


def _name_tables(tokens: list[Token]) -> None:
    """A table is called by the heading above it."""
    heading = ""
    for token, text in _with_text(tokens):
        if token.type == "heading_open":
            heading = text
        elif token.type == "table_open" and heading:
            token.attrSet("aria-label", heading)


def _shape_cell(token: Token, column: int, headings: list[str]) -> None:
    if column == 0:
        token.tag = "th"
        token.attrSet("scope", "row")
    else:
        token.attrSet("data-h", headings[column])


def _align(token: Token) -> None:
    style = token.attrs.pop("style", "")
    if "right" in str(style):
        token.attrSet("class", "num right")


def _with_text(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Each token with the text that stands between it and its end."""
    for index, token in enumerate(tokens):
        inside = takewhile(lambda t: t.type == "inline", tokens[index + 1 :])
        yield token, "".join(_plain_text(t) for t in inside)


def _plain_text(token: Token) -> str:
    kinds = ("text", "code_inline")
    return "".join(t.content for t in token.children or () if t.type in kinds)


def _mark_links(tokens: list[Token]) -> None:
    """A page that is linked learns nothing about the reader, nor reaches back."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer")


_reader = _Reader()
