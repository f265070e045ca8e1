"""Workbooks of runs, made for a test."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from app.courses.importing.columns import HEADINGS, SHEET

FIRST_SHEET = "xl/worksheets/sheet1.xml"
REAL = Path(__file__).parents[2] / "data" / "runs-2019-2022.xlsx"
"""What the districts really announced, as staff keep it."""

WHOLE: dict[str, Any] = {
    "연도": 2026,
    "자치구": "금천구",
    "운영기관": "금천구 사회적경제지원센터",
    "과정명": "옷수선 기초과정",
    "분야": "옷수선",
    "단계": "기본",
    "기수": 1,
    "교육시작일": "2026. 4. 7.",
    "교육종료일": "2026. 4. 30.",
    "요일": "화·목",
    "시간": "14:00~17:00",
    "회차": 8,
    "총시간": "24시간",
    "정원": 15,
    "대기정원": 5,
    "선발방법": "선착순",
    "신청시작": "2026. 3. 2. 09:00",
    "신청마감": "2026. 3. 20.",
    "교육장소": "금천구 사회적경제지원센터 3층",
    "거주요건": "관내",
    "수강료": "무료",
    "재료비": "30,000원",
    "수료출석률": "80%",
    "문의처": "02-000-0001",
}
"""A row that lacks nothing a notice needs."""


def make_workbook(
    *rows: dict[str, Any],
    sheet: str = SHEET,
    headings: Sequence[str] = HEADINGS,
) -> bytes:
    """An .xlsx with these rows; what a row leaves out is blank."""
    book = Workbook()
    page: Any = book.active
    page.title = sheet
    page.append(list(headings))
    for row in rows:
        page.append([row.get(heading.strip()) for heading in headings])
    return saved(book)


def real_workbook(**cells: Any) -> bytes:
    """The real one, with some cells changed, e.g. `N4=20`."""
    book = load_workbook(REAL)
    for address, value in cells.items():
        book[SHEET][address] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part of its zip changed."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return out.getvalue()
