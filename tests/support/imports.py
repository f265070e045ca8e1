"""A coordinator uploads a workbook, looks at it and presses the button."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.courses.importing.models import ImportUpload
from app.courses.models import CourseRun
from tests.support.pages import Page, PageClient, text_of


def sent(content: bytes, name: str = "runs.xlsx") -> dict[str, Any]:
    return {"workbook": (BytesIO(content), name)}


def preview(client: PageClient, content: bytes) -> Page:
    return client.post("courses_import.upload", sent(content), follow=True)


def upload_id(session: Session) -> int:
    session.commit()
    return session.scalars(select(ImportUpload.id).order_by(ImportUpload.id)).all()[-1]


def apply(client: PageClient, session: Session, page: Page, **data: Any) -> Page:
    """Press the button under the preview."""
    return client.post(
        "courses_import.apply",
        {"shown": page.value("shown"), **data},
        upload_id=upload_id(session),
        follow=True,
    )


def runs(session: Session) -> int:
    session.commit()
    return session.scalar(select(func.count()).select_from(CourseRun)) or 0


def row_of(page: Page, words: str) -> str:
    (row,) = [text_of(tr) for tr in page.select("tbody tr") if words in text_of(tr)]
    return row
