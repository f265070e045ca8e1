"""Before a workbook is opened: is it one, and is it harmless?

An .xlsx is a zip of XML. Both can be made so small that they burst when unpacked, so
every part is measured, as declared and as it really is, before openpyxl sees it.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from app.exceptions import DomainError

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 64 * MEGABYTE
MOST_PARTS = 500
HIGHEST_RATIO = 150
RATIO_MATTERS_FROM = MEGABYTE
CHUNK = 64 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK"
DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be"))
LONGEST_DOCTYPE = max(len(mark) for mark in DOCTYPES)
ENCRYPTED = 0x1
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How Excel packs; other ways can take far more memory to unpack."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What a damaged zip makes the standard library raise."""


class WorkbookRefused(DomainError):
    """The file as a whole can't be taken."""


class EmptyFile(WorkbookRefused):
    """Nothing was sent, or a file without content."""


class TooLarge(WorkbookRefused):
    """More than `limit` megabytes."""


class OldExcel(WorkbookRefused):
    """The .xls of Excel up to 2003."""


class LockedWorkbook(WorkbookRefused):
    """It opens with a password only."""


class IsCsv(WorkbookRefused):
    """Text with commas or tabs, not a workbook."""


class NotAWorkbook(WorkbookRefused):
    """Something else, or a damaged workbook."""


class BurstsWhenUnpacked(WorkbookRefused):
    """Unpacked it is far larger than any workbook of runs: a zip bomb."""


def check(content: bytes, filename: str = "") -> None:
    """Let a workbook pass.

    Raises a subclass of WorkbookRefused that says what the file is instead.
    """
    if not content:
        raise EmptyFile
    if len(content) > MOST_BYTES:
        raise TooLarge(limit=MOST_BYTES // MEGABYTE)
    if content.startswith(OLD_OFFICE):
        raise LockedWorkbook if LOCKED in content else OldExcel
    if not content.startswith(ZIP):
        raise IsCsv if _looks_like_csv(content, filename) else NotAWorkbook
    try:
        _measure(content)
    except DAMAGE as fault:
        raise NotAWorkbook from fault


def _measure(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
            raise BurstsWhenUnpacked
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise LockedWorkbook
        whole = any(part.filename == "[Content_Types].xml" for part in parts)
        if not whole or any(part.compress_type not in PACKINGS for part in parts):
            raise NotAWorkbook
        left = MOST_UNPACKED
        for part in parts:
            left -= _unpacked_size(archive, part, left)


def _unpacked_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """Unpack to nowhere, counting; the declared sizes may lie."""
    size, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            ratio = size / max(part.compress_size, 1)
            if size > most or (size > RATIO_MATTERS_FROM and ratio > HIGHEST_RATIO):
                raise BurstsWhenUnpacked
            window = tail + chunk
            if any(mark in window for mark in DOCTYPES):
                raise NotAWorkbook  # entities burst inside the XML; Excel writes none
            tail = chunk[-LONGEST_DOCTYPE:]
    return size


def _looks_like_csv(content: bytes, filename: str) -> bool:
    if filename.lower().endswith((".csv", ".tsv", ".txt")):
        return True
    start = content[:4096]
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    first = start.splitlines()[0] if start.splitlines() else b""
    return first.count(b",") > 1 or first.count(b"\t") > 1 or first.count(b";") > 1
