"""The storage keeps files whole, once, and nowhere else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.config import ConfigurationError
from app.storage import (
    AlreadyStored,
    BadKey,
    LocalFolder,
    NotStored,
    open_storage,
)

KEY = "certificates/2026/ab12.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "storage")


def test_what_is_put_is_fetched_again(folder: LocalFolder) -> None:
    folder.put(KEY, b"\x00 whole")

    assert folder.get(KEY) == b"\x00 whole"
    assert folder.exists(KEY)


def test_what_is_stored_is_never_overwritten(folder: LocalFolder) -> None:
    folder.put(KEY, b"first")

    with pytest.raises(AlreadyStored):
        folder.put(KEY, b"second")

    assert folder.get(KEY) == b"first"


def test_of_many_who_put_at_once_one_succeeds(folder: LocalFolder) -> None:
    def put(number: int) -> int | None:
        try:
            folder.put(KEY, str(number).encode() * 10_000)
        except AlreadyStored:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        kept = [n for n in threads.map(put, range(8)) if n is not None]

    assert len(kept) == 1
    assert folder.get(KEY) == str(kept[0]).encode() * 10_000


def test_no_half_written_file_stays(folder: LocalFolder) -> None:
    folder.put(KEY, b"first")
    with pytest.raises(AlreadyStored):
        folder.put(KEY, b"second")

    files = [path.name for path in folder.folder.rglob("*") if path.is_file()]

    assert files == ["ab12.pdf"]


def test_what_is_not_there_is_said_so(folder: LocalFolder) -> None:
    assert not folder.exists(KEY)
    with pytest.raises(NotStored):
        folder.get(KEY)


def test_deleting_twice_is_no_fault(folder: LocalFolder) -> None:
    folder.put(KEY, b"whole")

    folder.delete(KEY)
    folder.delete(KEY)

    assert not folder.exists(KEY)


@pytest.mark.parametrize(
    "key",
    [
        "", "/etc/passwd", "../outside", "a/../../outside", "a//b", "a/", ".hidden",
        "a/.hidden", "A.pdf", "a\x00b", "a\\b", "가.pdf", "a b", "a.pdf/..", "a\n",
        "x" * 300,
    ],
)  # fmt: skip
def test_a_key_that_could_leave_its_place_is_refused(
    folder: LocalFolder, key: str
) -> None:
    with pytest.raises(BadKey):
        folder.put(key, b"")
    with pytest.raises(BadKey):
        folder.get(key)
    with pytest.raises(BadKey):
        folder.exists(key)
    with pytest.raises(BadKey):
        folder.delete(key)


def test_the_address_names_a_folder(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path / '보관함 1'}")

    storage.put(KEY, b"whole")

    assert (tmp_path / "보관함 1" / KEY).read_bytes() == b"whole"


@pytest.mark.parametrize("url", ["", "/srv/storage", "file://", "file://x", "s3://x"])
def test_another_kind_of_address_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ConfigurationError, match="STORAGE_URL"):
        open_storage(url)
