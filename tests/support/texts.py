"""Every word that stands anywhere in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orm import Base


def texts(session: Session) -> Iterator[tuple[str, str, str]]:
    """Table, column and words of every value in the database."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                if isinstance(value, dict | list):
                    yield table.name, str(column), json.dumps(value, ensure_ascii=False)
                elif isinstance(value, bytes):
                    yield table.name, str(column), value.decode(errors="replace")
                elif isinstance(value, str | date) and not isinstance(value, datetime):
                    yield table.name, str(column), str(value)
