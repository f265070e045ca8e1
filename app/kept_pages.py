"""Pages that every visitor sees alike, kept in the process for a second.

When an opening brings thousands, most of them look at the same run and aren't signed
in. Their page is made once a second and sent to all. Whoever is signed in, or has
anything in her session but a language, always gets a page of her own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, current_app, make_response, request, session
from flask.typing import ResponseReturnValue

from app.web import current_language

P = ParamSpec("P")
SECONDS = 1.0
MOST = 200
"""Pages at once. Whoever asks for more, by addresses nobody uses, empties the shelf."""
HARMLESS = frozenset({"language", "_permanent"})
"""What a visitor's session may hold: the key knows the language."""
REMEMBERED = "remember_token"
Key = tuple[str, str, str]


class Shelf:
    """The kept pages of one process, each with the moment it was made."""

    def __init__(self, seconds: float, *, most: int = MOST) -> None:
        self.seconds = seconds
        self.most = most
        self._pages: dict[Key, tuple[float, str]] = {}

    def get(self, key: Key) -> str | None:
        made, page = self._pages.get(key, (0.0, ""))
        return page if page and time.monotonic() - made < self.seconds else None

    def put(self, key: Key, page: str) -> None:
        if len(self._pages) >= self.most and key not in self._pages:
            self._pages.clear()
        self._pages[key] = (time.monotonic(), page)


def same_for_visitors(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Send a page that is at most a second old to who is nobody in particular."""

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        shelf = cast(Shelf, current_app.extensions["kept_pages"])
        if not shelf.seconds or not _nobody():
            return view(*args, **kwargs)
        key = (request.url_root, request.full_path, current_language())
        page = shelf.get(key)
        if page is None:
            answer = view(*args, **kwargs)
            # What wrote into the session, a form's token say, is one reader's own.
            if not isinstance(answer, str) or session.modified:
                return answer
            shelf.put(key, answer)
            page = answer
        return _sent(page)

    return kept


def _nobody() -> bool:
    """No account, no message to show, no form's token: only perhaps a language."""
    return session.keys() <= HARMLESS and REMEMBERED not in request.cookies


def _sent(page: str) -> Response:
    """A browser asks again each time: signing in changes the page."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    return response


def init_app(app: Flask) -> None:
    """Tests have no patience for pages that are a second old: there nothing is kept."""
    seconds = 0.0 if app.config["APP_ENV"] == "test" else SECONDS
    app.extensions["kept_pages"] = Shelf(seconds)
