"""/readyz answers for the storage too."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app.storage import LocalFolder


def test_ready_while_files_can_be_kept(app: Flask) -> None:
    answer = app.test_client().get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json()["storage"] == "ok"


def test_not_ready_while_files_cannot_be_kept(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file where the folder should be"
    blocked.write_text("")
    monkeypatch.setitem(app.extensions, "storage", LocalFolder(blocked))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["storage"] == "unusable"
