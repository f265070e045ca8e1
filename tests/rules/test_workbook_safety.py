"""A file is opened safely, or the answer says what it is."""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.courses.importing import workbook_safety as safety
from app.courses.importing.workbook import (
    RunSheet,
    TooManyRows,
    read_workbook,
)
from tests.support.factories.workbooks import (
    FIRST_SHEET,
    WHOLE,
    make_workbook,
    with_part,
)


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "filename", "refusal"),
    [
        (b"", "runs.xlsx", safety.EmptyFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "runs.xls", safety.OldExcel),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "runs.xlsx",
            safety.LockedWorkbook,
        ),
        ("연도,자치구,과정명\n2022,마포구,".encode(), "runs.csv", safety.IsCsv),
        ("연도,자치구,과정명\n2022,마포구,".encode("cp949"), "runs", safety.IsCsv),
        ("연도\t자치구\t과정명".encode("utf-16"), "runs.csv", safety.IsCsv),
        (b"%PDF-1.7 ...", "runs.xlsx", safety.NotAWorkbook),
        (b"PK\x03\x04 and no more", "runs.xlsx", safety.NotAWorkbook),
        (zipped(**{"hello.txt": b"no workbook"}), "runs.xlsx", safety.NotAWorkbook),
        (
            zipped(**{"[Content_Types].xml": b"<Types/>"}),
            "runs.xlsx",
            safety.NotAWorkbook,
        ),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(
    content: bytes, filename: str, refusal: type[safety.WorkbookRefused]
) -> None:
    with pytest.raises(refusal):
        read_workbook(content, filename)


def test_a_file_that_is_too_large_is_not_opened() -> None:
    with pytest.raises(safety.TooLarge) as caught:
        read_workbook(b"PK" + bytes(50 * safety.MEGABYTE))

    assert caught.value.facts == {"limit": 10}


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped(**{"[Content_Types].xml": bytes(65 * safety.MEGABYTE)})

    assert len(bomb) < safety.MEGABYTE
    with pytest.raises(safety.BurstsWhenUnpacked):
        read_workbook(bomb)


def test_a_part_that_shrinks_too_well_is_a_bomb_too() -> None:
    bomb = zipped(
        **{"[Content_Types].xml": b"", FIRST_SHEET: bytes(4 * safety.MEGABYTE)}
    )

    with pytest.raises(safety.BurstsWhenUnpacked):
        read_workbook(bomb)


def test_a_zip_that_lies_about_its_size_is_not_believed() -> None:
    honest = zipped(**{"[Content_Types].xml": bytes(5 * safety.MEGABYTE)})
    size = struct.pack("<L", 5 * safety.MEGABYTE)

    with pytest.raises(safety.WorkbookRefused):
        read_workbook(honest.replace(size, struct.pack("<L", 100)))


def test_a_zip_of_countless_parts_is_a_bomb() -> None:
    with pytest.raises(safety.BurstsWhenUnpacked):
        read_workbook(zipped(**{f"part{i}": b"" for i in range(501)}))


def test_entities_that_multiply_are_not_read() -> None:
    def laugh(data: bytes) -> bytes:
        bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        return data.replace(b"<worksheet", bomb + b"<worksheet", 1)

    with pytest.raises(safety.NotAWorkbook):
        read_workbook(with_part(make_workbook(WHOLE), FIRST_SHEET, laugh))


def test_a_row_far_below_does_not_keep_us_busy() -> None:
    def sink(data: bytes) -> bytes:
        return re.sub(rb'<row r="3"', b'<row r="99999999"', data)

    with pytest.raises(TooManyRows):
        read_workbook(with_part(make_workbook(WHOLE, WHOLE), FIRST_SHEET, sink))


def test_a_cell_that_openpyxl_chokes_on_is_a_damaged_workbook() -> None:
    def spoil(data: bytes) -> bytes:
        return data.replace(b"<v>2026</v>", b"<v>twenty</v>")

    with pytest.raises(safety.NotAWorkbook):
        read_workbook(with_part(make_workbook(WHOLE), FIRST_SHEET, spoil))


def outcome(content: bytes) -> object:
    try:
        return read_workbook(content)
    except safety.WorkbookRefused as refusal:
        return refusal


@given(content=st.binary(max_size=400) | st.binary(max_size=400).map(b"PK".__add__))
def test_any_bytes_give_rows_or_a_refusal(content: bytes) -> None:
    assert isinstance(outcome(content), safety.WorkbookRefused)


SOUND = make_workbook(WHOLE)


@settings(deadline=None, max_examples=60)  # each opens a workbook
@given(place=st.integers(0, len(SOUND) - 1), flip=st.integers(1, 255))
def test_a_damaged_workbook_gives_rows_or_a_refusal(place: int, flip: int) -> None:
    content = bytearray(SOUND)
    content[place] ^= flip

    assert isinstance(outcome(bytes(content)), (RunSheet, safety.WorkbookRefused))
