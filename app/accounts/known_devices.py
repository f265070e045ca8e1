"""Devices from which somebody signed in before: strangers' wrong passwords don't make
them wait.

A cookie, signed, names them by a random number for each address. It opens nothing; it
only gives the device a count of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "device"
LASTS = timedelta(days=180)
MOST = 5
"""Accounts remembered on one device; a family may share it."""


def counter_of(email: str) -> str:
    """Under which wrong passwords for the address are counted on this device."""
    number = _known().get(_digest("known", email)[:16])
    return _digest("device", number, email) if number else _digest("address", email)


def counter_of_account(account_id: int) -> str:
    """The same for who is signed in and types her password once more."""
    return _digest("account", str(account_id))


def remember(email: str) -> None:
    """Know this device again for the address; for after a good sign-in."""
    name, known = _digest("known", email)[:16], _known()
    number = known.pop(name, None) or secrets.token_urlsafe(16)
    kept = dict([*known.items(), (name, number)][-MOST:])

    @after_this_request
    def _set_cookie(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            _signer().dumps(kept),
            max_age=LASTS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def _known() -> dict[str, str]:
    try:
        known = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known device")


def _digest(*parts: str) -> str:
    """Keyed: from the table nobody learns which addresses were tried."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()
