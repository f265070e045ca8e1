"""A workbook between its preview and its application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base


class ImportUpload(Base):
    """A workbook that a coordinator uploaded.

    Kept here rather than in a file or a session, so that any web worker can show
    it and apply it. Its bytes go as soon as it was applied; the report stays.
    """

    __tablename__ = "import_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    report: Mapped[list[dict[str, Any]]]
    """One entry a row, in words of both languages, once it was applied."""
