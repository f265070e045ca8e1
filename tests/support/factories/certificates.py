"""A run that is over, whoever completed it, and the certificates of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.attendance.models import Mark
from app.attendance.presence import Presence
from app.certificates import services
from app.certificates.models import Certificate
from app.courses.models import Course, CourseRun, Meeting
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.places.models import School, SchoolOperator, Seal
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.time import MONDAY_TEN, seoul

ISSUE_DAY = seoul(2026, 4, 6, 10)
"""A Monday after the last meeting of a run made here."""
MEETINGS = 5


def make_operator(session: Session, school: School, **more: Any) -> SchoolOperator:
    """Who signs the school's certificates since 2019."""
    values: dict[str, Any] = {
        "name_ko": "금천구사회적경제지원센터",
        "name_en": "Geumcheon Social Economy Centre",
        "head_title_ko": "금천구사회적경제지원센터장",
        "since": date(2019, 1, 1),
    }
    operator = SchoolOperator(school=school, **{**values, **more})
    session.add(operator)
    school.seal = Seal.SPECIMEN
    session.commit()
    return operator


def make_finished_run(session: Session, school: School, **more: Any) -> CourseRun:
    """Five meetings from 10 March 2026, and an operator who can sign."""
    if not school.operators:
        make_operator(session, school)
    course: Course = more.pop("course", None) or make_course(session, school)
    run = make_run(session, course, **{"total_minutes": 900, **more})
    make_meetings(session, run, MEETINGS)
    return run


def make_place(
    session: Session, run: CourseRun, person: Person, *, present: int, absent: int = 0
) -> Enrollment:
    """A seat, and so many meetings marked from the first on."""
    enrollment = Enrollment(
        run_id=run.id,
        person_id=person.id,
        status=EnrollmentStatus.CONFIRMED,
        requested_at=MONDAY_TEN,
        confirmed_at=MONDAY_TEN,
    )
    session.add(enrollment)
    run.confirmed_count += 1
    marks = [Presence.PRESENT] * present + [Presence.ABSENT] * absent
    meetings = session.scalars(
        select(Meeting).where(Meeting.run_id == run.id).order_by(Meeting.starts_at)
    ).all()
    session.add_all(
        Mark(meeting_id=m.id, enrollment=enrollment, presence=presence, version=1)
        for m, presence in zip(meetings, marks, strict=False)
    )
    session.commit()
    return enrollment


def make_graduate(session: Session, run: CourseRun, person: Person) -> Enrollment:
    """Four of five meetings: eighty per cent, which is just enough."""
    return make_place(session, run, person, present=MEETINGS - 1, absent=1)


def issue(
    session: Session, run: CourseRun, by: Account, *places: Enrollment
) -> list[Certificate]:
    """Issue to these on ISSUE_DAY."""
    issued = services.issue(
        session,
        run_id=run.id,
        enrollment_ids=[place.id for place in places],
        by=by.id,
        now=ISSUE_DAY,
    )
    session.commit()
    return issued


def make_certificate(
    session: Session,
    run: CourseRun,
    person: Person,
    by: Account,
    *,
    now: datetime = ISSUE_DAY,
) -> Certificate:
    enrollment = make_graduate(session, run, person)
    issued = services.issue(
        session, run_id=run.id, enrollment_ids=[enrollment.id], by=by.id, now=now
    )
    session.commit()
    return issued[0]
