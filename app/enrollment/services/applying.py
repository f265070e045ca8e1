"""신청: one person's, and whether it would be refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.queries import lock_person
from app.enrollment.allocation import (
    Channel,
    EnrollmentRefused,
)
from app.enrollment.models import Enrollment
from app.enrollment.services.placing import Asking, place


def apply(
    session: Session,
    *,
    run_id: int,
    person_id: int,
    now: datetime,
    channel: Channel = Channel.ONLINE,
    by: int | None = None,
) -> Enrollment:
    """Give her a seat, or a waiting number.

    `by`: the account that took it down, for every channel but online. Raises a
    subclass of EnrollmentRefused, or PersonMerged, and then wrote nothing.
    """
    one = Asking(lock_person(session, person_id), now, channel, by)
    (answer,) = place(session, run_id=run_id, asking=[one])
    if isinstance(answer, EnrollmentRefused):
        raise answer
    return answer
