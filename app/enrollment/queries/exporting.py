"""Everybody who ever applied for a run, for a file that staff take out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.enrollment.allocation import Channel, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.places.models import District

AT_ONCE = 500
_FIRST = (
    EnrollmentStatus.APPLIED,
    EnrollmentStatus.CONFIRMED,
    EnrollmentStatus.OFFERED,
    EnrollmentStatus.WAITING,
)
"""The parts of the file in their order; whatever ended comes after them."""


@dataclass(frozen=True)
class Applied:
    """A line of the file."""

    person_id: int
    name: str
    birth_date: date | None
    mobile: str | None
    email: str | None
    district_ko: str | None
    district_en: str | None
    status: EnrollmentStatus
    waiting_no: int | None
    channel: Channel
    requested_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    no_show: bool


_COLUMNS = (
    Person.id.label("person_id"),
    Person.name,
    Person.birth_date,
    Person.mobile,
    Person.email,
    District.name_ko.label("district_ko"),
    District.name_en.label("district_en"),
    Enrollment.status,
    Enrollment.waiting_no,
    Enrollment.channel,
    Enrollment.requested_at,
    Enrollment.confirmed_at,
    Enrollment.ended_at,
    Enrollment.end_reason,
    Enrollment.no_show,
)


def all_applicants(session: Session, run_id: int) -> Iterator[Applied]:
    """The seats by arrival, the offers, the line in its order, then the ended: read
    some hundreds at a time."""
    waiting = Enrollment.status == EnrollmentStatus.WAITING
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(Enrollment)
        .join(Enrollment.person)
        .outerjoin(Person.district)
        .where(Enrollment.run_id == run_id)
        .order_by(
            case(
                *((Enrollment.status == status, n) for n, status in enumerate(_FIRST)),
                else_=len(_FIRST),
            ),
            case((waiting, Enrollment.waiting_order)),
            Enrollment.id,
        )
        .execution_options(yield_per=AT_ONCE)
    )
    return (Applied(**row._asdict()) for row in rows)
