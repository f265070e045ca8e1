"""신청 제한: made where somebody stopped, or never came, without an excuse; lifted."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import audit, policy
from app.enrollment.letters import tell
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.enrollment.terms import months_after
from app.exceptions import DomainError
from app.seoul import seoul_date


class AlreadyLifted(DomainError):
    """Somebody lifted it before; nothing was changed."""


class RestrictionOver(DomainError):
    """Its last day has passed; nothing is left to lift. Facts: until."""


class NoteMissing(DomainError):
    """Staff say why they lift it."""


def tell_end(
    session: Session,
    enrollment: Enrollment,
    template: str,
    *,
    excused: bool,
    by: int,
    now: datetime,
) -> None:
    """Tell her that the school ended her place, and what follows: without an excuse
    she may not apply at the school for a while, which is written down here."""
    restriction = None if excused else restrict(session, enrollment, by=by, now=now)
    tell(
        session,
        enrollment,
        template,
        now=now,
        reason=enrollment.end_reason,
        until=restriction.until if restriction else "",
    )


def restrict(
    session: Session, enrollment: Enrollment, *, by: int, now: datetime
) -> Restriction:
    """She may not apply at the run's school from today on, for the policy's months.
    What she has in other runs stays hers."""
    since = seoul_date(now)
    months = policy.figure(session, "restriction_months", on=since)
    restriction = Restriction(
        person_id=enrollment.person_id,
        school_id=enrollment.run.course.school_id,
        enrollment_id=enrollment.id,
        since=since,
        until=months_after(since, months) - timedelta(days=1),
    )
    session.add(restriction)
    audit.record(
        session,
        "restriction.made",
        restriction,
        by=by,
        now=now,
        enrollment=enrollment.id,
    )
    return restriction


def lift(
    session: Session, *, restriction_id: int, by: int, note: str, now: datetime
) -> Restriction:
    """She may apply again from now on, and is told; the row stays, with the note.

    The row is held, so that of two who lift it at once one finds it lifted. Raises
    NoResultFound, NoteMissing, AlreadyLifted or RestrictionOver.
    """
    restriction = session.get_one(
        Restriction, restriction_id, with_for_update=True, populate_existing=True
    )
    if not note.strip():
        raise NoteMissing
    if restriction.lifted_at is not None:
        raise AlreadyLifted
    if restriction.until < seoul_date(now):
        raise RestrictionOver(until=restriction.until)
    restriction.lifted_at, restriction.lifted_by = now, by
    restriction.lift_note = note.strip()
    audit.record(session, "restriction.lifted", restriction, by=by, now=now)
    tell(session, restriction.enrollment, "restriction_lifted", now=now)
    return restriction
