"""What was built of which sources, and whether that still is so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from werkzeug.security import safe_join

from app.assets.places import digest_of

FILE = "manifest.json"
FORMAT = 1
"""Counts up when the build makes something else of the same sources."""
_BUILT_NAME = re.compile(r"\.[0-9a-f]{12}(\.[a-z0-9]+)?$")


@dataclass(frozen=True)
class Made:
    """A built file: its name, and the digest of every source that went into it."""

    name: str
    sources: Mapping[str, str]


Manifest = Mapping[str, Mapping[str, Made]]
"""By endpoint and name of the source."""


class Build:
    """A folder of built files beside the folders of their sources.

    `for_good` compares them once, now: under a server in production neither changes,
    and what its templates link must go with them.
    """

    def __init__(
        self,
        folder: Path,
        sources: Mapping[str, Path],
        manifest: Manifest,
        *,
        for_good: bool,
    ) -> None:
        self.folder = folder
        self.sources = sources
        self.for_good = False
        self.manifest = manifest
        if for_good:
            self.manifest = {
                endpoint: {
                    filename: made
                    for filename, made in files.items()
                    if self.name_of(endpoint, filename)
                }
                for endpoint, files in manifest.items()
            }
            self.for_good = True

    def name_of(self, endpoint: str, filename: str) -> str | None:
        """What stands for this file; None where it is not built or changed since."""
        made = self.manifest.get(endpoint, {}).get(filename)
        if made is None or not (self.for_good or self._matches(endpoint, made)):
            return None
        return made.name

    def path_of(self, endpoint: str | None, name: str) -> Path | None:
        """Where a built file lies, one that is no longer named included: a page that
        was loaded before the last build still asks for it."""
        if endpoint is None or not _BUILT_NAME.search(name):
            return None
        path = safe_join(str(self.folder / endpoint), name)
        return Path(path) if path is not None and Path(path).is_file() else None

    def _matches(self, endpoint: str, made: Made) -> bool:
        folder = self.sources[endpoint]
        return all(
            digest_of(folder / name) == was for name, was in made.sources.items()
        )


def open_build(
    folder: Path, sources: Mapping[str, Path], *, for_good: bool
) -> Build | None:
    """The build in this folder; None where there is none that can be read."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    return Build(folder, sources, manifest, for_good=for_good)


def read_manifest(folder: Path) -> Manifest | None:
    """None for one that is missing, broken, of another format, or names what isn't
    there."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
        if kept["format"] != FORMAT:
            return None
        manifest = {
            endpoint: {source: Made(**made) for source, made in files.items()}
            for endpoint, files in kept["files"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    whole = all(
        (folder / endpoint / made.name).is_file()
        for endpoint, files in manifest.items()
        for made in files.values()
    )
    return manifest if whole else None


def as_json(manifest: Manifest) -> str:
    files: dict[str, Any] = {
        endpoint: {source: asdict(made) for source, made in files.items()}
        for endpoint, files in manifest.items()
    }
    kept = {"format": FORMAT, "files": files}
    return json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
