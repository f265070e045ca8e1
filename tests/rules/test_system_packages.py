"""Without Pango or a Korean font the app does not start, and says what to install."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app import system_packages
from app.system_packages import MissingSystemPackage

demand = system_packages.demand_pdf_packages.__wrapped__
"""Without the memory of an earlier answer."""

FILE_NAME = "NanumMyeongjo.ttf"


def libraries_without(*absent: str) -> Any:
    return lambda name: None if name in absent else f"lib{name}.so.0"


def fonts_listed(monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    """What fc-list answers."""
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=listed),
    )


@pytest.fixture(autouse=True)
def all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", libraries_without())
    fonts_listed(monkeypatch, "NanumMyeongjo,나눔명조\n")


def test_with_everything_there_it_says_nothing() -> None:
    demand()


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("pango-1.0", "libpango-1.0-0"),
        ("pangoft2-1.0", "libpangoft2-1.0-0"),
        ("harfbuzz-subset", "libharfbuzz-subset0"),
    ],
)
def test_an_absent_library_is_named_by_its_debian_package(
    monkeypatch: pytest.MonkeyPatch, library: str, package: str
) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", libraries_without(library))

    with pytest.raises(MissingSystemPackage) as refusal:
        demand()

    assert f"apt-get install {package}" in str(refusal.value)
    assert "fonts-nanum" not in str(refusal.value)


def test_an_absent_font_is_named_by_its_debian_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fonts_listed(monkeypatch, "\n")

    with pytest.raises(MissingSystemPackage, match="apt-get install fonts-nanum"):
        demand()


def test_all_that_is_absent_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = libraries_without("pango-1.0", "harfbuzz-subset")
    monkeypatch.setattr(ctypes.util, "find_library", absent)
    fonts_listed(monkeypatch, "")

    with pytest.raises(MissingSystemPackage) as refusal:
        demand()

    assert (
        str(refusal.value)
        .splitlines()[1]
        .endswith("apt-get install libpango-1.0-0 libharfbuzz-subset0 fonts-nanum")
    )


@pytest.mark.parametrize("there", [True, False])
def test_without_fc_list_the_font_is_looked_for_in_its_folders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: bool
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    folders = (str(tmp_path), str(tmp_path / "none"))
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", folders)
    if there:
        (tmp_path / "truetype" / "nanum").mkdir(parents=True)
        (tmp_path / "truetype" / "nanum" / FILE_NAME).touch()

    if there:
        demand()
    else:
        with pytest.raises(MissingSystemPackage, match="fonts-nanum"):
            demand()
