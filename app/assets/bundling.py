"""From sources to what is sent: sheets in one piece, files named by their content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from app.assets.places import digest_of, short_hash

_IMPORT = re.compile(r'^@import url\("([^":]+)"\);[ \t]*$', re.MULTILINE)
_ADDRESS = re.compile(r"""(?<!@import )\burl\((?:"([^"]*)"|'([^']*)'|([^"')\s]+))\)""")
_MODULE = re.compile(r"""(\b(?:from|import)\s*\(?\s*["'])(\.{1,2}/[^"']+)(?=["'])""")


class CannotBuild(Exception):
    """A source says something that can't be followed; the message says what."""


@dataclass(frozen=True)
class Built:
    """A file as it is sent, and the digest of every source that went into it."""

    name: str
    content: bytes
    sources: Mapping[str, str]


@dataclass
class _Draft:
    """A file on its way: where it stands, and what has gone into it so far."""

    name: str
    sources: dict[str, str] = field(default_factory=dict)


class Bundler:
    """Builds the files of one folder, each once, whatever refers to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inlined: set[str] = set()
        """Sheets that went into another one and need no address of their own."""
        self._built: dict[str, Built] = {}
        self._begun: list[str] = []

    def build(self, name: str) -> Built:
        """Raises CannotBuild for what is missing, outside, or goes in a circle."""
        if name not in self._built:
            if name in self._begun:
                raise CannotBuild(f"{name} refers to itself by way of {self._begun}")
            self._begun.append(name)
            draft = _Draft(name)
            content = self._content(draft)
            path = PurePosixPath(name)
            named = f"{path.stem}.{short_hash(content)}{path.suffix}"
            self._built[name] = Built(
                str(path.with_name(named)), content, draft.sources
            )
            self._begun.remove(name)
        return self._built[name]

    def _content(self, draft: _Draft) -> bytes:
        kind = PurePosixPath(draft.name).suffix
        content = self._read(draft.name, draft)
        if kind == ".css":
            return self._sheet(draft.name, content.decode(), draft).encode()
        if kind == ".js":
            return self._module(content.decode(), draft).encode()
        return content

    def _read(self, name: str, draft: _Draft) -> bytes:
        path = self.folder / name
        digest = digest_of(path)
        if name.startswith("../") or digest is None:
            raise CannotBuild(f"{draft.name} needs {name}, which is not in the folder")
        draft.sources[name] = digest
        return path.read_bytes()

    def _sheet(self, name: str, text: str, draft: _Draft) -> str:
        """The sheet with what it imports in place, and its addresses made right."""

        def imported(found: re.Match[str]) -> str:
            other = _beside(name, found[1])
            if other in draft.sources:
                raise CannotBuild(f"{draft.name} imports {other} twice")
            self.inlined.add(other)
            return self._sheet(other, self._read(other, draft).decode(), draft)

        def pointed(found: re.Match[str]) -> str:
            address = found[1] or found[2] or found[3] or ""
            if not address or re.match(r"[a-z]+:|/|#", address):
                return found[0]
            return f'url("{self._address(_beside(name, address), draft)}")'

        text = _ADDRESS.sub(pointed, text)
        if "@import" in _IMPORT.sub("", text):
            raise CannotBuild(f'{name}: write @import url("…"); alone on its line')
        return _IMPORT.sub(imported, text)

    def _module(self, text: str, draft: _Draft) -> str:
        def pointed(found: re.Match[str]) -> str:
            address = self._address(_beside(draft.name, found[2]), draft)
            return f"{found[1]}./{address}"

        return _MODULE.sub(pointed, text)

    def _address(self, name: str, draft: _Draft) -> str:
        """Where the built file stands, as seen from this one."""
        other = self.build(name)
        draft.sources.update(other.sources)
        return posixpath.relpath(other.name, posixpath.dirname(draft.name) or ".")


def _beside(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
