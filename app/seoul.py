"""The school's wall clock: Asia/Seoul. Pure, so that rules may use it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def seoul_date(instant: datetime) -> date:
    """The date on the wall in Seoul at this instant."""
    return instant.astimezone(SEOUL).date()
