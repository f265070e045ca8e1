"""The build: the same bytes of the same sources, and believed only while it matches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from app.assets.build import make_build
from app.assets.manifest import FILE, Build, open_build
from app.assets.places import Place

SHEET = "a { color: red; margin: 0 }\n" * 20


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "css").mkdir(parents=True)
    (folder / "style.css").write_text('@import url("css/part.css");\n')
    (folder / "css/part.css").write_text(SHEET)
    (folder / "dot.png").write_bytes(b"\x89PNG" * 100)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "built"


def build(sources: Path, target: Path, *, for_good: bool = False) -> Build:
    names = ("css/part.css", "dot.png", "style.css")
    make_build([Place("static", sources, names)], target)
    opened = open_build(target, {"static": sources}, for_good=for_good)
    assert opened is not None
    return opened


def named(build: Build, source: str = "style.css") -> str:
    name = build.name_of("static", source)
    assert name is not None
    return name


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_sources_make_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        build(sources, tmp_path / folder)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_beside_a_sheet_lies_the_same_compressed(sources: Path, target: Path) -> None:
    path = target / "static" / named(build(sources, target))

    assert path.read_text().strip() == SHEET.strip()
    assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == (
        brotli.decompress(path.with_name(path.name + ".br").read_bytes())
    ) == path.read_bytes()  # fmt: skip


def test_a_picture_is_compressed_already_and_an_imported_sheet_goes_along(
    sources: Path, target: Path
) -> None:
    built = build(sources, target)

    kinds = sorted(Path(name).suffix for name in contents(target / "static"))
    assert kinds == [".br", ".css", ".gz", ".png"]
    assert built.name_of("static", "css/part.css") is None


def test_a_second_build_writes_nothing_anew(sources: Path, target: Path) -> None:
    build(sources, target)
    before = {path: path.stat().st_ino for path in target.rglob("*")}

    build(sources, target)

    assert {path: path.stat().st_ino for path in target.rglob("*")} == before


def test_a_change_is_noticed_at_once(sources: Path, target: Path) -> None:
    built = build(sources, target)
    before = named(built)

    (sources / "css/part.css").write_text(SHEET + "b { color: blue }")

    assert built.name_of("static", "style.css") is None
    assert built.name_of("static", "dot.png") is not None
    assert named(build(sources, target)) != before


def test_under_a_server_in_production_it_holds_until_it_begins_anew(
    sources: Path, target: Path
) -> None:
    built = build(sources, target, for_good=True)

    (sources / "css/part.css").write_text("b { color: blue }")

    assert built.name_of("static", "style.css") is not None
    again = open_build(target, {"static": sources}, for_good=True)
    assert again is not None
    assert again.name_of("static", "style.css") is None


def test_what_pages_link_still_stays_for_one_build_more(
    sources: Path, target: Path
) -> None:
    sheets = []
    for content in ("one", "two", "three"):
        (sources / "css/part.css").write_text(f".{content} {{}}" + SHEET)
        built = build(sources, target)
        sheets.append(named(built))

    found = [built.path_of("static", name) is not None for name in sheets]

    assert found == [False, True, True]
    assert not list((target / "static").glob(f"{sheets[0]}*"))


@pytest.mark.parametrize(
    "said", ["", "{", "[]", "null", '{"format": 0, "files": {}}', '{"files": {}}']
)
def test_a_manifest_that_cannot_be_read_is_refused(
    sources: Path, target: Path, said: str
) -> None:
    build(sources, target)

    (target / FILE).write_text(said)

    assert open_build(target, {"static": sources}, for_good=False) is None


def test_a_manifest_that_names_what_is_not_there_is_refused(
    sources: Path, target: Path
) -> None:
    built = build(sources, target)

    (target / "static" / named(built)).unlink()

    assert open_build(target, {"static": sources}, for_good=False) is None


def test_the_manifest_says_what_was_built_of_what(sources: Path, target: Path) -> None:
    build(sources, target)

    said = json.loads((target / FILE).read_text())["files"]["static"]["style.css"]

    assert set(said) == {"name", "sources"}
    assert set(said["sources"]) == {"style.css", "css/part.css"}


@pytest.mark.parametrize(
    "name", ["style.css", "../manifest.json", "../static.0123456789ab", "", "css"]
)
def test_only_built_files_are_found(sources: Path, target: Path, name: str) -> None:
    assert build(sources, target).path_of("static", name) is None


def test_the_compressed_ones_have_no_address_of_their_own(
    sources: Path, target: Path
) -> None:
    built = build(sources, target)

    assert built.path_of("static", named(built) + ".br") is None
