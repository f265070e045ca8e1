"""What enrolments say of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.accounts.personal import nameless
from app.courses.models import CourseRun
from app.enrollment import offer_personal as offers
from app.enrollment import prepared_personal as prepared
from app.enrollment import restriction_personal as restrictions
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.formats import local
from app.personal import (
    ERASED_NAME,
    Chapter,
    Clash,
    Due,
    Holding,
    Kept,
    Obstacle,
    facts_of,
    live_where,
)
from app.seoul import seoul_date

HOLDINGS = (
    Holding(
        Enrollment,
        _l("Applications and enrolments"),
        kind="enrollments",
        person=Enrollment.person_id,
        account=("entered_by",),
        once=("run_id",),
        live=live_where(Enrollment, "uq_enrollments_live"),
        clash=Clash.REFUSE,
        items=_l("course, days, waiting number, outcome and its reason"),
        about=("end_reason",),
    ),
    *offers.HOLDINGS,
    prepared.HOLDING,
    restrictions.HOLDING,
)

UNSUCCESSFUL = (
    EnrollmentStatus.NOT_SELECTED,
    EnrollmentStatus.WITHDRAWN,
    EnrollmentStatus.CANCELLED,
    EnrollmentStatus.LAPSED,
)

_LABELS = {
    "course": _l("Course"),
    "cohort": _l("Cohort"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "status": _l("State"),
    "requested_at": _l("Applied on"),
    "waiting_no": _l("Waiting number"),
    "confirmed_at": _l("Seat since"),
    "ended_at": _l("Ended on"),
    "end_reason": _l("Reason"),
    "no_show": _l("Missed the first class"),
    "channel": _lp("application", "Applied through"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Every application, whatever came of it."""
    rows = session.scalars(
        select(Enrollment)
        .where(Enrollment.person_id == person_id)
        .options(joinedload(Enrollment.run).joinedload(CourseRun.course))
        .order_by(Enrollment.id)
    )
    facts = [
        facts_of(
            row,
            "status",
            "requested_at",
            "waiting_no",
            "confirmed_at",
            "ended_at",
            "end_reason",
            "no_show",
            "channel",
            course=local(row.run.course, "name"),
            cohort=row.run.cohort,
            starts_on=row.run.starts_on,
            ends_on=row.run.ends_on,
        )
        for row in rows
    ]
    return [
        Chapter(_l("Applications and enrolments"), "enrollments", facts, _LABELS),
        *offers.chapters(session, person_id),
        *prepared.export_prepared(session, person_id),
        restrictions.chapter(session, person_id),
    ]


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """Applications stay without her name, so that figures of courses stay true."""
    there = select(Enrollment.id).where(Enrollment.person_id == person_id)
    if session.scalar(there.limit(1)) is None:
        return []
    return [
        Kept(
            _l("Applications, seats and attendance, without your name"),
            _l("The figures of the courses stay true; nobody can tell it was you"),
            None,
        )
    ]


def obstacles(session: Session, person_id: int, *, now: datetime) -> list[Obstacle]:
    """Seats and waiting numbers in runs that have not ended."""
    rows = session.scalars(
        select(Enrollment)
        .join(Enrollment.run)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status.in_(LIVE),
            CourseRun.cancelled_at.is_(None),
            or_(CourseRun.ends_on.is_(None), CourseRun.ends_on >= seoul_date(now)),
        )
        .options(joinedload(Enrollment.run).joinedload(CourseRun.course))
        .order_by(Enrollment.id)
    )
    return [
        Obstacle(
            local(row.run.course, "name"), "enrollment.show", {"enrollment_id": row.id}
        )
        for row in rows
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """The reasons go; the rows stay with a person who is nobody."""
    restrictions.erase_restrictions(session, person_id)
    prepared.erase_prepared(session, person_id)
    hers = select(Enrollment.id).where(Enrollment.person_id == person_id)
    offers.erase_words(session, hers)
    session.execute(
        update(Enrollment)
        .where(Enrollment.person_id == person_id, Enrollment.end_reason != "")
        .values(end_reason="")
    )


def _unsuccessful(before: datetime) -> Select[int]:
    return select(Enrollment.id).where(
        Enrollment.status.in_(UNSUCCESSFUL),
        Enrollment.confirmed_at.is_(None),
        Enrollment.ended_at < before,
    )


def _forget(session: Session, ids: Sequence[int], now: datetime) -> None:
    offers.forget(session, ids)
    session.execute(delete(Enrollment).where(Enrollment.id.in_(ids)))


def _over(before: datetime) -> Select[int]:
    """Of runs that ended, or left, before; whose person still has a name."""
    last = and_(Enrollment.status.in_(LIVE), CourseRun.ends_on < seoul_date(before))
    return (
        select(Enrollment.id)
        .join(Enrollment.run)
        .join(Enrollment.person)
        .where(
            or_(last, Enrollment.ended_at < before),
            Person.name != ERASED_NAME,
        )
    )


def _make_nameless(session: Session, ids: Sequence[int], now: datetime) -> None:
    """One nobody in place of each person, so that people are counted as they were."""
    offers.erase_words(session, select(Enrollment.id).where(Enrollment.id.in_(ids)))
    rows = session.scalars(select(Enrollment).where(Enrollment.id.in_(ids))).all()
    nobodies: dict[int, int] = {}
    for row in rows:
        if row.person_id not in nobodies:
            nobodies[row.person_id] = nameless(session, row.person_id, now=now).id
        row.person_id = nobodies[row.person_id]
        row.end_reason = ""


DUE = (
    Due("applications", _unsuccessful, _forget),
    Due("enrollments", _over, _make_nameless),
    restrictions.DUE,
)
