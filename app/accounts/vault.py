"""Encrypts what must be read again, under a key made of SECRET_KEY.

Who holds a copy of the database alone can't read it. Under another SECRET_KEY
nobody can: see docs/operations.md.
"""

from __future__ import annotations

import base64
from typing import cast

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app

PURPOSE = b"jumin-school second factor"


class SealedOtherwise(Exception):
    """It was sealed under another key, or it has been changed."""


class Vault:
    """Fernet (AES-128-CBC, HMAC-SHA256) under a key derived for this one purpose."""

    def __init__(self, secret_key: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
        key = derived.derive(secret_key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises SealedOtherwise."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealedOtherwise from None


def init_app(app: Flask) -> None:
    app.extensions["vault"] = Vault(app.config["SECRET_KEY"])


def vault() -> Vault:
    """The vault of this app."""
    return cast(Vault, current_app.extensions["vault"])
