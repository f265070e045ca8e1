"""Where static files lie, and what stands for the content of one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, current_app
from werkzeug.security import safe_join

BOOTSTRAP = "css/bootstrap.min.css"
"""The one file of Bootstrap's that our pages link."""
HASH_LENGTH = 12


@dataclass(frozen=True)
class Place:
    """The folder that a static endpoint hands out, and its files that pages link."""

    endpoint: str
    folder: Path
    names: tuple[str, ...]


def places(app: Flask) -> tuple[Place, ...]:
    ours = _folder(app, "static")
    found = sorted(
        path.relative_to(ours).as_posix()
        for path in ours.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    theirs = _folder(app, "bootstrap.static")
    return (
        Place("static", ours, tuple(found)),
        Place("bootstrap.static", theirs, (BOOTSTRAP,)),
    )


def _folder(app: Flask, endpoint: str) -> Path:
    blueprint = endpoint.rpartition(".")[0]
    place = app.blueprints[blueprint] if blueprint else app
    return Path(place.static_folder or "")


def fingerprint(endpoint: str, filename: str) -> str | None:
    """What stands for the file's content in its address; None where there is none."""
    path = safe_join(str(_folder(current_app, endpoint)), filename)
    return None if path is None else digest_of(Path(path))


def digest_of(path: Path) -> str | None:
    """None where there is no such file. Read again only where it looks changed."""
    try:
        found = path.stat()
        return _digest(path, found.st_mtime_ns, found.st_size)
    except OSError:
        return None


@cache
def _digest(path: Path, _changed_at: int, _size: int) -> str:
    return short_hash(path.read_bytes())


def short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
