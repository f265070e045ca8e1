"""The line of a run: who stands where, how that was changed, how far lines came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, case, func, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account, Person
from app.courses.models import Course, CourseRun
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.estimate import Estimate, compared_since, estimate
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer, WaitingMove, WaitingShift
from app.enrollment.queries.offers import open_offers

LINE_PAGE = 30
MOVES_SHOWN = 10
IN_LINE = (EnrollmentStatus.OFFERED, EnrollmentStatus.WAITING)
"""Offers go to the head, so that who has one stands before all who wait."""


@dataclass(frozen=True)
class InLine:
    """Somebody in a line."""

    place: Enrollment
    offer: Offer | None
    position: int | None
    """1 at the head of those who wait; None for who has an offer."""


@dataclass(frozen=True)
class LinePage:
    rows: Sequence[InLine]
    after: int | None
    """Where the next page begins; None on the last."""


def whole_line(session: Session, run_id: int) -> Sequence[Enrollment]:
    """Who waits, in order, read anew: to be asked under the run's lock."""
    return session.scalars(
        select(Enrollment)
        .where(
            Enrollment.run_id == run_id,
            Enrollment.status == EnrollmentStatus.WAITING,
        )
        .order_by(Enrollment.waiting_order, Enrollment.id)
        .options(joinedload(Enrollment.person).joinedload(Person.account))
        .execution_options(populate_existing=True)
    ).all()


def line_page(session: Session, run_id: int, *, after: int | None = None) -> LinePage:
    """One page of the line: open offers first, then who waits, in order."""
    key = type_coerce(Enrollment.waiting_order, Integer)
    query = (
        select(Enrollment)
        .where(Enrollment.run_id == run_id, Enrollment.status.in_(IN_LINE))
        .order_by(key)
        .options(
            joinedload(Enrollment.person).options(
                joinedload(Person.district), joinedload(Person.account)
            )
        )
        .limit(LINE_PAGE + 1)
    )
    if after is not None:
        query = query.where(key > after)
    rows = session.scalars(query).all()
    shown = rows[:LINE_PAGE]
    offered = [p.id for p in shown if p.status is EnrollmentStatus.OFFERED]
    offers = open_offers(session, offered)
    position = _waiting_up_to(session, run_id, after)
    standings = []
    for place in shown:
        waits = place.status is EnrollmentStatus.WAITING
        position += waits
        standings.append(
            InLine(place, offers.get(place.id), position if waits else None)
        )
    more = len(rows) > LINE_PAGE
    return LinePage(standings, shown[-1].waiting_order if more else None)


def _waiting_up_to(session: Session, run_id: int, order: int | None) -> int:
    """How many wait before a page that begins after this order."""
    if order is None:
        return 0
    number = session.scalar(
        select(func.count())
        .select_from(Enrollment)
        .where(
            Enrollment.run_id == run_id,
            Enrollment.status == EnrollmentStatus.WAITING,
            Enrollment.waiting_order <= order,
        )
    )
    return number or 0


def moves_of(session: Session, run_id: int) -> Sequence[tuple[WaitingMove, str]]:
    """The last changes of the order, and who of the staff made each."""
    rows = session.execute(
        select(WaitingMove, Person.name)
        .join(Account, Account.id == WaitingMove.moved_by)
        .join(Person, Person.id == Account.person_id)
        .where(WaitingMove.run_id == run_id)
        .order_by(WaitingMove.id.desc())
        .limit(MOVES_SHOWN)
        .options(joinedload(WaitingMove.enrollment).joinedload(Enrollment.person))
    )
    return [(move, name) for move, name in rows]


def people_moved(session: Session, move_id: int) -> Sequence[int]:
    """Whose position this change of the order changed."""
    return session.scalars(
        select(Enrollment.person_id)
        .join(WaitingShift, WaitingShift.enrollment_id == Enrollment.id)
        .where(WaitingShift.move_id == move_id)
    ).all()


def shifts_of(session: Session, enrollment_id: int) -> Sequence[WaitingShift]:
    """When and why her position was changed, the last time first."""
    return session.scalars(
        select(WaitingShift)
        .join(WaitingShift.move)
        .where(WaitingShift.enrollment_id == enrollment_id)
        .order_by(WaitingMove.id.desc())
        .options(joinedload(WaitingShift.move))
    ).all()


def chance_of(
    session: Session, run: CourseRun, *, waiting_no: int, today: date
) -> Estimate | None:
    """How often this number got in, by the courses that `estimate` calls comparable:
    one statement."""
    reached = case((CourseRun.reached_waiting_no >= waiting_no, 1), else_=0)
    counted = session.execute(
        select(func.count().label("runs"), func.sum(reached).label("got_in"))
        .select_from(CourseRun)
        .join(CourseRun.course)
        .where(
            Course.school_id == run.course.school_id,
            Course.trade_id == run.course.trade_id,
            CourseRun.id != run.id,
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.ends_on < today,
            CourseRun.ends_on >= compared_since(today),
            CourseRun.last_waiting_no >= waiting_no,
        )
    ).one()
    return estimate(got_in=counted.got_in or 0, runs=counted.runs)


def runs_with_waiting(session: Session, *, today: date) -> Sequence[int]:
    """Runs that have begun while people wait: their lists may have ended."""
    return session.scalars(
        select(CourseRun.id)
        .where(
            CourseRun.published_at.is_not(None),
            CourseRun.cancelled_at.is_(None),
            CourseRun.waiting_count > 0,
            CourseRun.starts_on <= today,
        )
        .order_by(CourseRun.id)
    ).all()
