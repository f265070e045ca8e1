"""Sheets in one piece, and every file named by its content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.assets.bundling import Bundler, CannotBuild

FILES = {
    "style.css": '@import url("css/one.css");\n@import url("css/two.css");\n',
    "css/one.css": "a { color: red }\n",
    "css/two.css": 'b { background: url("../pictures/dot.png") }\n',
    "pictures/dot.png": "a picture",
    "app.js": 'import { open } from "./js/open.js";\nopen();\n',
    "js/open.js": "export function open() {}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        write(tmp_path / name, content)
    return tmp_path


def write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)


def built(folder: Path, name: str) -> tuple[str, str]:
    made = Bundler(folder).build(name)
    return made.name, made.content.decode()


def test_a_file_keeps_its_name_and_takes_its_contents_hash(folder: Path) -> None:
    name, content = built(folder, "pictures/dot.png")

    assert re.fullmatch(r"pictures/dot\.[0-9a-f]{12}\.png", name)
    assert content == "a picture"


def test_what_a_sheet_imports_stands_in_its_place_in_order(folder: Path) -> None:
    _, content = built(folder, "style.css")

    assert "@import" not in content
    assert content.index("color: red") < content.index("background")


def test_an_address_in_an_imported_sheet_still_leads_to_the_file(folder: Path) -> None:
    name, _ = built(folder, "pictures/dot.png")

    assert f'url("{name}")' in built(folder, "style.css")[1]
    assert f'url("../{name}")' in built(folder, "css/two.css")[1]


def test_a_module_imports_the_built_one(folder: Path) -> None:
    name, _ = built(folder, "js/open.js")

    assert built(folder, "app.js")[1].startswith(f'import {{ open }} from "./{name}";')


@pytest.mark.parametrize("part", FILES)
def test_whatever_went_in_changes_the_name(folder: Path, part: str) -> None:
    whole = "app.js" if part.endswith(".js") else "style.css"
    before = built(folder, whole)[0]

    write(folder / part, FILES[part] + "/* more */")

    assert built(folder, whole)[0] != before


def test_it_says_which_sources_went_in(folder: Path) -> None:
    sources = Bundler(folder).build("style.css").sources

    assert set(sources) == {
        "style.css", "css/one.css", "css/two.css", "pictures/dot.png"
    }  # fmt: skip


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,AA", "#mark", "/static/x.png", "https://a.kr/x"]
)
def test_an_address_that_is_no_file_of_ours_stays(folder: Path, address: str) -> None:
    write(folder / "style.css", f"a {{ background: url({address}) }}")

    assert f"url({address})" in built(folder, "style.css")[1]


@pytest.mark.parametrize(
    "source",
    [
        '@import url("css/none.css");\n',
        '@import url("../outside.css");\n',
        '@import url("style.css");\n',
        '@import url("css/one.css");\n@import url("css/one.css");\n',
        '@import "css/one.css";\n',
        '@import url("css/one.css") print;\n',
        '@import url("https://fonts.example/x.css");\n',
        'a { background: url("none.png") }\n',
    ],
)
def test_what_cannot_be_followed_is_refused(folder: Path, source: str) -> None:
    write(folder.parent / "outside.css", "")
    write(folder / "style.css", source)

    with pytest.raises(CannotBuild):
        Bundler(folder).build("style.css")


def test_modules_that_go_in_a_circle_are_refused(folder: Path) -> None:
    write(folder / "js/open.js", 'import "../app.js";\n')

    with pytest.raises(CannotBuild):
        Bundler(folder).build("app.js")
