"""A workbook is the wrong file, too large, somebody else’s or too old; the template."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.importing.columns import HEADINGS, SHEET
from app.courses.importing.models import ImportUpload
from app.courses.importing.workbook import read_workbook
from tests.support.factories.workbooks import WHOLE, make_workbook
from tests.support.imports import preview, row_of, runs, sent, upload_id
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


def send_whole(client: PageClient, content: bytes, *, status: int) -> Page:
    """A large upload. The test client would keep it in a file it never closes."""
    body = (
        b'--b\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"'
        b"\r\n\r\n" + content + b"\r\n--b--\r\n"
    )
    response = client._send(
        "POST",
        client.url("courses_import.upload"),
        input_stream=BytesIO(body),
        content_length=len(body),
        content_type="multipart/form-data; boundary=b",
    )
    return client._answer(response, status)


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "runs.xlsx", "빈 파일이에요."),
        ("연도,자치구,과정명".encode(), "runs.csv", "CSV 파일이에요."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "runs.xls", "옛 엑셀 파일"),
        (b"hello", "runs.xlsx", "엑셀 파일(.xlsx)이 아니거나"),
        (make_workbook(WHOLE, sheet="Sheet1"), "runs.xlsx", "시트: Sheet1"),
        (make_workbook(), "runs.xlsx", "제목 아래에 내용이 없어요."),
    ],
)
def test_a_wrong_file_is_answered_beside_the_field(
    office: PageClient, session: Session, content: bytes, name: str, words: str
) -> None:
    page = office.post("courses_import.upload", sent(content, name), status=200)

    assert any(words in alert for alert in page.alerts())
    assert session.scalar(select(func.count()).select_from(ImportUpload)) == 0


def test_no_file_at_all_is_asked_for(office: PageClient) -> None:
    page = office.post("courses_import.upload", {}, status=200)

    assert any("먼저 파일을 골라 주세요." in alert for alert in page.alerts())


@pytest.mark.parametrize(("megabytes", "status"), [(11, 200), (50, 413)])
def test_a_file_that_is_too_large_is_answered_in_words_too(
    office: PageClient, megabytes: int, status: int
) -> None:
    page = send_whole(office, bytes(megabytes * 1024 * 1024), status=status)

    assert any("10 MB까지" in alert for alert in page.alerts())


def test_fifty_megabytes_of_a_visitor_are_not_read(visitor: PageClient) -> None:
    send_whole(visitor, bytes(50 * 1024 * 1024), status=302)

    assert "/login" in visitor.last.headers["Location"]


def test_a_preview_is_hers_alone(
    office: PageClient, pages: Pages, other_coordinator: Account, session: Session
) -> None:
    page = preview(office, make_workbook(WHOLE))
    stranger = pages(other_coordinator)

    stranger.get("courses_import.show", upload_id=upload_id(session), status=404)
    stranger.post(
        "courses_import.apply",
        {"shown": page.value("shown")},
        upload_id=upload_id(session),
        status=404,
    )

    assert runs(session) == 0


def test_only_coordinators_come_here(
    pages: Pages, learner: Account, instructor: Account, visitor: PageClient
) -> None:
    for account in (learner, instructor):
        pages(account).get("courses_import.upload", status=403)
        pages(account).get("courses_import.template", status=403)
    visitor.get("courses_import.upload", status=302)
    visitor.get("courses_import.show", upload_id=1, status=302)


def test_a_preview_of_yesterday_is_not_trusted(
    office: PageClient, session: Session, clock: FakeClock
) -> None:
    page = preview(office, make_workbook(WHOLE))
    clock.forward(days=1, minutes=1)

    shown = office.post(
        "courses_import.apply",
        {"shown": page.value("shown")},
        upload_id=upload_id(session),
    )
    office.get("courses_import.show", upload_id=upload_id(session), status=302)
    again = office.open(office.last.headers["Location"])

    assert shown is not None
    assert "하루 동안만 보관해요" in again.notes()[0]
    assert runs(session) == 0


def test_the_template_is_a_workbook_that_comes_in_as_it_is(
    office: PageClient, session: Session
) -> None:
    answer = office.download("courses_import.template")

    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == [SHEET, "작성 방법"]
    page = preview(office, answer.data)
    assert "새로 등록(빠짐없음)" in row_of(page, "2027 금천구 옷수선 기초과정 1기")


def test_the_template_explains_every_column_in_english_too(office: PageClient) -> None:
    answer = office.in_english().download("courses_import.template")

    guide: Any = load_workbook(BytesIO(answer.data))["How to fill it in"]
    told = {row[0]: row[1] for row in guide.iter_rows(min_row=2, values_only=True)}
    assert len(told) == len(HEADINGS)
    assert told["Seats (정원)"] == "Number of seats."
    assert len(read_workbook(answer.data).rows) == 1
