"""A form that came when its sender was no longer signed in: nothing typed is lost.

It travels through the sign-in pages in one hidden field, signed, so that only she who
typed it can send it on, and only to the page it was meant for. Passwords and files
don't travel.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts import queries
from app.extensions import db
from app.web import safe_next

CARRIED = "carried"
"""The hidden field."""
LEFT = "left_as"
"""In the cookie: the number of the account that signed out here."""


@dataclass(frozen=True)
class Carried:
    """What was sent, and by whom."""

    account_id: int
    path: str
    back: str
    """The page on which it was typed."""
    fields: list[tuple[str, str]]
    files: list[str]
    """Names of files, which have to be chosen again."""


def pack() -> str:
    """This request's form for the hidden field; empty where nobody was signed in."""
    key = session.get("_user_id")
    account_id = (
        queries.account_of_session(db.session(), key) if key else session.get(LEFT)
    )
    if account_id is None:
        return ""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]
    files = [file.filename for file in request.files.values() if file.filename]
    path = request.full_path.rstrip("?")
    came_from = urlsplit(request.referrer or "")
    back = came_from.path if came_from.netloc == request.host else ""
    packed = _signer().dumps([account_id, path, back, fields, files])
    return packed if isinstance(packed, str) else packed.decode()


def read(packed: str) -> Carried | None:
    """What a hidden field carries; None where it is nothing, or not as we packed it."""
    try:
        account_id, path, back, fields, files = _signer().loads(packed)
    except BadSignature:
        return None
    return Carried(
        account_id,
        safe_next(path, "/"),
        safe_next(back, "/"),
        [(name, value) for name, value in fields],
        files,
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="carried form")
