"""Where files are kept that the database is too small for: four methods, no more.

STORAGE_URL chooses the place. A folder (`file:///…`) is the default and the only
kind so far; another kind is another class with the same four methods.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path
from typing import Protocol, cast

from flask import Flask, current_app

from app.config import ConfigurationError, Settings

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*(\.[a-z0-9]{1,8})?")
_LONGEST_KEY = 200


class BadKey(ValueError):
    """The key has a form that could leave its place; keys are made by the code."""


class AlreadyStored(Exception):
    """Something is kept under this key: what is stored is never overwritten."""


class NotStored(Exception):
    """Nothing is kept under this key."""


class Storage(Protocol):
    """Bytes under keys such as ``certificates/2026/ab12.pdf``.

    Each method raises BadKey for a key of another form, and OSError where the place
    itself fails.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keep the bytes: whole or not at all. Raises AlreadyStored."""

    def get(self, key: str) -> bytes:
        """The bytes. Raises NotStored."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Keep them no longer; that nothing was there is no fault."""


class LocalFolder:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, content: bytes) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / f".{uuid.uuid4().hex}.part"
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, target)  # unlike a rename, it refuses to overwrite
            _make_lasting(target.parent)
        except FileExistsError as there:
            raise AlreadyStored(key) from there
        finally:
            draft.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as nothing:
            raise NotStored(key) from nothing

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
            raise BadKey(key)
        return self.folder / key


def _make_lasting(folder: Path) -> None:
    """After this a power cut no longer loses the names in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_storage(url: str) -> Storage:
    """The storage at this address.

    Raises ConfigurationError for an address of a kind that isn't built.
    """
    path = url.removeprefix("file://")
    if path == url or not Path(path).is_absolute():
        raise ConfigurationError(
            f"STORAGE_URL is {url!r}; it must be file:// and an absolute path, "
            "e.g. file:///srv/jumin/storage"
        )
    return LocalFolder(Path(path))


def init_app(app: Flask) -> None:
    settings = cast(Settings, app.config["SETTINGS"])
    app.extensions["storage"] = open_storage(settings.storage_url)


def current() -> Storage:
    """The storage of this app."""
    return cast(Storage, current_app.extensions["storage"])


def works() -> bool:
    """Whether something can be put and fetched again now."""
    key = f"probe/{uuid.uuid4().hex}"
    try:
        current().put(key, b"probe")
        kept = current().get(key) == b"probe"
    except (OSError, NotStored):
        return False
    finally:
        with contextlib.suppress(OSError):
            current().delete(key)
    return kept
