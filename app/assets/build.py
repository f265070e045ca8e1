"""Makes the build: one folder that holds each static file as it is sent."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli
import zopfli.gzip

from app.assets.bundling import Built, Bundler
from app.assets.manifest import FILE, Made, Manifest, as_json, read_manifest
from app.assets.places import Place
from app.encodings import SUFFIXES

COMPRESSIBLE = {".css", ".ico", ".js", ".json", ".svg", ".ttf", ".txt", ".webmanifest"}
"""What isn't compressed already by its kind."""


def make_build(places: Iterable[Place], folder: Path) -> Manifest:
    """Build what is not built yet, and say in the manifest what is sent for what.

    The same sources make the same bytes. Files that the manifest before this one
    named stay, because pages out there still link them. Two builds at once do no
    harm: each file appears whole. Raises CannotBuild, and OSError where the folder
    can't be written.
    """
    before = read_manifest(folder) or {}
    manifest = {}
    for place in places:
        built = _bundled(place)
        for file in built.values():
            _write_compressed(folder / place.endpoint / file.name, file.content)
        manifest[place.endpoint] = {
            name: Made(file.name, file.sources) for name, file in built.items()
        }
    if manifest != before:
        _write(folder / FILE, as_json(manifest).encode())
        _clear(folder, {*_files(manifest), *_files(before)})
    with contextlib.suppress(OSError):  # set-up looks at its time
        (folder / FILE).touch()
    return manifest


def _bundled(place: Place) -> dict[str, Built]:
    bundler = Bundler(place.folder)
    built = {name: bundler.build(name) for name in place.names}
    return {name: file for name, file in built.items() if name not in bundler.inlined}


def _write_compressed(path: Path, content: bytes) -> None:
    """The plain file last: where it is, the others are."""
    if path.exists():
        return
    if path.suffix in COMPRESSIBLE:
        for encoding, suffix in SUFFIXES.items():
            smaller = _compressed(content, encoding)
            if len(smaller) < len(content):
                _write(path.with_name(path.name + suffix), smaller)
    _write(path, content)


def _compressed(content: bytes, encoding: str) -> bytes:
    """As small as it gets: this is done once, and sent for years."""
    done: bytes
    if encoding == "br":
        done = brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)
    else:
        done = zopfli.gzip.compress(content)
    return done


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _files(manifest: Manifest) -> Iterator[str]:
    return (
        f"{endpoint}/{made.name}"
        for endpoint, files in manifest.items()
        for made in files.values()
    )


def _clear(folder: Path, kept: set[str]) -> None:
    """Remove what no manifest names any more."""
    for path in folder.glob("*/**/*"):
        plain = path.relative_to(folder).as_posix()
        for suffix in SUFFIXES.values():
            plain = plain.removesuffix(suffix)
        begun = path.name.startswith(".")  # by a build at the same time
        if path.is_file() and plain not in kept and not begun:
            path.unlink(missing_ok=True)
