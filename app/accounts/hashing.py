"""Argon2id, slow on purpose: so few at a time that the rest of the site stays quick."""

from __future__ import annotations

import os
from threading import BoundedSemaphore
from typing import Any, cast

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app

QUICK = {"time_cost": 1, "memory_cost": 64, "parallelism": 1}
"""For tests only: a thousand passwords must not cost a thousand times 64 MiB."""


class Hasher:
    """Hashes and compares, a bounded number at a time."""

    def __init__(self, at_once: int, **cost: Any) -> None:
        self._argon2 = argon2.PasswordHasher(**cost)
        self._turn = BoundedSemaphore(at_once)
        self._nobodys = self._argon2.hash("the password of nobody")

    def hash(self, password: str) -> str:
        with self._turn:
            return self._argon2.hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        """Whether it is the password; as much work where there is none to compare."""
        with self._turn:
            try:
                right = self._argon2.verify(kept or self._nobodys, password)
            except (VerificationError, InvalidHashError):
                return False
        return right and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether it was made with other costs than are asked for today."""
        return self._argon2.check_needs_rehash(kept)


def init_app(app: Flask) -> None:
    cost = app.config.setdefault(
        "PASSWORD_HASHER", QUICK if app.config["APP_ENV"] == "test" else {}
    )
    app.extensions["hasher"] = Hasher(max(2, os.cpu_count() or 1), **cost)


def hasher() -> Hasher:
    """The hasher of this app."""
    return cast(Hasher, current_app.extensions["hasher"])
