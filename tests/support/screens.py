"""Takes a picture of every page on show and lays them out to be looked at."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.live import Live, live_school
from tests.support.showcase import Exhibit, exhibits, visits
from tests.support.time import MONDAY_TEN

FOLDER = Path(__file__).parents[2] / "build" / "screens"
SHOW_TIME = MONDAY_TEN.replace(day=4, hour=13, minute=20)  # a Wednesday, no holiday
LANGUAGES = ("ko", "en")
FONT = "/usr/share/fonts/truetype/nanum/NanumGothic.ttf"
CAPTION, GAP = 26, 10
TALLEST = 2600
"""A longer page is cut off on the sheet; its own picture is whole."""


@dataclass(frozen=True)
class Width:
    pixels: int
    columns: int
    scale: float


WIDTHS = (Width(390, 7, 0.6), Width(1280, 4, 0.36))


@dataclass(frozen=True)
class Picture:
    file: Path
    name: str


@click.command()
@click.option("--only", default="", help="A part of the person's name or the address.")
def main(only: str) -> None:
    """Photograph the demo and print where the sheets are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/screens.sqlite"
        with live_school(url, Path(folder)) as live, chromium() as browser:
            live.clock.set(SHOW_TIME)
            shown = [e for e in exhibits(live.app, now=SHOW_TIME) if only in e.name]
            for language in LANGUAGES:
                for width in WIDTHS:
                    taken = list(_photograph(live, browser, shown, language, width))
                    for sheet in _sheets(taken, width, f"{language}-{width.pixels}"):
                        click.echo(sheet)


def _photograph(
    live: Live, browser: Browser, shown: list[Exhibit], language: str, width: Width
) -> Iterator[Picture]:
    folder = FOLDER / f"{language}-{width.pixels}"
    folder.mkdir(parents=True)
    viewport = {"width": width.pixels, "height": 844}
    walk = visits(live, browser, shown, language, viewport=viewport)
    for number, (exhibit, page) in enumerate(walk):
        slug = re.sub(r"\W+", "-", exhibit.name)[:60]
        file = folder / f"{number:03d}-{slug}.png"
        page.screenshot(path=file, full_page=True)
        yield Picture(file, exhibit.name)


def _sheets(taken: list[Picture], width: Width, name: str) -> Iterator[Path]:
    for start in range(0, len(taken), width.columns):
        row = taken[start : start + width.columns]
        file = FOLDER / f"{name}-{start // width.columns:02d}.png"
        _sheet(row, width).save(file)
        yield file


def _sheet(row: list[Picture], width: Width) -> Image.Image:
    font = ImageFont.truetype(FONT, 15)
    thumbs = [_thumb(picture.file, width) for picture in row]
    across = sum(thumb.width + GAP for thumb in thumbs) + GAP
    sheet = Image.new(
        "RGB", (across, max(t.height for t in thumbs) + CAPTION + GAP), "#777"
    )
    draw, left = ImageDraw.Draw(sheet), GAP
    for picture, thumb in zip(row, thumbs, strict=True):
        caption = picture.name
        while draw.textlength(caption, font=font) > thumb.width:
            caption = caption[:-1]
        draw.text((left, 4), caption, fill="white", font=font)
        sheet.paste(thumb, (left, CAPTION))
        left += thumb.width + GAP
    return sheet


def _thumb(file: Path, width: Width) -> Image.Image:
    with Image.open(file) as picture:
        top = picture.convert("RGB").crop(
            (0, 0, picture.width, min(picture.height, TALLEST))
        )
        size = (round(top.width * width.scale), round(top.height * width.scale))
        return top.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
