"""Pango and a Korean font: without them a certificate would be blank or tofu."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONT_PACKAGE = "fonts-nanum"
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)


class MissingSystemPackage(Exception):
    """The app can't start; the message names the packages and the way to them."""


@cache
def demand_pdf_packages() -> None:
    """Return if certificates can be drawn here.

    Raises MissingSystemPackage, naming the Debian packages that are absent. WeasyPrint
    itself would render without a Korean font, silently and unreadably.
    """
    missing = [
        package
        for library, package in LIBRARIES.items()
        if ctypes.util.find_library(library) is None
    ]
    if not _has_korean_font():
        missing.append(FONT_PACKAGE)
    if missing:
        raise MissingSystemPackage(
            f"missing system packages: {' '.join(missing)}\n"
            f"install them with: apt-get install {' '.join(missing)}"
        )


def _has_korean_font() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list:
        listed = subprocess.run(  # noqa: S603 - fixed words, nothing from outside
            [fc_list, "NanumMyeongjo", "family"],
            capture_output=True,
            text=True,
            check=False,
        )
        return bool(listed.stdout.strip())
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(f.rglob("NanumMyeongjo*.ttf"), None) for f in folders if f.is_dir())
