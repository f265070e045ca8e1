"""Clocks that law sets running: when something is due, and how late it was.

Calendar days, the first not counted (민법 제157조). Where the last day is a holiday the
law gives until the next working day (제161조); we show the earlier day, so that nobody
relies on an exception.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.incubation.facts import Facts
from app.incubation.quorum import Figures
from app.incubation.stages import Stage


class Clock(enum.Enum):
    DECISION = "decision"  # the district office answers the filing
    REGISTRATION = "registration"  # 설립등기
    TAX = "tax"  # 사업자등록


@dataclass(frozen=True)
class Deadline:
    clock: Clock
    since: date
    due: date

    @property
    def whole(self) -> int:
        """Days from its start to its end."""
        return (self.due - self.since).days

    def days_left(self, today: date) -> int:
        """Negative once it has passed."""
        return (self.due - today).days


def notice_given_by(meeting_on: date, figures: Figures) -> date:
    """The last day for the notice: seven days before the meeting (시행령)."""
    return meeting_on - timedelta(days=figures.meeting_notice_days)


def decision_due(
    filed_on: date, figures: Figures, *, waited: Sequence[tuple[date, date]] = ()
) -> date:
    """The office answers within 20 days (제15조); the days between its asking for a
    supplement and getting it are not counted."""
    pause = sum((back - asked).days for asked, back in waited)
    return filed_on + timedelta(days=figures.filing_decision_days + pause)


def registration_due(paid_on: date, figures: Figures) -> date:
    """14 days after the last share is paid in (제61조)."""
    return paid_on + timedelta(days=figures.registration_days)


def tax_due(opened_on: date, figures: Figures) -> date:
    """20 days after business begins (부가가치세법 제8조)."""
    return opened_on + timedelta(days=figures.tax_registration_days)


def days_late(due: date, done_on: date) -> int:
    """Zero where it was in time."""
    return max(0, (done_on - due).days)


def running(
    stage: Stage,
    facts: Facts,
    figures: Figures,
    *,
    waited: Sequence[tuple[date, date]] = (),
) -> Deadline | None:
    """The clock that runs in this stage, if one does.

    `facts` are the latest of each name; none runs where the fact that starts it is
    not known yet.
    """
    if stage is Stage.FILED and "filed_on" in facts:
        filed = facts.day("filed_on")
        due = decision_due(filed, figures, waited=waited)
        return Deadline(Clock.DECISION, filed, due)
    if stage is Stage.PAID_IN and "paid_on" in facts:
        paid = facts.day("paid_on")
        return Deadline(Clock.REGISTRATION, paid, registration_due(paid, figures))
    if stage is Stage.INCORPORATED and "opens_on" in facts:
        opens = facts.day("opens_on")
        return Deadline(Clock.TAX, opens, tax_due(opens, figures))
    return None
