"""What the demo's staff looked at last month; a worker seals it within a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import access_log
from app.access_log import Act
from app.demo.world import World
from app.seoul import begins_at, month_of, next_month

LOOKS = (
    (3, 10, "instructor", Act.VIEW, "attendance.register", ""),
    (5, 9, "coordinator", Act.VIEW, "enrollment.applicants", ""),
    (5, 10, "coordinator", Act.REVEAL, "enrollment.applicants", ""),
    (12, 22, "coordinator", Act.VIEW, "certificates.register", ""),
    (
        13,
        11,
        "coordinator",
        Act.EXPORT,
        "certificates.office_pdf",
        "본인이 창구에서 요청",
    ),
    (17, 14, "admin", Act.SEARCH, "accounts.people", ""),
)
"""Day of the month, hour, who, what was done, where and why."""


def look(session: Session, world: World, *, now: datetime) -> None:
    """Add last month's lines: the learner of the demo is in each of them."""
    begins = begins_at(next_month(month_of(now), -1))
    learner = world.accounts["learner"].person_id
    others = [neighbour.person_id for neighbour in world.neighbours]
    for number, (day, hour, who, act, page, reason) in enumerate(LOOKS):
        access_log.append(
            session,
            account_id=world.accounts[who].id,
            act=act,
            page=page,
            address="192.0.2.10",
            people=[learner, *([] if act is Act.EXPORT else others[: number * 3])],
            reason=reason,
            now=begins + timedelta(days=day - 1, hours=hour),
        )
