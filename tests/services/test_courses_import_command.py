"""`flask courses import`: the report in words, and the exit status."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.courses.importing import services as importing
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.models import Course, CourseRun
from app.extensions import db
from app.places.models import School
from app.unit_of_work import transaction
from tests.support.factories.workbooks import (
    REAL,
    WHOLE,
    make_workbook,
    real_workbook,
)
from tests.support.time import MONDAY_TEN


@pytest.fixture
def run(app: Flask, connection: Connection, tmp_path: Path) -> Any:
    """Runs the command on these bytes, as a file."""

    def invoke(content: bytes, *options: str, name: str = "runs.xlsx") -> Result:
        path = tmp_path / name
        path.write_bytes(content)
        args = ["courses", "import", str(path), *options]
        return app.test_cli_runner().invoke(args=args)

    return invoke


def number_of_runs(session: Session) -> int:
    session.commit()
    return session.scalar(select(func.count()).select_from(CourseRun)) or 0


def test_a_trial_reports_every_row_and_writes_nothing(
    run: Any, session: Session
) -> None:
    result = run(REAL.read_bytes(), "--dry-run")

    assert result.exit_code == 0
    assert "행 2 · 새 초안 · 2019 영등포구 집수리 교육과정" in result.output
    assert "“8/26”에 연도가 없어 연도 칸의 2022년으로 읽었어요." in result.output
    assert "새 초안 17" in result.output
    assert "아무것도 저장하지 않았어요" in result.output
    assert number_of_runs(session) == 0


def test_the_real_workbook_comes_in_once(run: Any, session: Session) -> None:
    first = run(REAL.read_bytes())
    second = run(REAL.read_bytes())

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "새 초안 17" in first.output
    assert "그대로 17" in second.output
    assert "새 초안 0" in second.output
    assert number_of_runs(session) == 17


def test_a_refused_row_gives_status_1_and_the_others_come_in(
    run: Any, session: Session
) -> None:
    result = run(real_workbook(N3="약 18명"))

    assert result.exit_code == 1
    assert "정원: “약 18명” 값을 숫자 하나로 읽을 수 없어요." in result.output
    assert number_of_runs(session) == 16


def test_the_report_is_told_in_english_too(run: Any) -> None:
    result = run(real_workbook(N3="약 18명", AD1="강사", AD2="박선영"), "--lang", "en")

    assert "Row 2 · New draft · 2019 영등포구" in result.output
    assert "Seats (정원): “약 18명” isn't a single number." in result.output
    assert "kept as a note: 강사." in result.output


def test_a_published_run_changes_only_when_confirmed(
    run: Any, session: Session
) -> None:
    run(make_workbook(WHOLE))
    session.scalars(select(CourseRun)).one().published_at = MONDAY_TEN
    session.commit()
    moved = make_workbook({**WHOLE, "정원": 20, "교육종료일": "2026. 5. 7."})

    asked = run(moved)
    confirmed = run(moved, "--confirm-published")

    assert asked.exit_code == 1
    assert "정원: 공개한 강좌라서 바꾸려면 확인이 필요해요: 15 → 20" in asked.output
    assert "2026년 4월 30일" in asked.output.replace("\u2060", "")
    assert confirmed.exit_code == 0
    assert "정원: 15 → 20" in confirmed.output


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("연도,자치구,과정명\n".encode(), "runs.csv", "CSV 파일이에요."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "runs.xls", "옛 엑셀 파일(.xls)"),
        (b"PK" + bytes(50 * 1024 * 1024), "runs.xlsx", "10 MB까지 올릴 수 있어요."),
        (make_workbook(WHOLE, sheet="Sheet1"), "runs.xlsx", "“개설강좌” 시트가 없어요"),
        (make_workbook(headings=["연도"]), "runs.xlsx", "빠진 제목: 자치구"),
    ],
)
def test_a_file_that_is_none_of_ours_is_answered_in_words(
    run: Any, content: bytes, name: str, words: str
) -> None:
    result = run(content, name=name)

    assert result.exit_code == 1
    assert words in result.output


def test_imports_at_once_create_each_school_course_and_run_once(
    scratch_app: Flask,
) -> None:
    sheet = read_workbook(make_workbook(WHOLE, {**WHOLE, "기수": 2}))

    def press(_: int) -> int:
        with scratch_app.app_context(), transaction() as session:
            plan = importing.apply(
                session, sheet=sheet, choices=Choices(), now=MONDAY_TEN, by=None
            )
            return sum(entry.creates_course for entry in plan.entries)

    with ThreadPoolExecutor(6) as threads:
        created = list(threads.map(press, range(6)))

    with scratch_app.app_context():
        numbers = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (School, Course, CourseRun)
        ]
    assert numbers == [1, 1, 2]
    assert sum(created) == 1
