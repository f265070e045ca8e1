"""Courses and runs. A run is open for applications at MONDAY_TEN."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import (
    ApplicationWindow,
    Course,
    CourseRun,
    Instructor,
    Level,
    Meeting,
    Residence,
    RunInstructor,
    SelectionMethod,
    Trade,
)
from app.places.models import School
from tests.support.factories.people import make_school
from tests.support.time import MONDAY_TEN, SEOUL

_number = count(1)


def make_course(
    session: Session, school: School | None = None, trade: str = "mending", **more: Any
) -> Course:
    values: dict[str, Any] = {
        "name_ko": f"옷수선 기초과정 {next(_number)}",
        "name_en": "Clothing repair, basic",
        "level": Level.BASIC,
    }
    course = Course(
        school=school or make_school(session),
        trade=session.scalars(select(Trade).where(Trade.code == trade)).one(),
        **{**values, **more},
    )
    session.add(course)
    session.commit()
    return course


NOTICE: dict[str, Any] = {
    "year": 2026,
    "starts_on": date(2026, 3, 10),
    "ends_on": date(2026, 3, 31),
    "weekdays": "13",
    "begins_at": time(14),
    "finishes_at": time(17),
    "meeting_count": 7,
    "total_minutes": 7 * 180,
    "venue": "금천구 사회적경제지원센터 3층",
    "capacity": 15,
    "waiting_limit": 5,
    "selection_method": SelectionMethod.FIRST_COME,
    "residence": Residence.ANYWHERE,
    "fee_won": 0,
    "materials_won": 30_000,
    "completion_percent": 80,
    "contact": "02-000-0001",
    "created_at": MONDAY_TEN,
    "published_at": MONDAY_TEN - timedelta(days=3),
}
"""A whole notice: Tuesdays and Thursdays from 10 March 2026."""


def make_run(
    session: Session,
    course: Course | None = None,
    *,
    open_now: bool = True,
    **more: Any,
) -> CourseRun:
    """A published run: applications 1–9 March 2026, Tue and Thu from the 10th."""
    values = {**NOTICE, "cohort": next(_number), **more}
    run = CourseRun(course=course or make_course(session), **values)
    if open_now:
        run.windows.append(
            ApplicationWindow(
                opens_at=datetime(2026, 3, 1, 10, tzinfo=SEOUL),
                closes_at=datetime(2026, 3, 9, 18, tzinfo=SEOUL),
            )
        )
    session.add(run)
    session.commit()
    return run


def make_meetings(session: Session, run: CourseRun, number: int = 7) -> list[Meeting]:
    """Three hours each, on Tuesdays and Thursdays from the run's first day."""
    day = run.starts_on or date(2026, 3, 10)
    made: list[Meeting] = []
    while len(made) < number:
        if day.weekday() in (1, 3):
            begins = datetime.combine(day, time(14), tzinfo=SEOUL)
            made.append(
                Meeting(
                    run=run,
                    starts_at=begins,
                    ends_at=begins + timedelta(hours=3),
                    title_ko=f"{len(made) + 1}번째 수업",
                    title_en=f"Class {len(made) + 1}",
                )
            )
        day += timedelta(days=1)
    session.add_all(made)
    session.commit()
    return made


def make_instructor(session: Session, run: CourseRun, person: Person) -> Instructor:
    """The person teaches this run."""
    instructor = Instructor(
        school_id=run.course.school_id, person_id=person.id, career_ko="수선집 22년"
    )
    session.add(instructor)
    session.flush()
    session.add(RunInstructor(run_id=run.id, instructor_id=instructor.id))
    session.commit()
    return instructor
