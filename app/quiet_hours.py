"""조용한 시간: from evening to morning in Seoul nothing is sent that can wait. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.seoul import SEOUL

FIGURES = ("quiet_from_hour", "quiet_until_hour")


@dataclass(frozen=True)
class QuietHours:
    """From one full hour on the wall in Seoul to another, mostly past midnight."""

    begin: int
    end: int

    def hold(self, at: datetime) -> bool:
        hour = at.astimezone(SEOUL).hour
        if self.begin <= self.end:
            return self.begin <= hour < self.end
        return hour >= self.begin or hour < self.end

    def after(self, at: datetime, *, not_after: datetime | None = None) -> datetime:
        """When to send what would go at this instant and can wait: then, or when the
        quiet hours end. What must be there before they end goes at once."""
        if not self.hold(at):
            return at
        wall = at.astimezone(SEOUL)
        morning = wall.replace(hour=self.end, minute=0, second=0, microsecond=0)
        if morning <= wall:
            morning += timedelta(days=1)
        return at if not_after is not None and not_after <= morning else morning
