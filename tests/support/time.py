"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY_TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SEOUL)
"""When a test begins: Monday 2 March 2026, ten in the morning."""


class FakeClock:
    def __init__(self, start: datetime = MONDAY_TEN) -> None:
        self.instant = start

    def __call__(self) -> datetime:
        return self.instant

    def set(self, instant: datetime) -> None:
        self.instant = instant

    def forward(self, **amount: float) -> datetime:
        """Move on, e.g. forward(days=1, hours=2)."""
        self.instant += timedelta(**amount)
        return self.instant


def seoul(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)
