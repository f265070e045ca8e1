"""What every request passes: who may, which headers, which language, what on error."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    has_request_context,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import IntegerConverter, Map

from app.accounts.models import Account
from app.accounts.permissions import Permission
from app.accounts.queries import PersonMerged
from app.extensions import login_manager
from app.form import clean

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
Found = TypeVar("Found")

LANGUAGES = ("ko", "en")
ON_TO = "on_to"
"""In the cookie: the page to go on to after signing up, with the mail in between."""
LARGEST_ID = 2**31 - 1
"""What a column of ids can hold."""
INTERNAL = 500
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
"""Browsers drop tabs and line ends from an address, and read “\\” as “/”."""
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static"})
SESSIONLESS = OPEN_ENDPOINTS | {"clock"}
"""What is the same for everybody: no cookie is set with it."""
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class RowId(IntegerConverter):
    """A number that an id can be. A larger one is no page, not a broken query."""

    def __init__(self, map: Map, *args: Any, **more: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_ID, **more})


def me() -> Account:
    """The account that is signed in; views behind a sign-in only."""
    return cast(Account, current_user._get_current_object())


def public(view: View[P]) -> View[P]:
    """Anybody may open this."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View[P]) -> View[P]:
    """Whoever is signed in may open this."""
    return _guarded(view, None)


def without_second_factor(view: View[P]) -> View[P]:
    """Open, too, to who has to set up her second factor before all else."""
    view.open_before_second_factor = True  # type: ignore[attr-defined]
    return view


def permission_required(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Only who holds the permission may open this; *whose* the query answers."""

    def decorate(view: View[P]) -> View[P]:
        return _guarded(view, permission)

    return decorate


def _guarded(view: View[P], permission: Permission | None) -> View[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return to_sign_in()
        if me().owes_second_factor and not hasattr(view, "open_before_second_factor"):
            return redirect(url_for("accounts.second_factor"))
        if permission is not None and not me().can(permission):
            abort(403)
        return view(*args, **kwargs)

    guarded.access = permission or "signed in"  # type: ignore[attr-defined]
    return guarded


def to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and back here afterwards where this page can be read.

    A form that somebody sent whose session has ended comes along: the callback is
    `accounts.views.sending_on`.
    """
    return cast(ResponseReturnValue, login_manager.unauthorized())


def sign_in_page() -> ResponseReturnValue:
    """To the sign-in page, with nothing in hand."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.login", next=back))


def found(thing: Found | None) -> Found:
    """The thing, or 404: what isn't yours doesn't exist for you."""
    if thing is None:
        abort(404)
    return thing


def asked_id(name: str) -> int | None:
    """A row's number from the address, e.g. `after=12`; anything odd is not given."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None


def asked_text(name: str) -> str:
    """Words from the address, cleaned like those of a form."""
    return clean(request.args.get(name, "")) or ""


def safe_next(target: str | None, default: str) -> str:
    """A page of this site to go on to; a foreign or odd address gives the default."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if _UNSAFE.search(target):
        return default
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else default


def current_language() -> str:
    """Korean, unless the reader chose otherwise. A worker has no reader."""
    language = session.get("language") if has_request_context() else None
    return language if language in LANGUAGES else "ko"


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowId
    app.before_request(_closed_by_default)
    app.after_request(_headers)
    for code in (400, 403, 404, 405, 413, 429, INTERNAL):
        app.register_error_handler(code, _error_page)
    app.register_error_handler(CSRFError, _error_page)
    app.register_error_handler(NoResultFound, _gone)
    app.register_error_handler(PersonMerged, _gone)


def _closed_by_default() -> None:
    """A route that does not say who may use it is open to nobody."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN_ENDPOINTS:
        return
    view = current_app.view_functions[endpoint]
    if not hasattr(view, "access"):
        abort(403)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
    )
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    # Signed-in pages must not come back from a cache after signing out. Loading the
    # user here would cost a query on every picture, so we look at what was loaded.
    if "_login_user" in g and g._login_user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    return response


def _gone(_error: Exception) -> tuple[str, int, dict[str, Any]]:
    """What was there when the page looked, and gone under the lock: a draft that
    the other of two presses has just deleted, a record joined with another."""
    return _error_page(NotFound())


def _error_page(error: Exception) -> tuple[str, int, dict[str, Any]]:
    """The error in words, in the reader's language, with a way on."""
    code = error.code or INTERNAL if isinstance(error, HTTPException) else INTERNAL
    if code == INTERNAL:  # the database may be what broke: ask it for nobody
        g._login_user = AnonymousUserMixin()
    kept: dict[str, Any] = {}
    if isinstance(error, HTTPException):
        headers = dict(error.get_headers())
        kept = {k: headers[k] for k in ("Retry-After", "Allow") if k in headers}
    template = (
        "errors/csrf.html" if isinstance(error, CSRFError) else "errors/page.html"
    )
    return render_template(template, code=code), code, kept
