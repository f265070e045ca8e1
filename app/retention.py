"""How long each kind of record is kept: data with an effective date, as in policy.

Loaded from `app/reference/retention.toml`. A package that tells how long something
stays asks here; `app.privacy` destroys what is due.
"""

from __future__ import annotations

import calendar
import enum
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import CheckConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.orm import Base, EnumText, one_of
from app.seoul import SEOUL


class Ending(enum.Enum):
    """What becomes of a record when it has been kept long enough."""

    DESTROY = "destroy"
    ANONYMISE = "anonymise"


class RetentionRule(Base):
    """How long a kind of record is kept, from a day on."""

    __tablename__ = "retention_rules"
    __table_args__ = (
        UniqueConstraint("kind", "effective_on"),
        one_of("ending", Ending),
        CheckConstraint(
            "(months IS NULL OR days IS NULL) AND COALESCE(months, days, 1) > 0",
            name="one_period",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    effective_on: Mapped[date]
    position: Mapped[int]
    months: Mapped[int | None]
    days: Mapped[int | None]
    """Neither: kept as long as `since` says, and gone with an erasure."""
    ending: Mapped[Ending] = mapped_column(EnumText(Ending))
    name_ko: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    purpose_ko: Mapped[str] = mapped_column(String(200))
    purpose_en: Mapped[str] = mapped_column(String(240))
    since_ko: Mapped[str] = mapped_column(String(120))
    since_en: Mapped[str] = mapped_column(String(160))
    """From which moment it is counted, or until when it is kept."""
    law_ko: Mapped[str] = mapped_column(String(200))
    law_en: Mapped[str] = mapped_column(String(240))

    @property
    def timed(self) -> bool:
        return self.months is not None or self.days is not None

    def ends_on(self, begun: date) -> date:
        """The first day on which what began on this day may go."""
        return _moved(begun, self, forward=True)

    def before(self, today: date) -> datetime:
        """What began before this instant has been kept long enough today."""
        last = _moved(today, self, forward=False)
        return datetime.combine(last + timedelta(days=1), time(), SEOUL)


def _moved(day: date, rule: RetentionRule, *, forward: bool) -> date:
    """A month ends on the same day number, or on the last of a shorter month
    (민법 제160조). Raises ValueError without a period."""
    sign = 1 if forward else -1
    if rule.days is not None:
        return day + sign * timedelta(days=rule.days)
    if rule.months is None:
        raise ValueError(f"{rule.kind} has no period")
    whole = day.year * 12 + day.month - 1 + sign * rule.months
    year, month = whole // 12, whole % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def rules(session: Session, *, on: date) -> Sequence[RetentionRule]:
    """The rule of each kind in force on that day, in the order of the file."""
    rows = session.scalars(
        select(RetentionRule)
        .where(RetentionRule.effective_on <= on)
        .order_by(RetentionRule.effective_on)
    )
    newest = {row.kind: row for row in rows}
    return sorted(newest.values(), key=lambda row: row.position)


def rule(session: Session, kind: str, *, on: date) -> RetentionRule:
    """The rule in force on that day. Raises LookupError where none is."""
    found = session.scalar(
        select(RetentionRule)
        .where(RetentionRule.kind == kind, RetentionRule.effective_on <= on)
        .order_by(RetentionRule.effective_on.desc())
        .limit(1)
    )
    if found is None:
        raise LookupError(f"no retention rule {kind!r} in force on {on}")
    return found
